// SPDX-License-Identifier: Apache-2.0
// A canvas at the resolution of the screen, and axes with round numbers.
import { colour, element } from "./texts.js";

/** A canvas that fills the width of its place; ratio is height over width. What is out of sight is drawn when it comes into view. */
export class Sheet {
  #room = 0;
  #seen = true;

  constructor(place, ratio, label) {
    this.ratio = ratio;
    this.canvas = element("canvas", { role: "img", "aria-label": label });
    place.append(this.canvas);
    new ResizeObserver(([entry]) => {
      this.#room = Math.floor(entry.contentRect.width);
      this.redraw?.();
    }).observe(place);
    new IntersectionObserver(entries => {
      this.#seen = entries.at(-1).isIntersecting;
      if (this.#seen) this.redraw?.();
    }, { rootMargin: "200px" }).observe(place);
  }

  /** Whether it is in sight or near. */
  get seen() {
    return this.#seen && this.#room > 0;
  }

  /** The context in CSS pixels, cleared; null where nobody sees it. */
  begin() {
    const width = this.#room;
    if (!this.seen) return null;
    const height = Math.round(width * this.ratio);
    const density = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * density) || this.canvas.height !== Math.round(height * density)) {
      this.canvas.width = Math.round(width * density);
      this.canvas.height = Math.round(height * density);
      this.canvas.style.height = height + "px";
    }
    this.width = width;
    this.height = height;
    const g = this.canvas.getContext("2d");
    g.setTransform(density, 0, 0, density, 0, 0);
    g.clearRect(0, 0, width, height);
    return g;
  }

  /** Where a pointer is, in CSS pixels of the canvas. */
  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
}

/** Round numbers between two values, about as many as wanted. */
export function ticks(low, high, count) {
  const raw = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(k => k * power).find(s => s >= raw) ?? 10 * power;
  const found = [];
  for (let k = Math.ceil(low / step); k * step <= high * (1 + 1e-12); k++) found.push(+(k * step).toPrecision(12));
  return found;
}

/** A frame with axes; x and y are { low, high, title }. Returns the maps of values to the canvas. */
export function frame(g, sheet, x, y) {
  const box = { left: 56, top: 8, right: sheet.width - 8, bottom: sheet.height - 34 };
  const toX = v => box.left + (v - x.low) / (x.high - x.low) * (box.right - box.left);
  const toY = v => box.bottom - (v - y.low) / (y.high - y.low) * (box.bottom - box.top);
  const draw = () => {
    g.strokeStyle = g.fillStyle = colour("ink");
    g.lineWidth = 1;
    g.font = "11px system-ui, sans-serif";
    g.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    g.textAlign = "center";
    g.textBaseline = "top";
    for (const v of ticks(x.low, x.high, (box.right - box.left) / 70)) {
      line(g, toX(v), box.bottom, toX(v), box.bottom - 4);
      g.fillText(String(v).replace("-", "−"), toX(v), box.bottom + 4);
    }
    g.fillText(x.title, (box.left + box.right) / 2, box.bottom + 18);
    g.textAlign = "right";
    g.textBaseline = "middle";
    for (const v of ticks(y.low, y.high, (box.bottom - box.top) / 45)) {
      line(g, box.left, toY(v), box.left + 4, toY(v));
      g.fillText(String(v).replace("-", "−"), box.left - 4, toY(v));
    }
    g.save();
    g.translate(10, (box.top + box.bottom) / 2);
    g.rotate(-Math.PI / 2);
    g.textAlign = "center";
    g.fillText(y.title, 0, 0);
    g.restore();
  };
  return { box, toX, toY, draw };
}

export function line(g, x1, y1, x2, y2) {
  g.beginPath();
  g.moveTo(x1, y1);
  g.lineTo(x2, y2);
  g.stroke();
}
