// What to try as HR or administrator, one tap each.

import { byId, el } from "./dom.js";
import { ROLES } from "./roles.js";
import { on, persona } from "./store.js";
import { say } from "./talk.js";

export function ideaChips() {
  return ROLES[persona().role].ideas.map(([what, command]) =>
    el("button.chip", { onclick: () => say(command), title: `Отправить: ${command}` }, el("small", {}, what), el("b", {}, command)),
  );
}

function draw() {
  const chips = ideaChips();
  byId("ideas-title").hidden = byId("ideas").hidden = !chips.length;
  byId("ideas").replaceChildren(...chips.map((chip) => el("li", {}, chip)));
}

export function startIdeas() {
  on("current snapshot", draw);
}
