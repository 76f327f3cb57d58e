// A small menu at a place of the page; the browser closes it by Esc or a tap elsewhere.

import { el, icon } from "./dom.js";

const MARGIN = 8;

export function openMenu(at, items) {
  const menu = el("div.menu", { popover: "auto", role: "menu" }, ...items.map((item) => entry(item)));
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const entries = [...menu.children];
    const next = entries.indexOf(document.activeElement) + step;
    entries.at(next % entries.length).focus();
  });
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, at);
  menu.firstElementChild.focus({ preventScroll: true });
}

function entry(item) {
  const node = el(
    item.danger ? "button.danger" : "button",
    { role: "menuitem" },
    item.icon && icon(item.icon),
    item.command && el("span.command-name", {}, item.command),
    item.command ? el("small", {}, item.label) : item.label,
  );
  node.addEventListener("click", () => {
    node.closest(".menu").hidePopover();
    item.act();
  });
  return node;
}

function place(menu, at) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = at.bottom + MARGIN + height <= innerHeight;
  const top = below ? at.bottom + 4 : at.top - height - 4;
  const left = Math.min(at.left, innerWidth - width - MARGIN);
  menu.style.top = `${Math.max(MARGIN, top)}px`;
  menu.style.left = `${Math.max(MARGIN, left)}px`;
}
