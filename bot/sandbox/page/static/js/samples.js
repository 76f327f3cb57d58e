// The invented people whose answers go into the chat with one tap.

import { byId, el, icon, isShown, refill } from "./dom.js";
import { ideaChips } from "./ideas.js";
import { chat, on, persona, sample, store } from "./store.js";
import { answer, play } from "./talk.js";

function draw() {
  refill(byId("samples"), ...store.samples.map(card));
  drawStrip();
  markWanted();
}

function card(one) {
  const chosen = one.id === persona()?.plays;
  const head = el(
    "button.sample-head",
    { "aria-expanded": String(chosen), onclick: () => chosen || play(one.id) },
    el("span.names", {}, el("b", {}, one.name), el("small", {}, one.note)),
    icon("down"),
  );
  const data = chosen && el("div.sample-data", {}, outcome(one), ...chips(one));
  return el(chosen ? "li.sample.chosen" : "li.sample", {}, head, data);
}

function outcome(one) {
  return el("p.outcome", {}, el("b", {}, "Что получится в первый раз"), one.outcome);
}

function chips(one) {
  return one.data.map(({ label, value }) =>
    el(
      "button.chip",
      { "data-label": label, onclick: () => answer(value), title: `Ответить: ${value}` },
      el("small", {}, label),
      el("b", {}, value),
    ),
  );
}

// The datum that the bot's newest question asks for: its label stands there in bold.
function wantedLabel(one) {
  const asked = [...(chat()?.messages.values() ?? [])].filter((message) => message.from_bot).at(-1);
  if (!asked?.text) return null;
  const bold = (asked.entities ?? [])
    .filter((entity) => entity.type === "bold")
    .map(({ offset, length }) => asked.text.slice(offset, offset + length).trim().toLowerCase());
  const fits = ({ label }) =>
    bold.some((words) => words.length > 3 && label.toLowerCase().startsWith(words)) ||
    (label.endsWith("?") && asked.text.includes(label));
  return one.data.find(fits)?.label ?? null;
}

function drawStrip() {
  const one = sample();
  const line = [...ideaChips(), ...(one ? chips(one) : [])];
  byId("strip").replaceChildren(el("div.chips", { role: "group", "aria-label": "Быстрые ответы" }, ...line));
}

function markWanted() {
  const one = sample();
  const wanted = one && wantedLabel(one);
  byId("strip").hidden = !byId("strip").querySelector(".chip") || !chat()?.messages.size;
  for (const chip of document.querySelectorAll(".chip[data-label]")) {
    const fits = chip.dataset.label === wanted;
    if (fits && !chip.classList.contains("wanted") && isShown(chip)) bringIntoView(chip);
    chip.classList.toggle("wanted", fits);
  }
}

function bringIntoView(chip) {
  chip.scrollIntoView({ block: "nearest", inline: "center", behavior: "smooth" });
}

export function startSamples() {
  on("current snapshot personas", draw);
  on("message edited deleted", ({ chat_id }) => chat_id === store.current && markWanted());
}
