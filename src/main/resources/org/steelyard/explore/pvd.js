// SPDX-License-Identifier: Apache-2.0
// The position-velocity diagram: data in grey, model as contours, and beside it the model without its black hole, the kept state, draws.
import { frame, Sheet } from "./axes.js";
import { contour } from "./contours.js";
import { quantiles, Raster } from "./image.js";
import { byId, colour, element, say } from "./texts.js";

const LEVELS = [0.15, 0.35, 0.55, 0.75];

export class Diagram {
  shown = { model: true, bare: true, kept: true };
  raster = new Raster();

  constructor(app) {
    this.app = app;
    this.sheet = new Sheet(byId("pvd"), 0.72, "Position-velocity diagram of data and model");
    this.sheet.redraw = () => this.show(this.view);
    byId("pvdLegend").append(
      this.#entry("model", "model", "model"), this.#entry("bare", "no black hole", "bare", true), this.#entry("kept", "A", "kept"));
    this.keptEntry = byId("pvdLegend").lastChild;
    this.angle = element("span", { class: "quiet" });
    byId("pvdLegend").append(this.angle);
  }

  #entry(key, text, style, dashed = false) {
    const swatch = element("span", { class: "swatch" + (dashed ? " dashed" : "") });
    swatch.style.borderColor = `var(--${style})`;
    const box = element("input", { type: "checkbox", checked: true, onchange: () => { this.shown[key] = box.checked; this.app.refresh(false); this.show(this.view); } });
    return element("label", {}, box, swatch, text);
  }

  get seen() {
    return this.sheet.seen;
  }

  describe(galaxy) {
    this.galaxy = galaxy;
    byId("pvdCard").hidden = galaxy.kind !== "cube";
    this.cloud = null;
    this.data = null;
  }

  /** The diagram of the data and its brightest values, which stay while the line does. */
  #observed(view, flip) {
    const line = JSON.stringify(view.line);
    if (this.data?.line !== line) {
      const values = flip(view.arrays.pvdData);
      this.data = { line, values, top: quantiles(values, [0.999])[0] };
    }
    return this.data;
  }

  show(view) {
    if (!view?.arrays.pvdData || !this.galaxy) return;
    this.view = view;
    this.keptEntry.hidden = !this.kept;
    const g = this.sheet.begin();
    if (!g) return;
    const line = view.line;
    say(this.angle, `along PA ${Math.round(line.positionAngle)}°`);
    const velocity = this.galaxy.arrays.velocity;
    const rising = velocity[velocity.length - 1] > velocity[0];
    const nx = view.pvdOffsets;
    const ny = velocity.length;
    const flip = values => rising ? values : this.#flipped(values, nx, ny);
    const ends = ny > 1 ? [1.5 * velocity[0] - 0.5 * velocity[1], 1.5 * velocity[ny - 1] - 0.5 * velocity[ny - 2]] : [velocity[0] - 1, velocity[0] + 1];
    const low = Math.min(...ends);
    const high = Math.max(...ends);
    const half = view.pvdStep * nx / 2;
    const axes = frame(g, this.sheet, { low: -half, high: half, title: "Offset (arcsec)" }, { low, high, title: "Velocity, optical (km/s)" });
    const { box } = axes;
    const { values: data, top } = this.#observed(view, flip);
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const scale = dark ? { map: "greys", low: top || 1, high: 0 } : { map: "greys", low: 0, high: top || 1 };
    g.fillStyle = colour("blank");
    g.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    this.raster.draw(g, data, nx, ny, scale, box.left, box.top, box.right - box.left, box.bottom - box.top);
    g.save();
    g.beginPath();
    g.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    g.clip();
    g.setLineDash([4, 3]);
    g.strokeStyle = colour("quiet");
    g.lineWidth = 1;
    g.beginPath();
    g.moveTo(box.left, axes.toY(view.vsys)); g.lineTo(box.right, axes.toY(view.vsys));
    g.moveTo(axes.toX(0), box.top); g.lineTo(axes.toX(0), box.bottom);
    g.stroke();
    g.setLineDash([]);
    const place = (i, j) => {
      const ordered = rising ? j : ny - 1 - j;
      const n = Math.max(0, Math.min(ny - 2, Math.floor(ordered)));
      const v = ny > 1 ? velocity[n] + (ordered - n) * (velocity[n + 1] - velocity[n]) : velocity[0];
      return [axes.toX((i - (nx - 1) / 2) * view.pvdStep), axes.toY(v)];
    };
    const draw = (values, style, width, dash, levels = LEVELS, alpha = 1) => {
      g.strokeStyle = style;
      g.globalAlpha = alpha;
      g.lineWidth = width;
      g.setLineDash(dash);
      g.beginPath();
      const upright = flip(values);
      for (const level of levels) contour(g, upright, nx, ny, level * top, place);
      g.stroke();
      g.globalAlpha = 1;
    };
    const same = this.cloud && JSON.stringify(this.cloud.line) === JSON.stringify(line);
    if (same) for (const values of this.cloud.diagrams) draw(values, colour("black-hole"), 0.8, [], [LEVELS[1]], 0.35);
    if (this.shown.kept && this.kept && this.kept.pvdOffsets === nx && JSON.stringify(this.kept.line) === JSON.stringify(line)) {
      draw(this.kept.arrays.pvdModel, colour("kept"), 1.2, [2, 2]);
    }
    if (this.shown.bare && view.arrays.pvdBare) draw(view.arrays.pvdBare, colour("bare"), 1.2, [5, 3]);
    if (this.shown.model) draw(view.arrays.pvdModel, colour("model"), 1.5, []);
    g.restore();
    axes.draw();
  }

  #flipped(values, nx, ny) {
    const flipped = new Float32Array(values.length);
    for (let j = 0; j < ny; j++) flipped.set(values.subarray((ny - 1 - j) * nx, (ny - j) * nx), j * nx);
    return flipped;
  }
}
