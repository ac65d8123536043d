// SPDX-License-Identifier: Apache-2.0
// Maps of data, model and residual, with the region, the line of the diagram and the pixel of the line profile.
import { line as stroke } from "./axes.js";
import { Picture, quantiles } from "./image.js";
import { byId, colour, element, largest, number, say, scaledUnit } from "./texts.js";

const NEAR = 14;
/** Where the line's handles are, as a share of its half length: inside the image, and apart from those of the region. */
const GRIP = 0.75;
const FAINT = 3;
/** Narrower maps have no room for north and east [pixel of CSS]. */
const SMALL = 120;

/** Positions on the sky and pixels of an image; pixels are 0-based in the image, x and y of the program 1-based in the file. */
class Sky {
  constructor(galaxy) {
    this.g = galaxy;
    this.determinant = galaxy.eastPerX * galaxy.northPerY - galaxy.eastPerY * galaxy.northPerX;
  }

  toImage(x, y) {
    return [x - 1 - this.g.x0, y - 1 - this.g.y0];
  }

  toFile(i, j) {
    return [i + 1 + this.g.x0, j + 1 + this.g.y0];
  }

  pixels(east, north) {
    const g = this.g;
    return [(g.northPerY * east - g.eastPerY * north) / this.determinant, (g.eastPerX * north - g.northPerX * east) / this.determinant];
  }

  offset(di, dj) {
    return [this.g.eastPerX * di + this.g.eastPerY * dj, this.g.northPerX * di + this.g.northPerY * dj];
  }

  /** A place along and across a position angle from a centre of the file. */
  place(x, y, angle, along, across) {
    const [i, j] = this.toImage(x, y);
    const a = angle * Math.PI / 180;
    const [di, dj] = this.pixels(along * Math.sin(a) + across * Math.cos(a), along * Math.cos(a) - across * Math.sin(a));
    return [i + di, j + dj];
  }
}

export class Maps {
  quantity = 0;
  blinking = false;

  constructor(app) {
    this.app = app;
    this.panels = ["Data", "Model", "Residual"].map(name => new Picture(byId("maps"), name, `${name}: map of the galaxy`));
    for (const panel of this.panels) {
      panel.canvas.tabIndex = 0;
      panel.canvas.setAttribute("role", "application");
      panel.canvas.addEventListener("pointerdown", event => this.#down(panel, event));
      panel.canvas.addEventListener("pointermove", event => this.#move(panel, event));
      panel.canvas.addEventListener("pointerup", event => this.#up(panel, event));
      panel.canvas.addEventListener("keydown", event => this.#key(event));
    }
    byId("blink").addEventListener("click", () => this.blink());
  }

  /** The quantity that is shown. */
  get kind() {
    return this.kinds[this.quantity][0];
  }

  describe(galaxy) {
    this.galaxy = galaxy;
    this.sky = new Sky(galaxy);
    this.ellipse = galaxy.ellipse;
    document.body.classList.toggle("map", galaxy.kind === "map");
    this.kinds = galaxy.kind === "cube"
      ? [["M0", "Intensity"], ["M1", "Velocity"], ["M2", "Dispersion"], ["misfit", "χ²"]]
      : [["M1", "Velocity"]];
    this.quantity = Math.min(this.quantity, this.kinds.length - 1);
    byId("quantity").replaceChildren(...this.kinds.map(([, name], k) => element("button", { "aria-pressed": String(k === this.quantity), onclick: () => this.choose(k) }, name)));
    this.residualScale = {};
    this.velocityReach = null;
    this.observed = null;
    const { dataM0, noiseM0, dataM1 } = galaxy.arrays;
    this.bright = dataM1.map((_, k) => !noiseM0 || dataM0[k] > FAINT * noiseM0[k]);
  }

  choose(k) {
    this.quantity = k % this.kinds.length;
    [...byId("quantity").children].forEach((button, n) => button.setAttribute("aria-pressed", String(n === this.quantity)));
    this.show(this.view);
  }

  /** Data and model by turns in one place. */
  blink() {
    this.blinking = !this.blinking;
    byId("blink").setAttribute("aria-pressed", String(this.blinking));
    clearInterval(this.timer);
    this.panels[1].panel.hidden = this.blinking;
    byId("maps").classList.toggle("pair", this.blinking);
    if (this.blinking) this.timer = setInterval(() => { this.odd = !this.odd; this.show(this.view); }, 600);
    else this.odd = false;
    this.show(this.view);
  }

  show(view, moving = false) {
    if (!view || !this.galaxy) return;
    this.view = view;
    const g = this.galaxy;
    const triple = this.#triple(this.kind, view, moving);
    if (!triple) return;
    const overlay = panel => (context, picture) => this.#overlay(context, picture, panel);
    triple.forEach((image, k) => {
      const panel = this.panels[k];
      say(panel.title, image.title);
      panel.show({ ...image, nx: g.nx, ny: g.ny, overlay: overlay(k) });
    });
    if (this.blinking && this.odd) {
      say(this.panels[0].title, triple[1].title);
      this.panels[0].show({ ...triple[1], nx: g.nx, ny: g.ny, overlay: overlay(0) });
    }
  }

  /** Images of data, model and residual; null where the view lacks them, because they were out of sight while a value moved. */
  #triple(kind, view, moving) {
    const a = this.galaxy.arrays;
    const model = view.arrays[kind === "misfit" ? "modelM0" : "model" + kind];
    if (!model || (kind === "misfit" && !view.arrays.misfit)) return null;
    const { values: data, scale, unit, factor = 1 } = this.#observed(kind, view, moving);
    const shift = kind === "M1" ? view.vsys : 0;
    const shown = new Float32Array(model.length);
    const residual = new Float32Array(model.length);
    const error = kind === "M0" ? a.noiseM0 : a.errorM1;
    for (let k = 0; k < shown.length; k++) {
      shown[k] = kind === "M0" || kind === "misfit" || this.bright[k] ? factor * model[k] - shift : NaN;
      residual[k] = error ? (data[k] - shown[k]) / (factor * error[k]) : data[k] - shown[k];
    }
    const images = (title, values, itsScale, itsUnit) => [
      { title: "Data", values: data, scale, unit }, { title: "Model", values: shown, scale, unit }, { title, values, scale: itsScale, unit: itsUnit }];
    if (kind === "misfit") return images("χ² of each pixel", view.arrays.misfit, { map: "viridis", low: 0, high: 3 }, "per channel");
    if (error) return images("Residual in σ", residual, { map: "blue_red", low: -5, high: 5 }, "σ");
    return images("Residual", residual, this.#about(residual, kind, moving), "km/s");
  }

  /** The image of the data and its scale of colours, which stay while the model moves; velocities are from the systemic one. */
  #observed(kind, view, moving) {
    const key = kind === "M1" ? kind + view.vsys : kind;
    if (this.observed?.key !== key) this.observed = { key, ...this.#observe(kind, view, moving) };
    return this.observed;
  }

  #observe(kind, view, moving) {
    const a = this.galaxy.arrays;
    const inside = k => a.region[k] > 0;
    if (kind === "M1") {
      const values = a.dataM1.map((v, k) => this.bright[k] ? v - view.vsys : NaN);
      if (!moving || !this.velocityReach) this.velocityReach = quantiles(values.map(Math.abs), [0.99], inside)[0] || 1;
      return { values, scale: { map: "blue_red", low: -this.velocityReach, high: this.velocityReach }, unit: "km/s from v_sys" };
    }
    if (kind === "M2") {
      const values = a.dataM2.map((v, k) => this.bright[k] ? v : NaN);
      const [low, high] = quantiles(values, [0.01, 0.98], inside);
      return { values, scale: { map: "viridis", low, high: high > low ? high : low + 1 }, unit: "km/s" };
    }
    const { factor, unit } = scaledUnit(this.galaxy.unit, largest(a.dataM0));
    const values = a.dataM0.map(v => factor * v);
    return { values, factor, scale: { map: "viridis", low: 0, high: quantiles(values, [0.995], inside)[0] || 1 }, unit: `${unit} km/s` };
  }

  /** A scale of residuals, which stays while a value moves. */
  #about(residual, kind, moving) {
    if (!moving || !this.residualScale[kind]) {
      const reach = quantiles(residual.map(Math.abs), [0.97], k => this.galaxy.arrays.region[k] > 0)[0] || 1;
      this.residualScale[kind] = { map: "blue_red", low: -reach, high: reach };
    }
    return this.residualScale[kind];
  }

  #overlay(g, picture, panel) {
    const galaxy = this.galaxy;
    const path = points => {
      g.beginPath();
      points.forEach((p, k) => g[k ? "lineTo" : "moveTo"](...picture.toCanvas(...p)));
    };
    const halo = (width, style) => {
      g.strokeStyle = "rgba(255,255,255,0.75)";
      g.lineWidth = width + 2;
      g.stroke();
      g.strokeStyle = style;
      g.lineWidth = width;
      g.stroke();
    };
    if (this.ellipse) {
      path(Array.from({ length: 73 }, (_, k) => this.#onEllipse(k * Math.PI / 36)));
      g.closePath();
      halo(1, "#333");
      for (const handle of [this.#onEllipse(0), this.#onEllipse(Math.PI / 2)]) this.#handle(g, picture, handle, "#333");
    }
    if (galaxy.kind === "cube") {
      const line = this.app.line();
      const ends = this.#ends(line);
      path(ends);
      halo(1.4, "#d55e00");
      for (const handle of [...this.#ends(line, GRIP), this.sky.toImage(line.x, line.y)]) this.#handle(g, picture, handle, "#d55e00");
      const [i, j] = this.app.pixel;
      const [cx, cy] = picture.toCanvas(i, j);
      g.beginPath();
      g.rect(cx - Math.max(3, picture.size / 2), cy - Math.max(3, picture.size / 2), Math.max(6, picture.size), Math.max(6, picture.size));
      halo(1.2, "#000");
    }
    if (this.view) {
      const [cx, cy] = picture.toCanvas(...this.sky.toImage(this.view.x, this.view.y));
      g.beginPath();
      g.moveTo(cx - 5, cy); g.lineTo(cx + 5, cy); g.moveTo(cx, cy - 5); g.lineTo(cx, cy + 5);
      halo(1, "#000");
    }
    if (panel === 0) this.#orientation(g, picture);
  }

  /** Beam, scale bar, north and east. */
  #orientation(g, picture) {
    const galaxy = this.galaxy;
    const sheet = picture.sheet;
    g.strokeStyle = g.fillStyle = colour("ink");
    g.lineWidth = 1;
    g.font = "11px system-ui, sans-serif";
    if (galaxy.beam) {
      const beam = galaxy.beam;
      const scale = picture.size / galaxy.pixel;
      const [di, dj] = this.sky.pixels(Math.sin(beam.positionAngle * Math.PI / 180), Math.cos(beam.positionAngle * Math.PI / 180));
      g.beginPath();
      g.ellipse(8 + beam.major * scale / 2, sheet.height - 8 - beam.major * scale / 2, beam.major * scale / 2, beam.minor * scale / 2, Math.atan2(-dj, di), 0, 2 * Math.PI);
      g.fill();
    }
    const wide = sheet.width / picture.size * galaxy.pixel;
    const bar = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].filter(b => b < 0.35 * wide).pop() ?? 0.05;
    const length = bar / galaxy.pixel * picture.size;
    const right = sheet.width - 8;
    g.lineWidth = 2;
    stroke(g, right - length, sheet.height - 8, right, sheet.height - 8);
    g.textAlign = "right";
    g.textBaseline = "bottom";
    const parsec = bar * galaxy.pcPerArcsec;
    // Legible over any colour.
    const label = `${bar}″ = ${parsec >= 1000 ? number(parsec / 1000, 2) + " kpc" : number(parsec, 2) + " pc"}`;
    g.strokeStyle = colour("blank");
    g.lineWidth = 3;
    g.strokeText(label, right, sheet.height - 11);
    g.strokeStyle = colour("ink");
    g.fillText(label, right, sheet.height - 11);
    g.lineWidth = 1;
    if (sheet.width < SMALL) return;
    for (const [name, east, north] of [["N", 0, 1], ["E", 1, 0]]) {
      const [di, dj] = this.sky.pixels(east, north);
      const size = Math.hypot(di, dj);
      const [x, y] = [sheet.width - 22, 30];
      stroke(g, x, y, x + 14 * di / size, y - 14 * dj / size);
      g.textAlign = "center";
      g.textBaseline = "middle";
      g.fillText(name, x + 21 * di / size, y - 21 * dj / size);
    }
  }

  #handle(g, picture, [i, j], style) {
    const [x, y] = picture.toCanvas(i, j);
    g.beginPath();
    g.arc(x, y, 4, 0, 2 * Math.PI);
    g.fillStyle = "#fff";
    g.fill();
    g.strokeStyle = style;
    g.lineWidth = 1.5;
    g.stroke();
  }

  #onEllipse(t) {
    const e = this.ellipse;
    return this.sky.place(e.x, e.y, e.positionAngle, e.semiMajor * Math.cos(t), e.semiMajor * e.axisRatio * Math.sin(t));
  }

  #ends(line, share = 1) {
    return [0.5 * share, -0.5 * share].map(f => this.sky.place(line.x, line.y, line.positionAngle, f * line.length, 0));
  }

  #down(panel, event) {
    panel.canvas.focus({ preventScroll: true });
    panel.canvas.setPointerCapture(event.pointerId);
    const [cx, cy] = panel.sheet.at(event);
    const near = point => Math.hypot(panel.toCanvas(...point)[0] - cx, panel.toCanvas(...point)[1] - cy) < NEAR;
    const line = this.app.line();
    const ends = this.#ends(line, GRIP);
    this.drag = null;
    if (this.galaxy.kind === "cube") {
      if (near(ends[0])) this.drag = "end";
      else if (near(ends[1])) this.drag = "start";
      else if (near(this.sky.toImage(line.x, line.y))) this.drag = "middle";
    }
    if (!this.drag && this.ellipse) {
      if (near(this.#onEllipse(0))) this.drag = "major";
      else if (near(this.#onEllipse(Math.PI / 2))) this.drag = "minor";
    }
    this.#move(panel, event);
  }

  #move(panel, event) {
    if (!this.galaxy || !panel.toPixel) return;
    const [i, j] = panel.toPixel(...panel.sheet.at(event));
    if (this.drag === "major" || this.drag === "minor") {
      this.#dragEllipse(i, j);
    } else if (this.drag) {
      this.#dragLine(i, j);
    } else if (event.pointerType === "mouse" || event.buttons) {
      this.app.point(Math.round(i), Math.round(j));
    }
  }

  #dragEllipse(i, j) {
    const e = { ...this.ellipse };
    const [ci, cj] = this.sky.toImage(e.x, e.y);
    const [east, north] = this.sky.offset(i - ci, j - cj);
    const a = e.positionAngle * Math.PI / 180;
    if (this.drag === "major") {
      e.semiMajor = Math.max(this.galaxy.pixel, Math.hypot(east, north));
      e.positionAngle = (Math.atan2(east, north) * 180 / Math.PI + 360) % 360;
    } else {
      const across = Math.abs(east * Math.cos(a) - north * Math.sin(a));
      e.axisRatio = Math.min(1, Math.max(0.05, across / e.semiMajor));
    }
    this.ellipse = e;
    this.show(this.view, true);
  }

  #dragLine(i, j) {
    const line = { ...this.app.line() };
    if (this.drag === "middle") {
      [line.x, line.y] = this.sky.toFile(i, j);
    } else {
      const [ci, cj] = this.sky.toImage(line.x, line.y);
      const [east, north] = this.sky.offset(i - ci, j - cj);
      const turned = this.drag === "end" ? 0 : 180;
      line.positionAngle = (Math.atan2(east, north) * 180 / Math.PI + turned + 360) % 360;
      line.length = Math.max(4 * this.galaxy.pixel, 2 / GRIP * Math.hypot(east, north));
    }
    this.app.setLine(line);
  }

  #up() {
    if (this.drag === "major" || this.drag === "minor") this.app.setRegion(this.ellipse);
    this.drag = null;
  }

  #key(event) {
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (!step || this.galaxy.kind !== "cube") return;
    event.preventDefault();
    if (event.shiftKey) {
      const line = { ...this.app.line() };
      line.positionAngle = (line.positionAngle - 5 * step[0] + 360) % 360;
      line.length = Math.max(4 * this.galaxy.pixel, line.length * 1.1 ** step[1]);
      this.app.setLine(line);
    } else {
      const [i, j] = this.app.pixel;
      this.app.point(i + step[0], j + step[1]);
    }
  }
}
