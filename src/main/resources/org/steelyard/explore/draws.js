// SPDX-License-Identifier: Apache-2.0
// Draws of a finished run: a scatter plot of two parameters, and a cloud over the diagram.
import { frame, Sheet } from "./axes.js";
import { quantiles } from "./image.js";
import { byId, colour, element } from "./texts.js";

const NEAR = 20;
/** Free space at each end of an axis, as a share of the range. */
const MARGIN = 0.05;
/** Side of a dot, smaller where there are many [pixel of CSS]. */
const side = count => count > 200 ? 3 : 6;

export class DrawCloud {
  constructor(app) {
    this.app = app;
    this.sheet = new Sheet(byId("draws"), 0.75, "Draws of two parameters; arrow keys go to the next draw to the left, right, above or below");
    this.sheet.redraw = () => this.show();
    const canvas = this.sheet.canvas;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.addEventListener("click", event => this.#click(event));
    canvas.addEventListener("keydown", event => this.#key(event));
    for (const id of ["drawX", "drawY"]) byId(id).addEventListener("change", () => this.show());
    byId("drawCloud").addEventListener("click", () => this.toggle());
  }

  async load(galaxy) {
    this.galaxy = galaxy;
    if (!galaxy.draws) return;
    byId("drawCard").hidden = false;
    await this.#ask();
    const names = Object.keys(this.values[0] ?? {}).filter(name => new Set(this.values.map(draw => draw[name])).size > 1);
    for (const [id, k] of [["drawX", 1], ["drawY", 0]]) {
      byId(id).replaceChildren(...names.map((name, n) => element("option", { value: name, selected: n === k }, name)));
    }
    this.show();
  }

  async #ask() {
    const answer = await this.app.server.packet("draws", { line: this.app.line() });
    this.values = answer.values;
    byId("drawSource").textContent = `of ${answer.source}`;
    const each = name => Array.from({ length: answer.cloud }, (_, k) => answer.arrays[name + k]).filter(Boolean);
    return { line: this.app.line(), diagrams: each("pvd"), radius: answer.arrays.radius, speeds: each("vCirc") };
  }

  async toggle() {
    const on = byId("drawCloud").getAttribute("aria-pressed") !== "true";
    byId("drawCloud").setAttribute("aria-pressed", String(on));
    this.app.diagram.cloud = this.app.speeds.cloud = on ? await this.#ask() : null;
    this.app.redraw();
  }

  show() {
    if (!this.values?.length) return;
    const g = this.sheet.begin();
    if (!g) return;
    const [nx, ny] = [byId("drawX").value, byId("drawY").value];
    const axis = name => {
      const [least, most] = quantiles(Float64Array.from(this.values, draw => draw[name]), [0.002, 0.998]);
      const margin = MARGIN * (most - least) || Math.abs(most) || 1;
      const [low, high] = [least - margin, most + margin];
      const power = name === "mbh" ? Math.floor(Math.log10(high)) : 0;
      const p = this.galaxy.parameters.find(q => q.name === name);
      return { factor: 10 ** -power, low: low * 10 ** -power, high: high * 10 ** -power, title: `${name} (${power ? "10^" + power + " " : ""}${p?.unit ?? ""})` };
    };
    const [x, y] = [axis(nx), axis(ny)];
    const axes = frame(g, this.sheet, x, y);
    this.places = this.values.map(draw => [axes.toX(draw[nx] * x.factor), axes.toY(draw[ny] * y.factor)]);
    g.fillStyle = colour("accent");
    g.globalAlpha = 0.5;
    const dot = side(this.places.length);
    for (const [px, py] of this.places) g.fillRect(px - dot / 2, py - dot / 2, dot, dot);
    g.globalAlpha = 1;
    axes.draw();
    const now = this.app.state.now.parameters;
    if (now[nx] && now[ny]) {
      g.beginPath();
      g.arc(axes.toX(now[nx].value * x.factor), axes.toY(now[ny].value * y.factor), 5, 0, 2 * Math.PI);
      g.strokeStyle = colour("model");
      g.lineWidth = 2;
      g.stroke();
    }
  }

  #click(event) {
    const [cx, cy] = this.sheet.at(event);
    let nearest = -1;
    let least = NEAR;
    this.places?.forEach(([x, y], k) => {
      const distance = Math.hypot(x - cx, y - cy);
      if (distance < least) [nearest, least] = [k, distance];
    });
    if (nearest >= 0) this.#go(this.values[nearest]);
  }

  /** Goes to the draw with the next smaller or larger value along an axis. */
  #key(event) {
    const [id, step] = { ArrowRight: ["drawX", 1], ArrowLeft: ["drawX", -1], ArrowUp: ["drawY", 1], ArrowDown: ["drawY", -1] }[event.key] ?? [];
    if (!id || !this.values?.length) return;
    event.preventDefault();
    const name = byId(id).value;
    const from = this.app.state.now.parameters[name]?.value;
    const beyond = this.values.filter(draw => step * (draw[name] - from) > 0);
    if (beyond.length) this.#go(beyond.reduce((best, draw) => step * (draw[name] - best[name]) < 0 ? draw : best));
  }

  #go(draw) {
    this.app.state.change(next => {
      for (const [name, value] of Object.entries(draw)) {
        if (next.parameters[name]) next.parameters[name].value = value;
      }
    });
  }
}
