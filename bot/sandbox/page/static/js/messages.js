// The log of the open chat.

import { messageElement } from "./bubble.js";
import { byId, day, el, icon, plural } from "./dom.js";
import { beginEdit } from "./composer.js";
import { chat, on, store } from "./store.js";

const NEAR = 120;
const JOINED_SECONDS = 120;
const log = byId("log");
const toBottom = byId("to-bottom");
let missed = 0;
let following = true;

const element = (message) => messageElement(message, { onEdit: beginEdit });
const find = (id) => log.querySelector(`.message[data-id="${id}"]:not(.leaving)`);
const ours = (listener) => (detail) => detail.chat_id === store.current && listener(detail);
const isNearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;

function redraw() {
  log.setAttribute("aria-live", "off");
  log.replaceChildren(...[...chat().messages.values()].map(element));
  regroup();
  scrollToEnd("instant");
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
}

// Which messages belong together, which one has the tail, where a day begins.
function regroup() {
  for (const mark of log.querySelectorAll(".day")) mark.remove();
  let before = null;
  for (const node of [...log.querySelectorAll(".message:not(.leaving)")]) {
    const { own, date } = node.dataset;
    const isNewDay = !before || day(before.dataset.date * 1000) !== day(date * 1000);
    const near = before && date - before.dataset.date < JOINED_SECONDS;
    const joined = !isNewDay && near && before.dataset.own === own;
    if (isNewDay) node.before(el("div.day", {}, day(date * 1000)));
    node.classList.toggle("joined", Boolean(joined));
    node.classList.add("tail");
    if (joined) before.classList.remove("tail");
    before = node;
  }
}

function append({ message }) {
  const node = element(message);
  node.classList.add("enter");
  const follow = following || !message.from_bot;
  log.append(node);
  regroup();
  if (follow) scrollToEnd("instant");
  else showMissed(missed + 1);
}

function replace({ message }) {
  const before = find(message.message_id);
  if (!before) return;
  const node = element(message);
  node.querySelector(".bubble").classList.add("changed");
  const focused = before.contains(document.activeElement);
  before.replaceWith(node);
  regroup();
  if (focused) log.focus({ preventScroll: true });
  if (following) scrollToEnd("instant");
}

function erase({ message_ids }) {
  for (const id of message_ids) {
    const node = find(id);
    if (node) collapse(node);
  }
  regroup();
}

async function collapse(node) {
  node.classList.add("leaving");
  const quick = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const height = `${node.offsetHeight}px`;
  const still = { height, opacity: 1, transform: "none" };
  const gone = { height: 0, opacity: 0, marginTop: 0, transform: "scale(0.9)" };
  await node.animate([still, gone], { duration: quick ? 1 : 240, easing: "ease-in" }).finished;
  node.remove();
}

function scrollToEnd(behavior) {
  following = true;
  log.scrollTo({ top: log.scrollHeight, behavior });
  showMissed(0);
}

function showMissed(count) {
  missed = count;
  toBottom.replaceChildren(icon("down"), count ? plural(count, "новое", "новых", "новых") : "");
  toBottom.setAttribute("aria-label", count ? `К новым сообщениям: ${count}` : "К последним сообщениям");
  toBottom.hidden = following;
}

export function startMessages() {
  on("current snapshot", redraw);
  on("message", ours(append));
  on("edited", ours(replace));
  on("deleted", ours(erase));
  log.addEventListener("scrollend", settle);
  log.addEventListener("wheel", () => requestAnimationFrame(settle), { passive: true });
  log.addEventListener("touchmove", settle, { passive: true });
  toBottom.addEventListener("click", () => scrollToEnd("smooth"));
  // The keyboard of a phone, a growing input line and loaded pictures move the end away.
  new ResizeObserver(() => following && scrollToEnd("instant")).observe(log);
  log.addEventListener("load", () => following && scrollToEnd("instant"), true);
}

function settle() {
  following = isNearEnd();
  showMissed(following ? 0 : missed);
}
