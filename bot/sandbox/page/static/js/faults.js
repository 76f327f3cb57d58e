// What can be let go wrong, one tap each.

import { byId, el, icon, refill } from "./dom.js";
import { openSheet } from "./dialogs.js";
import { on, store } from "./store.js";
import { flip } from "./talk.js";

const FAULTS = [
  ["sms_refused", "SMS-шлюз отказывает", "На счёте шлюза кончились деньги: он не принимает SMS."],
  ["phone_off", "Телефон выключен", "SMS ждут у оператора и придут, когда телефон включат."],
  ["mail_refused", "Почта не принимает письма", "Почтовый сервер отвечает, что такого ящика нет."],
  ["telegram_slow", "Telegram тормозит", "Не больше сообщения в 4 секунды, остальным — ошибка 429."],
];

const list = el("div.faults");
const isOn = (name) => Boolean(store.faults[name]);

function open() {
  openSheet("Сбои", (body) => {
    const hint = "Посмотрите, как бот переживает неполадки. Каждая длится, пока её не выключат.";
    body.append(el("p.hint", {}, hint), list);
  });
}

function drawList() {
  refill(list, ...FAULTS.map(toggle));
}

function toggle([name, title, about]) {
  return el(
    "button.fault",
    { role: "switch", "aria-checked": String(isOn(name)), onclick: () => flip(name, !isOn(name)) },
    el("b", {}, title),
    el("span.switch"),
    el("small", {}, about),
  );
}

function drawButton() {
  const count = FAULTS.filter(([name]) => isOn(name)).length;
  const button = byId("faults-open");
  button.classList.toggle("active", count > 0);
  button.setAttribute("aria-label", count ? `Сбои: включено ${count}` : "Сбои");
  button.title = "Сбои";
  button.replaceChildren(icon("bolt"), ...(count ? [el("span.badge", {}, String(count))] : []));
}

export function startFaults() {
  byId("faults-open").addEventListener("click", open);
  on("snapshot faults", drawButton);
  on("snapshot faults", drawList);
  drawButton();
}
