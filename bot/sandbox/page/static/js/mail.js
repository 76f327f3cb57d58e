// The mailbox: a list, and the open letter.

import { byId, clock, el, icon } from "./dom.js";
import { on, readLetter, store } from "./store.js";
import { answer } from "./talk.js";

const URL_IN_TEXT = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;
const body = byId("mail-body");
let open = null;

function draw() {
  drawState();
  byId("mail").classList.toggle("reading", open !== null);
  if (open !== null) return;
  const letters = [...store.letters].reverse();
  body.replaceChildren(letters.length ? el("ul.letters", {}, ...letters.map(line)) : empty());
}

function drawState() {
  const state = byId("mail-state");
  state.textContent = store.faults.mail_refused ? "Почта отказывает" : "";
  state.classList.toggle("wrong", Boolean(store.faults.mail_refused));
}

function empty() {
  return el("div.mail-empty", {}, icon("mail"), el("p", {}, "Писем пока нет. Сюда придёт письмо со ссылкой, на какой бы адрес бот его ни отправил."));
}

function line(letter) {
  const unread = !store.readLetters.has(letter.at);
  const snippet = letter.text.replace(/\s+/g, " ").slice(0, 90);
  return el(
    "li",
    {},
    el(
      unread ? "button.letter.unread" : "button.letter",
      { onclick: () => openLetter(letter) },
      el("span.tile", {}, icon("mail")),
      el("b", {}, letter.to),
      el("time", {}, clock(letter.at)),
      el("span.subject", {}, letter.subject),
      el("span.snippet", {}, snippet),
    ),
  );
}

export function openLetter(letter) {
  readLetter(letter);
  open = letter.number;
  draw();
  show(letter, "html");
}

function show(letter, form) {
  const segment = (name, caption) =>
    el("button", { "aria-pressed": String(form === name), onclick: () => show(letter, name) }, caption);
  const code = letter.code;
  body.replaceChildren(
    el(
      "article.reader",
      {},
      el(
        "header.reader-head",
        {},
        el("button.icon-button", { "aria-label": "К списку писем", onclick: close }, icon("back")),
        el("div", {}, el("h3", {}, letter.subject), el("p", {}, `кому: ${letter.to} · ${clock(letter.at)}`)),
      ),
      el(
        "div.reader-tools",
        {},
        el("div.segments", { role: "group", "aria-label": "Вид письма" }, segment("html", "Письмо"), segment("text", "Текст")),
        code && el("button.quiet-button", { onclick: () => answer(code) }, `Ввести код ${code.slice(0, 4)}\u00a0${code.slice(4)}`),
      ),
      form === "html" ? frame(letter) : plain(letter.text),
    ),
  );
}

function frame(letter) {
  return el("iframe", {
    src: `/letters/${letter.number}`,
    sandbox: "allow-popups allow-popups-to-escape-sandbox",
    title: `Письмо «${letter.subject}»`,
  });
}

function plain(text) {
  const parts = [];
  let position = 0;
  for (const found of text.matchAll(URL_IN_TEXT)) {
    parts.push(text.slice(position, found.index));
    parts.push(el("a", { href: found[0], target: "_blank", rel: "noopener noreferrer" }, found[0]));
    position = found.index + found[0].length;
  }
  return el("div.plain", { tabindex: "0" }, ...parts, text.slice(position));
}

function close() {
  open = null;
  draw();
}

export function startMail() {
  on("snapshot", () => {
    if (!store.letters.some((letter) => letter.number === open)) open = null;
    draw();
  });
  on("faults", drawState);
  on("letter", () => {
    draw();
    if (open === null) body.querySelector(".letter").classList.add("enter");
  });
}
