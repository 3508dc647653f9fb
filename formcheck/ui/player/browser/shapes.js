// What stands for a verdict: a colour and a shape, so that neither is needed alone.

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  ok: "M8 2a6 6 0 1 0 .01 0z",
  caution: "M8 1.5 15 14H1z",
  fault: "M3.2 1 8 5.8 12.8 1 15 3.2 10.2 8 15 12.8 12.8 15 8 10.2 3.2 15 1 12.8 5.8 8 1 3.2z",
  not_judged: "M1.5 6h13v4h-13z",
};
const SIGNS = { ok: "", caution: " \u25B2", fault: " \u2715", not_judged: " ?" };

function element(name, attributes = {}, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

function shapeOf(verdict, x = 0, y = 0, size = 16) {
  const holder = element("g", { transform: `translate(${x - size / 2} ${y - size / 2}) scale(${size / 16})` });
  holder.append(element("path", { d: SHAPES[verdict], fill: `var(--${verdict})`, stroke: "var(--st-text-color)", "stroke-width": 1 }));
  return holder;
}

function icon(verdict) {
  const made = element("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" });
  made.append(shapeOf(verdict, 8, 8));
  return made;
}

function button(label, act, attributes = {}) {
  const made = document.createElement("button");
  made.type = "button";
  made.append(...[label].flat());
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.onclick = act;
  return made;
}
