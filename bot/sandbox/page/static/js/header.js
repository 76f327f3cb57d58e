// Who talks to whom, whether the bot is there, and the first screen of an empty chat.

import { avatar, byId, el, icon } from "./dom.js";
import { chat, on, persona, store } from "./store.js";
import { say } from "./talk.js";
import { ideaChips } from "./ideas.js";
import { openPersonas } from "./personas.js";
import { ROLES } from "./roles.js";

const ACTION_TIME = 5000;
const ACTIONS = { typing: "печатает…", upload_photo: "отправляет картинку…", upload_document: "отправляет файл…" };
let action = "";
let fading;

function drawStatus() {
  const status = byId("bot-status");
  status.className = !store.connected ? "lost" : action ? "active" : "";
  status.textContent = !store.connected ? "нет связи, переподключаюсь…" : action || "бот";
}

function drawWho() {
  const mine = persona();
  const who = byId("who");
  const seed = store.personas.indexOf(mine);
  const { caption } = ROLES[mine.role];
  const unread = [...store.unread.values()].reduce((sum, count) => sum + count, 0);
  const others = unread ? `. У других новых сообщений: ${unread}` : "";
  who.setAttribute("aria-label", `Вы пишете как ${mine.name}, ${caption}. Сменить${others}`);
  who.replaceChildren(
    avatar(mine.name, seed),
    el("span.who-name", {}, mine.name, el("small", {}, caption)),
    ...(unread ? [el("span.badge", {}, String(unread))] : []),
  );
  byId("bot-name").textContent = chat().bot.first_name;
}

function showAction({ chat_id, action: kind }) {
  if (chat_id !== store.current) return;
  setAction(ACTIONS[kind] ?? ACTIONS.typing);
  clearTimeout(fading);
  fading = setTimeout(() => setAction(""), ACTION_TIME);
}

function setAction(text) {
  action = text;
  drawStatus();
}

function drawIntro() {
  const intro = byId("intro");
  intro.hidden = chat().messages.size > 0;
  if (intro.hidden) {
    intro.replaceChildren();
    return;
  }
  intro.replaceChildren(el("div.intro-card", {}, botFace(), ...(staff() ?? newcomer())));
}

function newcomer() {
  const start = el("button.main-button", { onclick: () => say("/start") }, "Начать");
  return [...(chat().description ? described() : explained()), start];
}

function staff() {
  const { about } = ROLES[persona().role];
  if (!about) return null;
  return [
    el("h2", {}, `Вы — ${persona().name}`),
    el("p", {}, about),
    el("div.intro-ideas", { role: "group", "aria-label": "Что попробовать" }, ...ideaChips()),
  ];
}

function described() {
  return [el("h2", {}, chat().bot.first_name), el("p", {}, chat().description)];
}

const POINTS = [
  ["computer", "Всё происходит на этом компьютере: ничего никуда не уходит."],
  ["people", "Данные вымышленных людей — в разделе «Люди», вводятся одним нажатием."],
  ["phone", "SMS и письма бота придут сюда же: «Телефон» и «Почта»."],
];

function explained() {
  const points = POINTS.map(([name, text]) => el("li", {}, icon(name), text));
  return [
    el("h2", {}, "Это песочница бота"),
    el("p", {}, "Попробуйте открыть личный кабинет, как это сделал бы застрахованный."),
    el("ul", {}, ...points),
  ];
}

function botFace() {
  const face = el("span.avatar.bot-avatar", { "aria-hidden": "true" }, icon("bot"));
  return face;
}

export function startHeader() {
  document.querySelector("#chat-head .bot-avatar").append(icon("bot"));
  byId("who").addEventListener("click", openPersonas);
  on("current snapshot personas unread", drawWho);
  on("current snapshot message deleted", drawIntro);
  on("connection", drawStatus);
  on("action", showAction);
  on("current", () => setAction(""));
  on("message", ({ message }) => message.from_bot && setAction(""));
}
