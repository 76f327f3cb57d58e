// Buttons under a message and under the input line.

import { byId, el, icon, spacedPhone } from "./dom.js";
import { confirmed } from "./dialogs.js";
import { deepLink, payloadOf } from "./links.js";
import { chat, on, persona, store } from "./store.js";
import { press, pressBelow } from "./talk.js";

const PATIENCE = 8000;

export function inlineKeyboard(message, rows) {
  const lines = rows.map((row, y) =>
    el("div.inline-row", {}, ...row.map((button, x) => inlineButton(message, button, y, x))),
  );
  return el("div.inline-keyboard", { role: "group", "aria-label": "Кнопки сообщения" }, ...lines);
}

function inlineButton(message, button, row, column) {
  const address = button.url ?? button.web_app?.url;
  if (address && payloadOf(address) !== null) return deepLink(address, [button.text, icon("out")], "button");
  if (address) {
    const target = { href: address, target: "_blank", rel: "noopener noreferrer" };
    return el("a", target, button.text, icon("out"));
  }
  const node = el("button", {}, button.text);
  node.addEventListener("click", () => {
    if (node.classList.contains("busy")) return;
    node.classList.add("busy");
    setTimeout(() => node.classList.remove("busy"), PATIENCE);
    press(message.message_id, row, column).then((done) => done ?? node.classList.remove("busy"));
  });
  return node;
}

function drawReplyKeyboard() {
  const area = byId("reply-keyboard");
  const rows = chat()?.keyboard?.keyboard;
  area.hidden = !rows;
  area.replaceChildren(
    ...(rows ?? []).map((row) => el("div.reply-row", {}, ...row.map((button) => replyButton(button)))),
  );
}

function replyButton(button) {
  const picture = button.request_contact ? icon("contact") : button.request_location ? icon("place") : null;
  return el("button", { onclick: () => pressReply(button) }, picture, button.text);
}

async function pressReply(button) {
  if (button.request_contact && !(await agreed())) return;
  await pressBelow(button.text);
}

function agreed() {
  return confirmed({
    title: "Поделиться контактом?",
    text: `Бот узнает номер Вашего Telegram: ${spacedPhone(persona().phone)}.`,
    yes: "Поделиться",
  });
}

export function startKeyboards() {
  on("current snapshot", drawReplyKeyboard);
  on("keyboard", ({ chat_id }) => {
    if (chat_id === store.current) drawReplyKeyboard();
  });
  on("toast", ({ chat_id }) => {
    if (chat_id !== store.current) return;
    for (const busy of document.querySelectorAll(".inline-row .busy")) busy.classList.remove("busy");
  });
}
