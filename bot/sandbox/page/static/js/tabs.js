// Sections of a narrow screen, what is unread in them, and what drops in from above.

import { byId, el, icon, isShown, refill, spacedPhone } from "./dom.js";
import { openLetter } from "./mail.js";
import { codeOf } from "./phone.js";
import { on, store } from "./store.js";
import { answer } from "./talk.js";

const TABS = [
  ["chat", "Чат", "chat"],
  ["phone", "Телефон", "phone"],
  ["mail", "Почта", "mail"],
  ["people", "Люди", "people"],
];
const HEADS_UP_TIME = 9000;
const unseen = { chat: 0, phone: 0, mail: 0, people: 0 };
let leaving;

export function openTab(name) {
  document.body.dataset.tab = name;
  dismiss();
  seeWhatIsShown();
}

function draw() {
  refill(
    byId("tabs"),
    ...TABS.map(([name, caption, picture]) =>
      el(
        "button",
        { "data-tab": name, "aria-current": String(isShown(byId(name))), onclick: () => openTab(name) },
        icon(picture),
        caption,
        unseen[name] > 0 && el("span.badge", { "aria-label": `новых: ${unseen[name]}` }, String(unseen[name])),
      ),
    ),
  );
  const count = document.hidden ? unseen.chat + unseen.phone + unseen.mail : 0;
  document.title = count ? `(${count}) Песочница` : "Песочница";
}

function showChat() {
  if (!isShown(byId("chat"))) openTab("chat");
  else seeWhatIsShown();
}

function seeWhatIsShown() {
  if (!document.hidden) {
    for (const [name] of TABS) if (isShown(byId(name))) unseen[name] = 0;
  }
  draw();
}

function arrived(name) {
  if (document.hidden || !isShown(byId(name))) unseen[name] += 1;
  draw();
}

function headsUp(picture, from, what, action) {
  const tile = el(picture === "mail" ? "span.tile.blue" : "span.tile", {}, icon(picture));
  const button = el("button.quiet-button", { onclick: action.act }, action.caption);
  const words = el(action.code ? "span.what.code" : "span.what", {}, what);
  byId("heads-up").replaceChildren(el("div.heads-up-card", { onclick: dismiss }, tile, el("span.from", {}, from), words, button));
  clearTimeout(leaving);
  leaving = setTimeout(dismiss, HEADS_UP_TIME);
}

function dismiss() {
  byId("heads-up").replaceChildren();
}

function showSms(sms) {
  if (store.faults.phone_off) return;
  arrived("phone");
  if (isShown(byId("phone"))) return;
  const code = codeOf(sms);
  const from = spacedPhone(sms.phone);
  const enter = () => {
    unseen.phone = 0;
    draw();
    answer(code);
  };
  if (code) headsUp("chat", from, code, { caption: "Ввести", code: true, act: enter });
  else headsUp("chat", from, sms.text, { caption: "Открыть", act: () => openTab("phone") });
}

function showLetter(letter) {
  arrived("mail");
  if (isShown(byId("mail"))) return;
  const read = () => {
    openTab("mail");
    openLetter(letter);
  };
  headsUp("mail", letter.to, letter.subject, { caption: "Открыть", act: read });
}

export function startTabs() {
  draw();
  on("sms", showSms);
  on("letter", showLetter);
  on("message", ({ message }) => message.from_bot && arrived("chat"));
  on("message", ({ message, chat_id }) => {
    if (!message.from_bot && chat_id === store.current) showChat();
  });
  on("current", showChat);
  document.addEventListener("visibilitychange", seeWhatIsShown);
  addEventListener("resize", seeWhatIsShown);
}
