// Building elements without markup in strings.

const SHAPES = {
  bot: "M12 3v3M7 6h10a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3zM9 11.500v1.500M15 11.500v1.500M9.500 16h5",
  people: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c.500-3.500 3-5.500 6.500-5.500s6 2 6.500 5.500M16 4.500a3.300 3.300 0 0 1 0 6.300M18 15c2 .700 3.200 2.400 3.500 5",
  chat: "M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z",
  phone: "M8 2.500h8a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2zM11 18.500h2",
  mail: "M4 5h16a1.500 1.500 0 0 1 1.500 1.500v11A1.500 1.500 0 0 1 20 19H4a1.500 1.500 0 0 1-1.500-1.500v-11A1.500 1.500 0 0 1 4 5zM3 7l9 6.500L21 7",
  bolt: "M13 2.500 5 13.500h6L10 21.500l9-12h-6z",
  send: "M4 12 20 4l-5 16-3.500-6.500zM11.500 13.500 20 4",
  clip: "m20 11-8.500 8.500a5 5 0 0 1-7-7L13 4a3.300 3.300 0 0 1 4.700 4.700l-8.400 8.400a1.600 1.600 0 0 1-2.300-2.300L14.500 7.300",
  close: "M6 6l12 12M18 6 6 18",
  save: "M12 4v11M7 10.500l5 5 5-5M5 20h14",
  back: "M14.500 5 8 12l6.500 7",
  down: "M5 9l7 7 7-7",
  out: "M8 16 17 7M9.500 7H17v7.500",
  plus: "M12 5v14M5 12h14",
  done: "M2.500 12.500 6.500 17 14 8M11 15.500l1.500 1.500L21 8",
  more: "M5.500 12h.01M12 12h.01M18.500 12h.01",
  edit: "M4 20l1-4L16 5a2 2 0 0 1 3 3L8 19zM14.500 6.500l3 3",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  trash: "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13M10.500 11v5.500M13.500 11v5.500",
  photo: "M4 5h16v14H4zM4 16l4.500-5 4 4.500 2.500-2.500 5 5M15.500 9.500h.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  table: "M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14",
  voice: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.500 11a6.500 6.500 0 0 0 13 0M12 17.500V21",
  sticker: "M5 4h14v9l-6 7H5zM19 13h-4a2 2 0 0 0-2 2v5",
  contact: "M12 11.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM5 20c.600-3.500 3.300-5.500 7-5.500s6.400 2 7 5.500",
  place: "M12 21s-6.500-6-6.500-11a6.500 6.500 0 0 1 13 0c0 5-6.500 11-6.500 11zM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  off: "M12 3v8M6.500 6.500a8 8 0 1 0 11 0",
  computer: "M4 5h16v10H4zM9 19.500h6M12 15v4.500",
};
const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  return drawing([["path", { d: SHAPES[name] }]], "0 0 24 24", "icon");
}

export function drawing(shapes, viewBox, className = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
  }
  return svg;
}

// el("button.chip.wanted", { onclick, "aria-label": "…" }, child, "text")
export function el(selector, properties = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  if (tag === "button") node.type = "button";
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

const TINTS = ["#2f5bd7", "#8a4bb8", "#b3472f", "#1d7a5a", "#a2397d", "#47688f"];

export function avatar(name, seed = 0) {
  const face = el("span.avatar", { "aria-hidden": "true" }, name.slice(0, 1));
  face.style.setProperty("--tint", TINTS[seed % TINTS.length]);
  return face;
}

export function clock(date) {
  return new Date(date).toLocaleTimeString("ru-RU", { hour: "2-digit", minute: "2-digit" });
}

export function day(date) {
  const given = new Date(date);
  const today = new Date();
  const yesterday = new Date(today.getTime() - 86400000);
  if (given.toDateString() === today.toDateString()) return "Сегодня";
  if (given.toDateString() === yesterday.toDateString()) return "Вчера";
  return given.toLocaleDateString("ru-RU", { day: "numeric", month: "long" });
}

export function spacedPhone(number) {
  const digits = number.replace(/\D/g, "");
  const parts = /^7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(digits);
  return parts ? `+7\u00a0${parts[1]}\u00a0${parts[2]}\u2011${parts[3]}\u2011${parts[4]}` : `+${digits}`;
}

// Russian plural: plural(3, "новое", "новых", "новых")
export function plural(count, one, few, many) {
  const rule = new Intl.PluralRules("ru").select(count);
  return `${count} ${{ one, few }[rule] ?? many}`;
}

// Replace the children and leave the keyboard's focus where it was.
export function refill(node, ...children) {
  const places = () => [...node.querySelectorAll("button, a, [tabindex]")];
  const focused = places().indexOf(document.activeElement);
  node.replaceChildren(...children);
  if (focused >= 0) places()[focused]?.focus({ preventScroll: true });
}

export function isShown(node) {
  return node.getClientRects().length > 0;
}
