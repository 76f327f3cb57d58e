// The Telegram users one can be.

import { avatar, byId, el, icon, refill } from "./dom.js";
import { openSheet } from "./dialogs.js";
import { become, emit, on, store } from "./store.js";
import { ROLES } from "./roles.js";
import { startOver } from "./talk.js";

const sheet = el("ul.personas");
let awaited = null;

// One button for each persona; `then` happens in the chat of the chosen one.
export function personaRows(then = () => {}) {
  return shown().map((persona) => el("li", {}, row(persona, then)));
}

// Whoever came last stands first: this is who one plays now.
function shown() {
  const isInsured = (persona) => persona.role === "insured";
  const insured = store.personas.filter(isInsured).reverse();
  return [...insured, ...store.personas.filter((persona) => !isInsured(persona))];
}

function row(persona, then) {
  const unread = store.unread.get(persona.chat);
  const choose = ({ currentTarget }) => {
    currentTarget.closest("dialog")?.close();
    become(persona.chat);
    then();
  };
  return el(
    "button.persona",
    { "aria-current": String(persona.chat === store.current), onclick: choose },
    avatar(persona.name, store.personas.indexOf(persona)),
    el("span.names", {}, name(persona), ...about(persona)),
    unread && el("span.badge", { "aria-label": `непрочитанных: ${unread}` }, String(unread)),
  );
}

function name(persona) {
  return el("span.name", {}, el("b", {}, persona.name), el("small", {}, ROLES[persona.role].caption));
}

// What to try as this one, and the last words of the chat.
function about(persona) {
  const { hint } = ROLES[persona.role];
  const last = [...store.chats.get(persona.chat).messages.values()].at(-1);
  const preview = last && el("span.preview", {}, (last.text ?? last.caption ?? "Вложение").split("\n")[0]);
  return preview && persona.role === "insured" ? [preview] : [el("span.role", {}, hint), preview];
}

function draw() {
  refill(byId("personas"), ...personaRows());
  refill(sheet, ...personaRows());
}

// Turn to somebody who has never written to the bot; `then` happens in their chat.
export async function playNewcomer(then = () => {}) {
  const made = await startOver();
  if (!made) return;
  awaited = { chat: made.chat, then };
  enterAwaited();
}

// The answer to the request and the news of the new user come in any order.
function enterAwaited() {
  if (!store.chats.has(awaited?.chat)) return;
  const { chat, then } = awaited;
  awaited = null;
  become(chat);
  then();
}

function startOverButton(after) {
  const begin = () => {
    after();
    playNewcomer();
  };
  return el("button.quiet-button.wide", { onclick: begin }, icon("plus"), "Начать с чистого листа");
}

export function openPersonas() {
  openSheet("Кто пишет боту", (body, close) => {
    body.append(
      el("p.hint", {}, "У каждого свой пользователь Telegram и свой чат с ботом."),
      sheet,
      startOverButton(close),
    );
  });
}

function countUnread({ chat_id, message }) {
  if (!message.from_bot || chat_id === store.current) return;
  store.unread.set(chat_id, (store.unread.get(chat_id) ?? 0) + 1);
  emit("unread");
}

export function startPersonas() {
  const button = byId("start-over");
  button.append(icon("plus"), "Начать с чистого листа");
  button.addEventListener("click", () => playNewcomer());
  on("message", countUnread);
  on("snapshot personas current message edited deleted unread", draw);
  on("personas", enterAwaited);
}
