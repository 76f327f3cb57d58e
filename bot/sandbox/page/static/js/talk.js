// What the visitor does in the chat, as the Telegram user that is chosen.

import { Refused, act } from "./net.js";
import { chat, emit, store } from "./store.js";

async function attempt(name, body) {
  try {
    return await act(name, body);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    emit("notice", error.message);
    return null;
  }
}

const here = (fields = {}) => ({ chat: store.current, ...fields });

export const say = (text) => attempt("say", here({ text }));
export const start = (payload) => attempt("start", here({ payload }));
export const edit = (message_id, text) => attempt("edit", here({ message_id, text }));
export const remove = (message_id) => attempt("delete", here({ message_id }));
export const press = (message_id, row, column) =>
  attempt("press", here({ message_id, row, column }));
export const pressBelow = (caption) => attempt("press-below", here({ caption }));
export const attach = (kind, file = {}) => attempt("attach", here({ kind, ...file }));
export const sendForeignContact = () =>
  attempt("foreign-contact", here({ phone: "79000000000", first_name: "Знакомый" }));
export const play = (sample) => attempt("play", here({ sample }));
export const startOver = () => attempt("new-persona");
export const flip = (fault, on) => attempt("switch", { fault, on });

// Give an answer: by the newest button that says just this, or else in words.
export function answer(value) {
  for (const message of [...chat().messages.values()].reverse()) {
    const rows = message.reply_markup?.inline_keyboard;
    if (!message.from_bot) continue;
    if (!rows) break;
    const row = rows.findIndex((buttons) => buttons.some((button) => fits(button, value)));
    if (row < 0) break;
    return press(message.message_id, row, rows[row].findIndex((button) => fits(button, value)));
  }
  return say(value);
}

const fits = (button, value) => button.callback_data && button.text === value;

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    emit("notice", "Скопировано");
  } catch {
    emit("notice", "Браузер не дал скопировать");
  }
}
