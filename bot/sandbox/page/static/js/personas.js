// The Telegram users one can be.

import { avatar, byId, el, icon, refill } from "./dom.js";
import { openSheet } from "./dialogs.js";
import { become, on, store } from "./store.js";
import { startOver } from "./talk.js";

export const ROLES = { insured: "застрахованный", hr: "HR страхователя", admin: "администратор" };
let awaited = null;

function rows(after = () => {}) {
  return shown().map((persona) => el("li", {}, row(persona, after)));
}

// Whoever came last stands first: this is who one plays now.
function shown() {
  const isInsured = (persona) => persona.role === "insured";
  const insured = store.personas.filter(isInsured).reverse();
  return [...insured, ...store.personas.filter((persona) => !isInsured(persona))];
}

function row(persona, after) {
  const unread = store.unread.get(persona.chat);
  const choose = () => {
    become(persona.chat);
    after();
  };
  return el(
    "button.persona",
    { "aria-current": String(persona.chat === store.current), onclick: choose },
    avatar(persona.name, store.personas.indexOf(persona)),
    el("span.names", {}, el("b", {}, persona.name), el("span.role", {}, ROLES[persona.role]), preview(persona)),
    unread && el("span.badge", { "aria-label": `непрочитанных: ${unread}` }, String(unread)),
  );
}

function preview(persona) {
  const last = [...store.chats.get(persona.chat).messages.values()].at(-1);
  const text = last ? (last.text ?? last.caption ?? "Вложение") : "чат пуст";
  return el("span.preview", {}, text.split("\n")[0]);
}

function draw() {
  refill(byId("personas"), ...rows());
}

async function begin(after = () => {}) {
  const made = await startOver();
  if (!made) return;
  awaited = made.chat;
  after();
  enterAwaited();
}

// The answer to the request and the news of the new user come in any order.
function enterAwaited() {
  if (!store.chats.has(awaited)) return;
  become(awaited);
  awaited = null;
}

function startOverButton(after) {
  return el("button.quiet-button", { onclick: () => begin(after) }, icon("plus"), "Начать с чистого листа");
}

export function openPersonas() {
  openSheet("Кто пишет боту", (body, close) => {
    body.append(
      el("p.hint", {}, "У каждого свой пользователь Telegram и свой чат с ботом."),
      el("ul.personas", {}, ...rows(close)),
      startOverButton(close),
    );
  });
}

function countUnread({ chat_id, message }) {
  if (!message.from_bot || chat_id === store.current) return;
  store.unread.set(chat_id, (store.unread.get(chat_id) ?? 0) + 1);
}

export function startPersonas() {
  const button = byId("start-over");
  button.append(icon("plus"), "Начать с чистого листа");
  button.addEventListener("click", () => begin());
  on("message", countUnread);
  on("snapshot personas current message edited deleted", draw);
  on("personas", enterAwaited);
}
