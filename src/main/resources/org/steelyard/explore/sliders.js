// SPDX-License-Identifier: Apache-2.0
// A slider with number field, bounds and lock for every parameter.
import { element, number, symbol } from "./texts.js";

const STEPS = 2000;
/** A bounded range wider than this multiple of the value is too wide for a slider. */
const WIDE = 8;
const DECADES = 2;

/** The part of a parameter's range that its slider covers: all of it, or what lies about the value. */
function span(p, set) {
  const low = set.min ?? -Infinity;
  const high = set.max ?? Infinity;
  const value = set.value;
  if (p.logarithmic && value > 0) {
    const factor = 10 ** DECADES;
    return [Math.max(low, value / factor, Number.MIN_VALUE), Math.min(high, value * factor)];
  }
  if (Number.isFinite(low) && Number.isFinite(high) && high - low <= WIDE * Math.abs(value)) return [low, high];
  const reach = Math.abs(value) || 1;
  return [Math.max(low, value - 2 * reach, low >= 0 ? 0 : -Infinity), Math.min(high, value + 2 * reach)];
}

class Slider {
  constructor(p, state) {
    this.p = p;
    this.state = state;
    const id = "p-" + p.name;
    const label = `${p.name}: ${p.meaning}${p.unit ? " [" + p.unit + "]" : ""}`;
    this.range = element("input", {
      type: "range", min: 0, max: STEPS, step: "any", id: id + "-slider", "aria-label": "Slider, " + label,
      oninput: () => this.#slide(true), onchange: () => this.#slide(false), onkeydown: event => this.#key(event),
    });
    this.value = element("input", { type: "text", inputmode: "decimal", class: "value", id, "aria-label": label, onchange: () => this.#type("value", this.value) });
    this.fixed = element("input", { type: "checkbox", "aria-label": `Hold ${p.name} fixed in a fit`, onchange: () => this.#set({ fixed: this.fixed.checked }) });
    this.min = element("input", { type: "text", "aria-label": `Lower bound of ${p.name}`, onchange: () => this.#type("min", this.min) });
    this.max = element("input", { type: "text", "aria-label": `Upper bound of ${p.name}`, onchange: () => this.#type("max", this.max) });
    this.error = element("span", { class: "error" });
    this.box = element("div", { class: "parameter", title: label },
      element("div", { class: "row" },
        element("label", { class: "symbol", for: id }, ...symbol(p.symbol)),
        this.value,
        element("span", { class: "unit" }, p.unit),
        element("label", { class: "lock" }, this.fixed, "fix")),
      this.range,
      this.error,
      element("details", {}, element("summary", {}, `${p.meaning}: bounds`), this.min, " to ", this.max));
    if (p.tied) for (const input of [this.range, this.value, this.fixed, this.min, this.max]) input.disabled = true;
  }

  get set() {
    return this.state.now.parameters[this.p.name];
  }

  #set(change, moving = false) {
    this.state.change(next => Object.assign(next.parameters[this.p.name], change), moving);
  }

  #at(value) {
    const [low, high] = this.window;
    const at = this.p.logarithmic && low > 0 ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return STEPS * Math.min(1, Math.max(0, at));
  }

  #slide(moving) {
    const [low, high] = this.window;
    const at = this.range.value / STEPS;
    const value = this.p.logarithmic && low > 0 ? low * (high / low) ** at : low + at * (high - low);
    this.#set({ value: Math.min(high, Math.max(low, value)) }, moving);
  }

  /** Steps of the keyboard: "any" leaves them to the browser. */
  #key(event) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 20, PageDown: -20 }[event.key];
    if (!steps) return;
    event.preventDefault();
    this.range.value = +this.range.value + steps * (event.shiftKey ? 10 : 1) * STEPS / 400;
    this.#slide(false);
  }

  #type(key, input) {
    const text = input.value.trim();
    const value = Number(text);
    const open = key !== "value" && text === "";
    const next = { ...this.set, [key]: open ? null : value };
    const good = (open || (text !== "" && Number.isFinite(value)))
      && (next.fixed || (next.value >= (next.min ?? -Infinity) && next.value <= (next.max ?? Infinity)));
    input.classList.toggle("wrong", !good);
    input.setAttribute("aria-invalid", String(!good));
    if (good) {
      this.window = null;
      this.shown = null;
      this.#set({ [key]: next[key] });
    } else {
      this.error.textContent = this.#fault(text, value);
    }
  }

  /** Why a text is not taken. */
  #fault(text, value) {
    if (!Number.isFinite(value) || text === "") return `${text === "" ? "nothing" : text} is not a number; type one like 1.5e8, without a unit`;
    const { min, max } = this.set;
    const range = [min === null ? null : `at least ${number(min, 7)}`, max === null ? null : `at most ${number(max, 7)}`].filter(part => part);
    return `the value must lie within its bounds, ${range.join(" and ")} ${this.p.unit}`;
  }

  show(error) {
    const set = this.set;
    if (!set) return;
    const shown = JSON.stringify([set, error]);
    if (shown === this.shown && !this.value.classList.contains("wrong")) return;
    this.shown = shown;
    if (!this.window || set.value < this.window[0] || set.value > this.window[1]) this.window = span(this.p, set);
    if (document.activeElement !== this.value || !this.value.classList.contains("wrong")) {
      this.value.value = number(set.value, 7);
      this.value.classList.remove("wrong");
      this.value.setAttribute("aria-invalid", "false");
    }
    this.range.value = this.#at(set.value);
    this.range.setAttribute("aria-valuetext", `${number(set.value, 5)} ${this.p.unit}`);
    this.fixed.checked = set.fixed;
    this.box.classList.toggle("fixed", set.fixed);
    this.min.value = set.min === null ? "" : number(set.min, 7);
    this.max.value = set.max === null ? "" : number(set.max, 7);
    this.error.textContent = error ? `fit: ± ${number(error, 3)}` : "";
  }
}

export class Sliders {
  #sliders = [];

  constructor(place, state) {
    this.place = place;
    this.state = state;
    this.errors = {};
  }

  /** Makes the sliders of a model's parameters. */
  describe(galaxy) {
    const described = JSON.stringify(galaxy.parameters.map(p => [p.name, p.meaning, p.tied]));
    if (described !== this.described) {
      this.described = described;
      this.#sliders = galaxy.parameters.map(p => new Slider(p, this.state));
      this.place.replaceChildren(...this.#sliders.map(slider => slider.box));
    }
  }

  show() {
    for (const slider of this.#sliders) slider.show(this.errors[slider.p.name]);
  }
}
