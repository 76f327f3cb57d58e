// Files in bubbles, and files on their way to the bot.

import { byId, el, icon } from "./dom.js";
import { emit, persona } from "./store.js";
import { attach } from "./talk.js";
import { openPicture } from "./viewer.js";

const LARGEST = 20 * 1024 * 1024; // what a bot can fetch: Bot API, getFile
const LONGEST_CAPTION = 1024;
const PICTURES = new Set(["image/png", "image/jpeg"]);
const SHOWN = new Set(["application/pdf", ...PICTURES]);
const EXAMPLES = {
  admin: { file: "registry-update.csv", name: "Обновление реестра.csv", caption: "/import" },
  hr: { file: "phones-update.csv", name: "Номера «Лесных троп».csv", caption: "" },
};

const addressOf = (id, name) => `/files/${id}/${encodeURIComponent(name)}`;

export function photoOf({ file_id, width, height }, message) {
  const name = message.attachment.name;
  const address = addressOf(file_id, name);
  const picture = el("img", { src: address, width, height, alt: message.caption ?? "Картинка" });
  const button = el("button.photo", { "aria-label": "Увеличить картинку", onclick: () => openPicture(address, name) }, picture);
  button.style.setProperty("--width", `${shownWidth(width, height)}px`);
  return button;
}

// As wide as it is, yet neither tiny nor taller than the chat bears.
const shownWidth = (width, height) => Math.min(Math.max(width, 250), 500, (400 * width) / height);

export function documentOf(file, message) {
  const name = file.file_name ?? message.attachment.name;
  const address = addressOf(file.file_id, name);
  const opens = SHOWN.has(message.attachment.mime);
  const how = opens ? { target: "_blank", rel: "noopener" } : { download: name };
  const face = PICTURES.has(message.attachment.mime) ? el("img", { src: address, alt: "" }) : icon("file");
  return el(
    "span.file",
    {},
    el("a.file-icon", { href: address, ...how, tabindex: "-1", "aria-hidden": "true" }, face),
    el(
      "span.file-words",
      {},
      el("a.file-name", { href: address, ...how }, name),
      el("small", {}, `${size(file.file_size)} · `, el("a", { href: address, download: name, "aria-label": `Скачать ${name}` }, "Скачать")),
    ),
  );
}

function size(bytes = 0) {
  const units = ["Б", "КБ", "МБ"];
  let power = 0;
  for (; bytes >= 1024 && power < 2; power += 1) bytes /= 1024;
  return `${bytes.toLocaleString("ru-RU", { maximumFractionDigits: power && bytes < 100 ? 1 : 0 })}\u00a0${units[power]}`;
}

export function chooseFile() {
  const field = el("input", { type: "file", "aria-label": "Файл" });
  field.addEventListener("change", () => offer(field.files[0]));
  field.click();
}

export async function offerExample() {
  const { file, name, caption } = EXAMPLES[persona().role];
  const content = await (await fetch(`/static/${file}`)).blob();
  offer(new File([content], name, { type: "text/csv" }), caption);
}

// Let the visitor look at the file and add a caption before it goes.
function offer(file, words = "") {
  if (file.size > LARGEST) {
    emit("notice", "Файл больше 20 МБ: боту такой не прочесть.");
    return;
  }
  const caption = el("input", { placeholder: "Подпись, если нужна", "aria-label": "Подпись", maxlength: LONGEST_CAPTION, value: words });
  const dialog = el("dialog", { "aria-label": "Отправить файл" });
  const form = el(
    "form.sending",
    { method: "dialog" },
    el("h2", {}, "Отправить файл"),
    el(
      "span.file",
      {},
      el("span.file-icon", {}, icon("file")),
      el("span.file-words", {}, el("span.file-name", {}, file.name), el("small", {}, size(file.size))),
    ),
    caption,
    el(
      "div.buttons",
      {},
      el("button.quiet-button", { onclick: () => dialog.close() }, "Отмена"),
      el("button.main-button", { type: "submit", autofocus: true }, "Отправить"),
    ),
  );
  form.addEventListener("submit", () => send(file, caption.value));
  dialog.append(form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function send(file, caption) {
  try {
    await attach("document", { name: file.name, content: await base64(file), caption });
  } catch {
    emit("notice", "Файл не прочёлся. Он ещё на месте?");
  }
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

const carriesFile = (event) => event.dataTransfer?.types.includes("Files");

// A file can be dragged onto the chat or pasted into it.
export function startFiles() {
  const area = byId("chat");
  const mark = (on) => area.classList.toggle("dropping", on);
  area.addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    mark(true);
  });
  area.addEventListener("dragleave", (event) => area.contains(event.relatedTarget) || mark(false));
  area.addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    mark(false);
    offer(event.dataTransfer.files[0]);
  });
  area.addEventListener("paste", (event) => {
    const file = event.clipboardData.files[0];
    if (!file) return;
    event.preventDefault();
    offer(file);
  });
}
