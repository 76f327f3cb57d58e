// Links into the bot: Telegram opens them as whoever tapped, here one chooses who that is.

import { openSheet } from "./dialogs.js";
import { el, icon } from "./dom.js";
import { personaRows, playNewcomer } from "./personas.js";
import { chat } from "./store.js";
import { copy, start } from "./talk.js";

const DEEP_LINK = /(?:https?:\/\/)?t\.me\/(\w+)(?:\?start=([\w-]{1,64}))?(?![\w?&=/-])/;

// The start payload of a link to this bot, empty for a bare one; null for any other address.
export function payloadOf(address) {
  const found = DEEP_LINK.exec(address);
  const isOurs = found && found[0] === address && found[1] === chat().bot.username;
  return isOurs ? (found[2] ?? "") : null;
}

// The text, and the links into the bot among it as buttons.
export function withDeepLinks(text) {
  const found = DEEP_LINK.exec(text);
  if (!found || payloadOf(found[0]) === null) return [text];
  const end = found.index + found[0].length;
  return [text.slice(0, found.index), deepLink(found[0]), ...withDeepLinks(text.slice(end))];
}

// A button and no address: the real Telegram must not be asked for a bot of this name.
export function deepLink(address, children = [address], selector = "button.deep-link") {
  const open = (event) => {
    event.stopPropagation();
    openAs(address);
  };
  return el(selector, { onclick: open, title: "Открыть в песочнице" }, ...children);
}

function openAs(address) {
  const payload = payloadOf(address);
  openSheet("Открыть ссылку как…", (body, close) => {
    const begin = () => start(payload);
    const newcomer = () => {
      close();
      playNewcomer(begin);
    };
    const copied = () => {
      close();
      copy(address);
    };
    body.append(
      el("p.hint.above", {}, "Telegram открывает ссылку от имени того, кто на неё нажал. Кто это будет здесь?"),
      el("button.main-button.wide", { onclick: newcomer, autofocus: true }, "Новый человек"),
      el("ul.personas", {}, ...personaRows(begin)),
      el("button.quiet-button.wide", { onclick: copied }, icon("copy"), "Скопировать ссылку"),
    );
  });
}
