// Questions, alerts and short notices above the page.

import { byId, el, icon } from "./dom.js";
import { on, store } from "./store.js";

const NOTICE_TIME = 3600;
let fading;

// Resolves to whether the person agreed.
export function confirmed({ title, text, yes }) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { "aria-label": title });
    dialog.append(
      el("h2", {}, title),
      el("p", {}, text),
      el(
        "div.buttons",
        {},
        el("button.quiet-button", { onclick: () => dialog.close() }, "Отмена"),
        el("button.main-button", { onclick: () => dialog.close("yes"), autofocus: true }, yes),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function alertDialog(text) {
  const dialog = el("dialog", { role: "alertdialog", "aria-label": "Сообщение бота" });
  const ok = el("button.main-button", { onclick: () => dialog.close(), autofocus: true }, "Хорошо");
  dialog.append(el("p", {}, text), el("div.buttons", {}, ok));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

// A panel at the edge of the page; `fill` draws its body.
export function openSheet(title, fill) {
  const dialog = el("dialog.sheet", { "aria-label": title });
  const close = el("button.icon-button", { "aria-label": "Закрыть", onclick: () => dialog.close() }, icon("close"));
  const body = el("div");
  dialog.append(el("div.sheet-head", {}, el("h2", {}, title), close), body);
  fill(body, () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function notice(text) {
  const toast = byId("toast");
  toast.textContent = text;
  toast.classList.add("shown");
  clearTimeout(fading);
  fading = setTimeout(hideNotice, NOTICE_TIME);
}

function hideNotice() {
  byId("toast").classList.remove("shown");
}

export function startDialogs() {
  on("notice", notice);
  on("current", hideNotice);
  on("toast", ({ chat_id, text, alert }) => {
    if (chat_id !== store.current || !text) return;
    if (alert) alertDialog(text);
    else notice(text);
  });
}
