// SPDX-License-Identifier: Apache-2.0
// An image with the colours of the report's figures, its colour bar, and what is drawn over it.
import { Sheet } from "./axes.js";
import { colour, element, number, say } from "./texts.js";

const OPAQUE = 0xff000000;

let tables = {};
let inks = {};

/** Takes the colour maps of the program. */
export function useColours(maps) {
  tables = maps;
  inks = Object.fromEntries(Object.entries(maps).map(([name, table]) => [name, Uint32Array.from(table, ink)]));
}

/** 0xRRGGBB in the order of the bytes of an ImageData. */
const ink = rgb => (OPAQUE | (rgb & 255) << 16 | rgb & 0xff00 | rgb >> 16) >>> 0;

/** The values at a share of the sorted finite values that a mask lets pass. */
export function quantiles(values, shares, mask = () => true) {
  const finite = values.filter((v, k) => Number.isFinite(v) && mask(k)).sort();
  return shares.map(share => finite.length ? finite[Math.round(share * (finite.length - 1))] : NaN);
}

/** An image in colours, painted again only where values or scale are others. */
export class Raster {
  /** Draws the image into a rectangle of the canvas, its first row at the bottom. */
  draw(g, values, nx, ny, scale, x, y, width, height) {
    const { map, low, high } = scale;
    const now = [values, nx, ny, map, low, high];
    if (!this.painted || now.some((part, k) => part !== this.painted[k])) {
      this.#paint(values, nx, ny, scale);
      this.painted = now;
    }
    g.imageSmoothingEnabled = false;
    g.drawImage(this.canvas, x, y, width, height);
  }

  #paint(values, nx, ny, { map, low, high }) {
    if (this.canvas?.width !== nx || this.canvas?.height !== ny) {
      this.canvas = new OffscreenCanvas(nx, ny);
      this.context = this.canvas.getContext("2d");
      this.pixels = new ImageData(nx, ny);
      this.inks = new Uint32Array(this.pixels.data.buffer);
    }
    const table = inks[map];
    const factor = 256 / (high - low);
    for (let j = 0; j < ny; j++) {
      const row = (ny - 1 - j) * nx;
      for (let i = 0; i < nx; i++) {
        const value = values[j * nx + i];
        const at = factor * (value - low);
        this.inks[row + i] = value !== value ? 0 : table[at < 0 ? 0 : at >= 256 ? 255 : at | 0];
      }
    }
    this.context.putImageData(this.pixels, 0, 0);
  }
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
    this.raster = new Raster();
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
    this.raster.draw(g, image.values, image.nx, image.ny, image.scale, left, top, size * image.nx, size * image.ny);
    this.size = size;
    this.toCanvas = (x, y) => [left + (x + 0.5) * size, top + (image.ny - y - 0.5) * size];
    this.toPixel = (cx, cy) => [(cx - left) / size - 0.5, image.ny - 0.5 - (cy - top) / size];
    image.overlay?.(g, this);
    this.#bar(image);
  }

  #bar({ scale, unit }) {
    say(this.low, number(scale.low, 3));
    say(this.high, number(scale.high, 3));
    say(this.unit, unit);
    if (this.coloured === scale.map) return;
    this.coloured = scale.map;
    const bar = this.barCanvas.getContext("2d");
    const pixels = bar.createImageData(256, 1);
    tables[scale.map].forEach((rgb, k) => pixels.data.set([rgb >> 16, rgb >> 8 & 255, rgb & 255, 255], 4 * k));
    bar.putImageData(pixels, 0, 0);
  }
}
