// The invented people whose answers go into the chat with one tap.

import { byId, el, icon } from "./dom.js";
import { chat, on, persona, sample, store } from "./store.js";
import { answer, play } from "./talk.js";

function draw() {
  byId("samples").replaceChildren(...store.samples.map(card));
  drawStrip();
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
  return el("p.outcome", {}, el("b", {}, "Что получится"), one.outcome);
}

function chips(one) {
  const wanted = wantedLabel(one);
  return one.data.map(({ label, value }) =>
    el(
      label === wanted ? "button.chip.wanted" : "button.chip",
      { onclick: () => answer(value), title: `Ответить: ${value}` },
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
  const strip = byId("strip");
  const one = sample();
  strip.hidden = !one || !chat()?.messages.size;
  if (strip.hidden) return;
  const line = el("div.chips", { role: "group", "aria-label": `Ответы: ${one.name}` }, ...chips(one));
  strip.replaceChildren(line);
  const wanted = line.querySelector(".wanted");
  if (wanted) line.scrollLeft = wanted.offsetLeft - 12;
}

export function startSamples() {
  on("current snapshot personas", draw);
  on("message edited deleted", ({ chat_id }) => chat_id === store.current && draw());
}
