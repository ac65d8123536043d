// SPDX-License-Identifier: Apache-2.0
// Curves by uPlot: line profile with residual, circular speed, the path of a fit.
import uPlot from "./uPlot.js";
import { byId, colour, element, largest, number, say, scaledUnit } from "./texts.js";

/**
 * Ticks of a logarithmic axis: 1, 2 and 5 of each power of ten, or only the powers where they would be too many; the ends
 * where a narrow range holds fewer than two. (uPlot's own never end when the axis begins just below a power of ten.)
 */
export function logTicks(low, high) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const digit of Math.log10(high / low) > 2.5 ? [1] : [1, 2, 5]) {
      const tick = Number(`${digit}e${power}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks.length > 1 ? ticks : [low, high];
}

/** A plot that follows the size of its place and the colours of the page. */
class Plot {
  #room = null;
  seen = true;

  constructor(id, label, options) {
    this.place = byId(id);
    this.place.setAttribute("role", "img");
    this.place.setAttribute("aria-label", label);
    this.options = options;
    new ResizeObserver(([entry]) => {
      this.#room = { width: Math.max(120, entry.contentRect.width), height: Math.max(80, entry.contentRect.height) };
      this.plot ? this.plot.setSize(this.#room) : this.#make();
    }).observe(this.place);
    new IntersectionObserver(entries => {
      this.seen = entries.at(-1).isIntersecting;
      if (this.seen && this.late) this.show(this.data);
    }, { rootMargin: "200px" }).observe(this.place);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#make());
  }

  #make() {
    if (!this.#room || !this.data) return;
    this.plot?.destroy();
    const axis = (label, size, log = false) => ({ ...(log && { splits: (_, k, low, high) => logTicks(low, high), filter: (_, ticks) => ticks }), label, stroke: colour("ink"), grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line") }, size, labelSize: 18, font: "11px system-ui", labelFont: "11px system-ui", values: (_, splits) => splits.map(v => v === null ? "" : number(v, log ? 3 : 6).replace("-", "−")) });
    const series = this.options.series.map(s => ({
      label: s.label, stroke: colour(s.colour), width: s.width ?? 1.5, dash: s.dash, fill: s.fill ? colour(s.fill) : undefined,
      paths: s.steps ? uPlot.paths.stepped({ align: 0 }) : undefined, points: { show: false }, value: (_, v) => v === null ? "–" : number(v, 4),
    }));
    this.plot = new uPlot({
      ...this.#room,
      legend: { show: false },
      cursor: { drag: { x: false, y: false } },
      scales: { x: { time: false, distr: this.options.log ? 3 : 1, range: (_, low, high) => [low, high] }, y: { range: this.options.range } },
      axes: [axis(this.options.x, 30, this.options.log), axis(this.options.y(), 44)],
      series: [{ label: this.options.x, value: (_, v) => v === null ? "–" : number(v, 4) }, ...series],
      bands: this.options.bands,
      hooks: { drawSeries: [(plot, k) => k === 1 && this.options.behind?.(plot)] },
    }, this.data, this.place);
  }

  /** Draws the curves; what is out of sight is drawn when it comes into view. */
  show(data) {
    this.data = data;
    this.late = !this.seen;
    if (this.late) return;
    const title = this.options.y();
    if (!this.plot || title !== this.title) {
      this.title = title;
      this.#make();
    } else {
      this.plot.setData(data);
    }
  }
}

/** Says which curve is which, below a plot; the entries, in their order. */
function legend(id, series) {
  const entries = series.map(([text, style, kind = ""]) => {
    const swatch = element("span", { class: `swatch ${kind}` });
    swatch.style.borderColor = `var(--${style})`;
    return element("span", {}, swatch, " " + text);
  });
  byId(id).after(element("div", { class: "legend" }, ...entries));
  return entries;
}

/** NaN as uPlot wants it. */
const gaps = values => Array.from(values, v => Number.isFinite(v) ? v : null);

export class Profile {
  unit = "";

  constructor() {
    this.plot = new Plot("spectrum", "Line profile of data and model at the chosen pixel", {
      x: "Velocity, optical (km/s)", y: () => `Flux density (${this.unit})`,
      series: [
        { label: "noise", colour: "noise", width: 0 }, { label: "noise", colour: "noise", width: 0 },
        { label: "data", colour: "data", steps: true, width: 1 }, { label: "model", colour: "model", width: 2 }],
      bands: [{ series: [2, 1], fill: () => colour("noise") }],
    });
    this.residual = new Plot("spectrumResidual", "Residual of the line profile in units of the noise", {
      x: "Velocity, optical (km/s)", y: () => "Residual (σ)", range: (_, low, high) => [Math.min(-4, low), Math.max(4, high)],
      series: [{ label: "residual", colour: "data", steps: true, width: 1 }],
    });
    legend("spectrumResidual", [["data", "data"], ["model", "model"], ["noise, ±1σ", "noise", "band"]]);
  }

  describe(galaxy) {
    this.galaxy = galaxy;
    byId("spectrumCard").hidden = galaxy.kind !== "cube";
  }

  get seen() {
    return this.plot.seen;
  }

  show(view) {
    const [i, j] = view.pixel;
    const { spectrumData: data, spectrumModel: model, spectrumNoise: noise } = view.arrays;
    if (!data) return;
    const scaled = scaledUnit(this.galaxy.unit, largest(data, model));
    this.unit = scaled.unit;
    say(byId("pixelText"), `at pixel (${i + 1 + this.galaxy.x0}, ${j + 1 + this.galaxy.y0})`);
    const order = Array.from(this.galaxy.arrays.velocity.keys()).sort((p, q) => this.galaxy.arrays.velocity[p] - this.galaxy.arrays.velocity[q]);
    const column = f => gaps(order.map(f));
    const velocity = order.map(c => this.galaxy.arrays.velocity[c]);
    this.plot.show([velocity, column(c => -scaled.factor * noise[c]), column(c => scaled.factor * noise[c]), column(c => scaled.factor * data[c]), column(c => scaled.factor * model[c])]);
    this.residual.show([velocity, column(c => (data[c] - model[c]) / noise[c])]);
  }
}

export class Speeds {
  /** Curves of some draws: { radius, speeds }, or null. */
  cloud = null;

  constructor() {
    this.plot = new Plot("speed", "Circular speed of the model and its parts against radius", {
      x: "Radius (arcsec)", y: () => "Speed (km/s)", log: true, range: (_, low, high) => [0, this.top ?? high],
      behind: plot => this.#drawCloud(plot),
      series: [
        { label: "total", colour: "ink", width: 2 }, { label: "stars", colour: "model", dash: [8, 3] },
        { label: "black hole", colour: "black-hole", dash: [3, 3] }, { label: "gas", colour: "gas", dash: [1, 3] }, { label: "A", colour: "kept", width: 1 }],
    });
    this.keptEntry = legend("speed", [["total", "ink"], ["stars", "model", "dashed"], ["black hole", "black-hole", "dotted"], ["gas", "gas", "dotted"], ["A", "kept"]]).at(-1);
  }

  #drawCloud(plot) {
    if (!this.cloud) return;
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.strokeStyle = colour("black-hole");
    ctx.globalAlpha = 0.3;
    ctx.lineWidth = devicePixelRatio;
    for (const speeds of this.cloud.speeds) {
      ctx.beginPath();
      speeds.forEach((v, k) => ctx.lineTo(plot.valToPos(this.cloud.radius[k], "x", true), plot.valToPos(v, "y", true)));
      ctx.stroke();
    }
    ctx.restore();
  }

  /** The speed of the black hole rises without limit to the centre: the axis ends above the speeds at half a beam. */
  show(view, kept, galaxy) {
    const { radius, vCirc, vStars, vBlackHole, vGas } = view.arrays;
    const from = radius.findIndex(r => r >= 0.25 * (galaxy.beam?.minor ?? 0));
    this.top = 1.1 * Math.max(1, ...vCirc.subarray(Math.max(0, from)));
    this.keptEntry.hidden = !kept;
    const keptSpeeds = kept && kept.arrays.radius.length === radius.length ? gaps(kept.arrays.vCirc) : gaps(radius.map(() => NaN));
    this.plot.show([Array.from(radius), gaps(vCirc), gaps(vStars), gaps(vBlackHole), gaps(vGas), keptSpeeds]);
  }
}

export class Path {
  constructor() {
    this.plot = new Plot("path", "chi^2 at each step of the fit", {
      x: "Step", y: () => "χ²", range: (_, low, high) => [low - 0.02 * (high - low || 1), high + 0.02 * (high - low || 1)],
      series: [{ label: "χ²", colour: "accent" }],
    });
  }

  show(chi2) {
    if (chi2.length > 1) this.plot.show([chi2.map((_, k) => k), chi2]);
  }
}
