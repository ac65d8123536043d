// SPDX-License-Identifier: Apache-2.0
// An image with the colours of the report's figures, its colour bar, and what is drawn over it.
import { Sheet } from "./axes.js";
import { colour, element, number } from "./texts.js";

let tables = {};

/** Takes the colour maps of the program. */
export function useColours(maps) {
  tables = maps;
}

/** The values at a share of the sorted finite values that a mask lets pass. */
export function quantiles(values, shares, mask = () => true) {
  const finite = values.filter((v, k) => Number.isFinite(v) && mask(k)).sort();
  return shares.map(share => finite.length ? finite[Math.round(share * (finite.length - 1))] : NaN);
}

function paint(values, nx, ny, scale) {
  const pixels = new ImageData(nx, ny);
  const table = tables[scale.map];
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      const value = values[j * nx + i];
      if (Number.isNaN(value)) continue;
      const at = Math.floor(256 * (value - scale.low) / (scale.high - scale.low));
      const rgb = table[Math.min(255, Math.max(0, at))];
      const k = 4 * ((ny - 1 - j) * nx + i);
      pixels.data[k] = rgb >> 16;
      pixels.data[k + 1] = rgb >> 8 & 255;
      pixels.data[k + 2] = rgb & 255;
      pixels.data[k + 3] = 255;
    }
  }
  const canvas = new OffscreenCanvas(nx, ny);
  canvas.getContext("2d").putImageData(pixels, 0, 0);
  return canvas;
}

/** Draws an image into a rectangle of the canvas, its first row at the bottom. */
export function paintInto(g, values, nx, ny, scale, x, y, width, height) {
  g.imageSmoothingEnabled = false;
  g.drawImage(paint(values, nx, ny, scale), x, y, width, height);
}

export class Picture {
  constructor(place, title, label, ratio = 1) {
    this.title = element("h3", {}, title);
    const holder = element("div", { class: "canvas" });
    this.low = element("span");
    this.high = element("span");
    this.unit = element("span");
    this.barCanvas = element("canvas", { width: 256, height: 1, "aria-hidden": "true" });
    this.panel = element("div", { class: "panel" }, this.title, holder, element("div", { class: "bar" }, this.low, this.barCanvas, this.high, this.unit));
    place.append(this.panel);
    this.sheet = new Sheet(holder, ratio, label);
    this.sheet.redraw = () => this.redraw();
    this.canvas = this.sheet.canvas;
  }

  /** Shows an image: { values, nx, ny, scale: { map, low, high }, unit, overlay }. */
  show(image) {
    this.image = image;
    this.redraw();
  }

  redraw() {
    const image = this.image;
    if (!image) return;
    this.sheet.ratio = Math.min(1.25, Math.max(0.6, image.ny / image.nx));
    const g = this.sheet.begin();
    if (!g) return;
    const size = Math.min(this.sheet.width / image.nx, this.sheet.height / image.ny);
    const left = (this.sheet.width - size * image.nx) / 2;
    const top = (this.sheet.height - size * image.ny) / 2;
    g.fillStyle = colour("blank");
    g.fillRect(0, 0, this.sheet.width, this.sheet.height);
    paintInto(g, image.values, image.nx, image.ny, image.scale, left, top, size * image.nx, size * image.ny);
    this.size = size;
    this.toCanvas = (x, y) => [left + (x + 0.5) * size, top + (image.ny - y - 0.5) * size];
    this.toPixel = (cx, cy) => [(cx - left) / size - 0.5, image.ny - 0.5 - (cy - top) / size];
    image.overlay?.(g, this);
    this.#bar(image);
  }

  #bar({ scale, unit }) {
    const bar = this.barCanvas.getContext("2d");
    const pixels = bar.createImageData(256, 1);
    tables[scale.map].forEach((rgb, k) => pixels.data.set([rgb >> 16, rgb >> 8 & 255, rgb & 255, 255], 4 * k));
    bar.putImageData(pixels, 0, 0);
    this.low.textContent = number(scale.low, 3);
    this.high.textContent = number(scale.high, 3);
    this.unit.textContent = unit;
  }
}
