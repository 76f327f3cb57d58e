// One message as an element.

import { clock, drawing, el, icon, spacedPhone } from "./dom.js";
import { documentOf, photoOf } from "./files.js";
import { inlineKeyboard } from "./keyboards.js";
import { openMenu } from "./menu.js";
import { richText } from "./richtext.js";
import { copy, remove, say } from "./talk.js";

const LONG_PRESS = 450;

export function messageElement(message, { onEdit }) {
  const own = !message.from_bot;
  const open = (at) => openMenu(at, actionsFor(message, own, onEdit));
  const node = el(
    own ? "div.message.own" : "div.message",
    { "data-id": message.message_id, "data-date": message.date, "data-own": String(own) },
    bubble(message, own, open),
  );
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) node.append(inlineKeyboard(message, rows));
  return node;
}

function bubble(message, own, open) {
  const body = content(message);
  const meta = el(
    "span.meta",
    {},
    message.edit_date ? "изменено " : "",
    el("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date * 1000)),
  );
  const kind = message.sticker ? "div.bubble.bare" : message.photo ? "div.bubble.has-photo" : "div.bubble";
  const author = el("span.visually-hidden", {}, own ? "Вы: " : "Бот: ");
  const more = el("button.more", { "aria-label": "Действия с сообщением" }, icon("more"));
  more.addEventListener("click", () => open(more.getBoundingClientRect()));
  const node = el(kind, {}, author, ...body, meta, more);
  node.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    open({ left: event.clientX, bottom: event.clientY, top: event.clientY });
  });
  onLongPress(node, open);
  return node;
}

function onLongPress(node, open) {
  let timer;
  const cancel = () => clearTimeout(timer);
  node.addEventListener("touchstart", (event) => {
    const { clientX, clientY } = event.touches[0];
    timer = setTimeout(() => open({ left: clientX, bottom: clientY, top: clientY }), LONG_PRESS);
  }, { passive: true });
  for (const end of ["touchend", "touchmove", "touchcancel"]) {
    node.addEventListener(end, cancel, { passive: true });
  }
}

function actionsFor(message, own, onEdit) {
  const text = message.text ?? message.caption;
  return [
    text && { icon: "copy", label: "Копировать", act: () => copy(text) },
    own && message.text && { icon: "edit", label: "Изменить", act: () => onEdit(message) },
    { icon: "trash", label: "Удалить", danger: true, act: () => remove(message.message_id) },
  ].filter(Boolean);
}

function content(message) {
  const parts = [];
  const found = Object.keys(DRAWN).find((kind) => message[kind]);
  if (found) parts.push(DRAWN[found](message[found], message));
  const text = message.text ?? message.caption;
  if (text) {
    const entities = message.entities ?? message.caption_entities;
    parts.push(richText(text, entities, { onCommand: say, onCopy: copy }));
  }
  if (!parts.length) parts.push(el("em", {}, "Сообщение другого вида"));
  return parts;
}

const DRAWN = {
  photo: (sizes, message) => photoOf(sizes.at(-1), message),
  document: documentOf,
  voice(voice) {
    return el(
      "span.file",
      {},
      el("span.file-icon", {}, icon("voice")),
      el("span", {}, wave(), el("small", {}, `Голосовое, 0:0${voice.duration}`)),
    );
  },
  video_note: () => el("span.file", {}, el("span.file-icon", {}, icon("voice")), "Видеосообщение"),
  sticker: () =>
    drawing(
      [
        ["circle", { cx: 60, cy: 60, r: 54, fill: "#ffcf5c" }],
        ["circle", { cx: 42, cy: 50, r: 6, fill: "#3a2a10" }],
        ["circle", { cx: 78, cy: 50, r: 6, fill: "#3a2a10" }],
        ["path", { d: "M36 70q24 26 48 0", fill: "none", stroke: "#3a2a10", "stroke-width": 6, "stroke-linecap": "round" }],
      ],
      "0 0 120 120",
      "sticker",
    ),
  location: () => el("span", {}, map(), "Геопозиция"),
  contact(contact) {
    return el(
      "span.file",
      {},
      el("span.file-icon", {}, icon("contact")),
      el("span", {}, el("span.file-name", {}, contact.first_name), el("small", {}, spacedPhone(contact.phone_number))),
    );
  },
};

function wave() {
  const bars = [6, 12, 20, 9, 16, 24, 12, 7, 18, 22, 10, 14, 24, 8, 13, 19, 6, 11];
  const shapes = bars.map((height, index) => [
    "rect",
    { x: index * 8, y: (28 - height) / 2, width: 4, height, rx: 2, fill: "currentColor" },
  ]);
  return drawing(shapes, "0 0 144 28", "wave");
}

function map() {
  return drawing(
    [
      ["rect", { width: 224, height: 120, fill: "#dfe9d8" }],
      ["path", { d: "M0 84 90 52l134-20M70 0l34 120M150 0l20 120", stroke: "#fff", "stroke-width": 9, fill: "none" }],
      ["path", { d: "M112 78s-15-15-15-27a15 15 0 0 1 30 0c0 12-15 27-15 27z", fill: "#c8372d" }],
      ["circle", { cx: 112, cy: 51, r: 5, fill: "#fff" }],
    ],
    "0 0 224 120",
    "map",
  );
}
