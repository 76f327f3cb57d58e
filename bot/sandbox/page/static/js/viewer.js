// A picture over the whole page.

import { el, icon } from "./dom.js";

export function openPicture(address, name) {
  const dialog = el("dialog.viewer", { "aria-label": "Картинка" });
  dialog.append(
    el("img", { src: address, alt: name }),
    el(
      "div.viewer-tools",
      {},
      el("a.icon-button", { href: address, download: name, "aria-label": "Скачать", title: "Скачать" }, icon("save")),
      el("button.icon-button", { "aria-label": "Закрыть", autofocus: true }, icon("close")),
    ),
  );
  dialog.addEventListener("click", (event) => event.target.closest("a") || dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
