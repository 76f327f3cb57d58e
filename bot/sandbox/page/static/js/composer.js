// The input line: text, editing, commands, attachments.

import { byId, el, icon } from "./dom.js";
import { chooseFile, offerExample } from "./files.js";
import { openMenu } from "./menu.js";
import { chat, on, persona, store } from "./store.js";
import { attach, edit, say, sendForeignContact } from "./talk.js";
import { samplePhoto } from "./picture.js";

const field = el("textarea", { rows: 1, placeholder: "Сообщение", "aria-label": "Сообщение", maxlength: 4096, enterkeyhint: "send" });
const send = el("button.icon-button.send", { "aria-label": "Отправить", disabled: true }, icon("send"));
const clip = el("button.icon-button", { "aria-label": "Прикрепить", "aria-haspopup": "menu" }, icon("clip"));
const slash = el("button.icon-button", { "aria-label": "Команды бота", "aria-haspopup": "menu" }, el("span.slash", {}, "/"));
const bar = el("div.editing-bar", { hidden: true });
let edited = null;

const ATTACHMENTS = [
  { icon: "photo", label: "Фото", act: async () => attach("photo", await samplePhoto()) },
  { icon: "file", label: "Файл с компьютера", act: chooseFile },
  { icon: "table", label: "Пример файла реестра", act: offerExample, role: "admin" },
  { icon: "table", label: "Пример списка номеров", act: offerExample, role: "hr" },
  { icon: "voice", label: "Голосовое сообщение", act: () => attach("voice") },
  { icon: "sticker", label: "Стикер", act: () => attach("sticker") },
  { icon: "contact", label: "Контакт другого человека", act: sendForeignContact },
  { icon: "place", label: "Геопозиция", act: () => attach("location") },
];

async function submit() {
  const text = field.value.trim();
  if (!text || send.disabled) return;
  const target = edited;
  endEdit();
  setText("");
  const done = target ? await edit(target.message_id, text) : await say(text);
  if (!done && !field.value) setText(text);
}

function setText(text) {
  field.value = text;
  refresh();
}

function refresh() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
  send.disabled = !field.value.trim() || !store.connected;
}

export function beginEdit(message) {
  edited = message;
  bar.hidden = false;
  bar.replaceChildren(
    icon("edit"),
    el("span", {}, "Изменение сообщения", el("small", {}, message.text)),
    el("button.icon-button", { "aria-label": "Не изменять", onclick: cancelEdit }, icon("close")),
  );
  setText(message.text);
  field.focus();
}

function endEdit() {
  edited = null;
  bar.hidden = true;
}

function cancelEdit() {
  endEdit();
  setText("");
  field.focus();
}

function onKey(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape" && edited) {
    cancelEdit();
  } else if (event.key === "ArrowUp" && !field.value) {
    const own = [...chat().messages.values()].filter((one) => !one.from_bot && one.text).at(-1);
    if (own) beginEdit(own);
  }
}

function drawCommands() {
  slash.hidden = !chat()?.commands?.length;
}

function openCommands() {
  const items = chat().commands.map(({ command, description }) => ({
    command: `/${command}`,
    label: description,
    act: () => say(`/${command}`),
  }));
  openMenu(slash.getBoundingClientRect(), items);
}

function openAttachments() {
  const fitting = ATTACHMENTS.filter(({ role }) => !role || role === persona().role);
  openMenu(clip.getBoundingClientRect(), fitting);
}

export function startComposer() {
  byId("composer-area").append(bar, el("div.composer", {}, clip, slash, field, send));
  field.addEventListener("input", refresh);
  field.addEventListener("keydown", onKey);
  send.addEventListener("click", () => {
    submit();
    field.focus();
  });
  clip.addEventListener("click", openAttachments);
  slash.addEventListener("click", openCommands);
  on("current", () => {
    if (edited) cancelEdit();
  });
  on("deleted", ({ message_ids }) => {
    if (message_ids.includes(edited?.message_id)) cancelEdit();
  });
  on("current snapshot commands", drawCommands);
  on("connection", refresh);
}
