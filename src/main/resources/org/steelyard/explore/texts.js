// SPDX-License-Identifier: Apache-2.0
// Elements, numbers and symbols. Text is always set as text, so that no name can bring markup or a script.

export const byId = id => document.getElementById(id);

/** An element with attributes, listeners (on...) and children. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (value === true) {
      made.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value);
    }
  }
  made.append(...children);
  return made;
}

/** "M_{BH}" as nodes with a subscript. */
export function symbol(text) {
  return text.split(/(_\{[^}]*\}|\^\{[^}]*\})/).filter(part => part).map(part => {
    const raised = /^([_^])\{(.*)\}$/.exec(part);
    return raised ? element(raised[1] === "_" ? "sub" : "sup", {}, raised[2]) : part;
  });
}

/** A number with some significant digits, as a user types it. */
export function number(value, digits = 6) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e6 || size < 1e-3)
    ? value.toExponential(Math.min(digits, 6) - 1).replace(/\.?0+e/, "e").replace("e+", "e")
    : String(+value.toPrecision(digits));
}

/** A difference with its sign. */
export function signed(value, digits = 4) {
  return (value > 0 ? "+" : value < 0 ? "−" : "") + number(Math.abs(value), digits);
}

const colours = new Map();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => colours.clear());

/** A colour of the style sheet, for canvases. It is read once, because reading it settles the styles of the whole page. */
export function colour(name) {
  if (!colours.has(name)) colours.set(name, getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim());
  return colours.get(name);
}

/** Sets a text, where it is another one: the browser lays out what was set, changed or not. */
export function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** "mJy/beam" where Jy/beam would have too many zeros. */
export function scaledUnit(unit, peak) {
  return unit.startsWith("Jy") && peak < 0.5 ? { factor: 1000, unit: "m" + unit } : { factor: 1, unit };
}

/** The largest finite value of arrays. */
export function largest(...arrays) {
  let max = 0;
  for (const array of arrays) for (const value of array) if (value > max) max = value;
  return max;
}

/** Keeps a file through the browser. */
export function download(name, bytes, type) {
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
