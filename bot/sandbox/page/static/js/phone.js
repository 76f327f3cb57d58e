// The phone on which the SMS arrive.

import { byId, clock, el, icon, spacedPhone } from "./dom.js";
import { on, phoneSms, store } from "./store.js";
import { answer, flip } from "./talk.js";

const CODE = /\b\d{6}\b/;
const screen = byId("phone-screen");
const time = el("time");
const date = el("span");
const notices = el("div.notices", { tabindex: "0", role: "log", "aria-label": "SMS" });

export const codeOf = (sms) => CODE.exec(sms.text)?.[0];

function draw() {
  const { arrived, waiting } = phoneSms();
  const off = store.faults.phone_off;
  drawState(off);
  if (off) {
    screen.replaceChildren(offScreen(waiting.length));
    return;
  }
  notices.replaceChildren(...arrived.map((sms) => notice(sms)).reverse());
  const empty = el("div.phone-empty", {}, el("p", {}, "Сюда придут SMS с пин-кодом: на любой номер, который Вы назовёте боту."));
  screen.replaceChildren(el("div.lock", {}, time, date), arrived.length ? notices : empty);
}

function drawState(off) {
  const refused = store.faults.sms_refused;
  const state = byId("phone-state");
  state.textContent = off ? "Выключен" : refused ? "SMS-шлюз отказывает" : "";
  state.classList.toggle("wrong", Boolean(off || refused));
}

function offScreen(waiting) {
  return el(
    "div.phone-off",
    {},
    icon("off"),
    el("p", {}, "Телефон выключен"),
    waiting ? el("p", {}, `SMS ждут у оператора: ${waiting}`) : null,
    el("button.quiet-button", { onclick: () => flip("phone_off", false) }, "Включить"),
  );
}

function notice(sms, fresh) {
  const code = codeOf(sms);
  return el(
    fresh ? "article.notice.enter" : "article.notice",
    {},
    el(
      "header",
      {},
      el("span.tile", {}, icon("chat")),
      el("div", {}, el("b", {}, sms.sender || "SMS"), el("small", {}, `на ${spacedPhone(sms.phone)}`)),
      el("time", {}, clock(sms.at)),
    ),
    code && el("span.code", {}, code),
    el("p", {}, sms.text),
    el(
      "footer",
      {},
      icon("done"),
      "доставлено",
      code && el("button.quiet-button", { onclick: () => answer(code) }, "Ввести в чат"),
    ),
  );
}

function arrive(sms) {
  draw();
  if (store.faults.phone_off || !notices.firstElementChild) return;
  notices.firstElementChild.replaceWith(notice(sms, true));
  notices.scrollTop = 0;
}

function tick() {
  const now = new Date();
  time.textContent = clock(now);
  date.textContent = now.toLocaleDateString("ru-RU", { weekday: "long", day: "numeric", month: "long" });
}

export function startPhone() {
  tick();
  setInterval(tick, 5000);
  on("snapshot faults", draw);
  on("sms", arrive);
}
