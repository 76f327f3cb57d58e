// A text with Telegram's entities becomes nodes. Offsets count UTF-16 units, as JavaScript does.

import { el } from "./dom.js";
import { deepLink, payloadOf, withDeepLinks } from "./links.js";

const BLOCK_TYPES = new Set(["pre", "blockquote", "expandable_blockquote"]);
const BLOCK_TAGS = new Set(["PRE", "BLOCKQUOTE"]);
const SAFE = /^(https?:|mailto:|tel:)/i;

export function richText(text, entities = [], { onCommand, onCopy }) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const acts = { onCommand, onCopy };
  const root = el("span.text", {}, ...nodes(text, sorted, 0, text.length, acts));
  return root;
}

function nodes(text, entities, start, end, acts) {
  const result = [];
  let position = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const from = Math.max(entity.offset, position);
    const to = Math.min(entity.offset + entity.length, end);
    index += 1;
    if (to <= from) continue;
    if (from > position) result.push(besideBlocks(text.slice(position, from), result.at(-1), entity));
    const inside = entities.slice(index).filter((other) => other.offset < to);
    result.push(wrapped(entity, text.slice(from, to), nodes(text, inside, from, to, acts), acts));
    position = to;
  }
  if (position < end) result.push(besideBlocks(text.slice(position, end), result.at(-1)));
  return result;
}

// A block begins and ends a line by itself: the line breaks at its edges would be double.
function besideBlocks(text, before, after) {
  const start = BLOCK_TAGS.has(before?.tagName) ? /^\n/ : "";
  const end = BLOCK_TYPES.has(after?.type) ? /\n$/ : "";
  return text.replace(start, "").replace(end, "");
}

function wrapped(entity, plain, children, { onCommand, onCopy }) {
  switch (entity.type) {
    case "bold":
      return el("strong", {}, ...children);
    case "italic":
      return el("em", {}, ...children);
    case "underline":
      return el("u", {}, ...children);
    case "strikethrough":
      return el("s", {}, ...children);
    case "code":
      return el("code", { title: "Скопировать", onclick: () => onCopy(plain) }, ...children.flatMap(linked));
    case "pre":
      return el("pre", { title: "Скопировать", onclick: () => onCopy(plain) }, ...children);
    case "blockquote":
      return el("blockquote", {}, ...children);
    case "expandable_blockquote":
      return foldedQuote(children);
    case "spoiler":
      return spoiler(children);
    case "text_link":
      return link(entity.url, children);
    case "url":
      return link(plain.includes("://") ? plain : `https://${plain}`, children);
    case "email":
      return link(`mailto:${plain}`, children);
    case "phone_number":
      return link(`tel:${plain.replace(/[^\d+]/g, "")}`, children);
    case "bot_command":
      return el("button.command", { onclick: () => onCommand(plain) }, ...children);
    case "mention":
    case "hashtag":
    case "text_mention":
      return el("span.entity", {}, ...children);
    default:
      return el("span", {}, ...children);
  }
}

// Telegram marks no links in code; here there is nobody to send the copied one to.
const linked = (child) => (typeof child === "string" ? withDeepLinks(child) : [child]);

function link(address, children) {
  if (payloadOf(address) !== null) return deepLink(address, children);
  if (!SAFE.test(address)) return el("span.entity", {}, ...children);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function foldedQuote(children) {
  const quote = el("blockquote.folded", {}, ...children);
  quote.addEventListener("click", () => quote.classList.toggle("folded"));
  return quote;
}

function spoiler(children) {
  const hidden = el(
    "span.spoiler.hidden",
    { role: "button", tabindex: "0", "aria-label": "Скрытый текст. Нажмите, чтобы показать" },
    ...children,
  );
  hidden.addEventListener("click", reveal);
  hidden.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") reveal(event);
  });
  return hidden;
}

// One tap shows all that is hidden in the message, as in Telegram.
function reveal(event) {
  const first = event.currentTarget;
  if (!first.classList.contains("hidden")) return;
  event.preventDefault();
  event.stopPropagation();
  for (const hidden of first.closest(".bubble").querySelectorAll(".spoiler.hidden")) {
    hidden.classList.remove("hidden");
    for (const name of ["role", "tabindex", "aria-label"]) hidden.removeAttribute(name);
  }
}
