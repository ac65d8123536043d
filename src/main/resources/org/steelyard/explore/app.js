// SPDX-License-Identifier: Apache-2.0
// The page: one state, one view of it, and the parts that show it.
import { ChannelMaps } from "./channels.js";
import { ChiSquared } from "./chi2.js";
import { Choices, regionChoices } from "./choices.js";
import { compare } from "./compare.js";
import { Profile, Speeds } from "./curves.js";
import { DrawCloud } from "./draws.js";
import { Fitting } from "./fitting.js";
import { useColours } from "./image.js";
import { Maps } from "./maps.js";
import { Diagram } from "./pvd.js";
import { Latest, Server } from "./server.js";
import { Sliders } from "./sliders.js";
import { dataKey, modelKey, State, stateOf } from "./state.js";
import { byId, download, element } from "./texts.js";

const REST = 180;
const MODELS = 6;
/** Arrays of the data by the choice on which they depend. */
const HELD = { line: ["pvdData"], channel: ["channelData", "channelNoise"] };

class App {
  server = new Server();
  state = new State();
  pixel = [0, 0];
  channel = null;
  best = null;
  kept = null;
  #galaxies = new Map();
  #line = null;
  #withoutHole = false;
  #followed = null;

  async start() {
    this.server.addEventListener("connection", event => this.banner(event.detail));
    try {
      await this.server.enter();
      useColours(await this.server.json("colours"));
      this.first = await this.server.packet("galaxy");
    } catch (error) {
      this.banner(error.message);
      return;
    }
    this.#parts();
    const state = stateOf(this.first, {}, this.first.scale ?? null);
    this.#galaxies.set(modelKey(state), this.first);
    this.pixel = [Math.floor(this.first.nx / 2), Math.floor(this.first.ny / 2)];
    byId("name").textContent = this.first.name || "Galaxy without a name";
    document.title = `${this.first.name || "galaxy"} – Steelyard explore`;
    byId("notesBox").hidden = !this.first.notes.length;
    byId("notes").replaceChildren(...this.first.notes.map(note => element("li", {}, note)));
    this.state.now = state;
    this.state.addEventListener("change", event => this.#changed(event.detail.moving));
    await this.#changed(false);
    await this.#try(() => this.draws.load(this.first));
  }

  #parts() {
    this.sliders = new Sliders(byId("sliders"), this.state);
    this.choices = new Choices(this);
    this.chi2 = new ChiSquared();
    this.maps = new Maps(this);
    this.diagram = new Diagram(this);
    this.profile = new Profile();
    this.speeds = new Speeds();
    this.channelMaps = new ChannelMaps(this);
    this.fitting = new Fitting(this);
    this.draws = new DrawCloud(this);
    this.latest = new Latest(request => this.#ask(request), (view, request) => this.#show(view, request), error => this.banner(error.message));
    byId("undo").addEventListener("click", () => this.state.undo());
    byId("redo").addEventListener("click", () => this.state.redo());
    byId("hole").addEventListener("click", () => this.toggleHole());
    byId("keep").addEventListener("click", () => this.keep());
    byId("swap").addEventListener("click", () => this.swap());
    byId("save").addEventListener("click", () => this.save());
    byId("help").addEventListener("click", () => byId("helpBox").showModal());
    byId("link").addEventListener("click", async () => {
      const link = await this.server.text("link");
      byId("linkText").value = link;
      await navigator.clipboard?.writeText(link).catch(() => {});
    });
    for (const place of document.querySelectorAll(".download")) {
      const what = place.dataset.what;
      const formats = this.first.downloads[what];
      place.hidden = !formats;
      if (!formats) continue;
      const select = element("select", { "aria-label": `Download ${what.replace("_", " ")}`, onchange: () => {
        if (select.value) this.download(what, select.value);
        select.value = "";
      } }, element("option", { value: "" }, place.dataset.text ?? "⤓"), ...formats.map(format => element("option", { value: format }, format.toUpperCase())));
      place.append(select);
    }
    addEventListener("keydown", event => this.#key(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.view && this.redraw());
  }

  banner(message) {
    byId("banner").hidden = !message;
    byId("banner").textContent = message ?? "";
  }

  /** The model of the present state, described by the program where it is new. */
  async #describe() {
    const key = modelKey(this.state.now);
    if (!this.#galaxies.has(key)) {
      const { choices, profile, scale } = this.state.now;
      this.#galaxies.set(key, await this.server.packet("galaxy", { state: { choices, profile, scale } }));
      if (this.#galaxies.size > MODELS) this.#galaxies.delete(this.#galaxies.keys().next().value);
    }
    return key === modelKey(this.state.now) ? this.#galaxies.get(key) : null;
  }

  async #changed(moving) {
    byId("undo").disabled = !this.state.undoable;
    byId("redo").disabled = !this.state.redoable;
    const galaxy = await this.#describe().catch(error => this.banner(error.message));
    if (!galaxy) return;
    if (galaxy !== this.galaxy) {
      if (this.galaxy) this.pixel = [this.pixel[0] + this.galaxy.x0 - galaxy.x0, this.pixel[1] + this.galaxy.y0 - galaxy.y0];
      this.pixel = [Math.min(galaxy.nx - 1, Math.max(0, this.pixel[0])), Math.min(galaxy.ny - 1, Math.max(0, this.pixel[1]))];
      this.galaxy = galaxy;
      this.sliders.describe(galaxy);
      this.choices.describe(galaxy, this.state.now);
      for (const part of [this.maps, this.diagram, this.profile, this.channelMaps]) part.describe(galaxy);
    }
    this.sliders.show();
    this.refresh(moving);
  }

  /** Asks for the view of the present state; while a value moves, for a coarse one of what is in sight. */
  refresh(moving) {
    if (!this.galaxy) return;
    clearTimeout(this.rest);
    const needs = part => !moving || part.seen;
    const cube = this.galaxy.kind === "cube";
    this.latest.ask({
      state: this.#asked(), moving,
      bare: cube && needs(this.diagram) && this.diagram.shown.bare && (!moving || this.#bareIsFree()),
      ...(moving ? { map: this.maps.kind } : {}),
      ...this.#places(needs(this.diagram), needs(this.profile), needs(this.channelMaps)),
    });
  }

  /** Line of the diagram, pixel of the line profile, channel; none for a map. */
  #places(line = true, pixel = true, channel = true) {
    if (this.galaxy.kind !== "cube") return {};
    return {
      ...(line ? { line: this.line() } : {}),
      ...(pixel ? { column: this.pixel[0], row: this.pixel[1] } : {}),
      ...(channel ? { channel: this.channel } : {}),
    };
  }

  /** While the mass of the black hole moves, the disk without it stays as it is. */
  #bareIsFree() {
    const others = ({ parameters, ...rest }) => JSON.stringify([rest, { ...parameters, mbh: null }]);
    return this.view && others(this.viewState) === others(this.state.now);
  }

  /** Asks for a view; while a value moves, without the data that the last view has, too. */
  async #ask(request) {
    const last = this.view;
    const parts = Object.keys(HELD).filter(part => request[part] !== undefined);
    const same = part => JSON.stringify(request[part]) === JSON.stringify(last[part]) && HELD[part].every(name => last.arrays[name]);
    const held = Boolean(request.moving && last && modelKey(request.state) === modelKey(this.viewState) && parts.every(same));
    const view = await this.server.packet("view", { ...request, held });
    if (view && held) for (const name of parts.flatMap(part => HELD[part])) view.arrays[name] = last.arrays[name];
    return view;
  }

  #asked() {
    const state = this.#followed ?? this.state.now;
    if (!this.#withoutHole) return state;
    return { ...state, parameters: { ...state.parameters, mbh: { value: 0, min: null, max: null, fixed: true } } };
  }

  #show(view, request) {
    this.banner(null);
    this.view = { ...view, line: request.line, channel: request.channel, pixel: [request.column, request.row] };
    this.viewState = request.state;
    if (!request.moving && request.state === this.state.now && this.first.fitted && !this.best) {
      this.best = { chi2: view.chi2, rings: view.rings, data: dataKey(request.state) };
    }
    // The full model waits until no coarse one is on its way: it would hold up a slider that still moves.
    if (request.moving) this.rest = setTimeout(() => this.refresh(false), REST);
    this.#draw(request.moving);
  }

  redraw() {
    this.#draw(false);
  }

  /** Draws at once, but once for a frame of the screen. */
  #draw(moving) {
    this.moving = moving;
    if (this.frame) {
      this.stale = true;
      return;
    }
    this.#paint();
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      if (this.stale) this.#draw(this.moving);
    });
  }

  #paint() {
    const { view, moving } = this;
    this.stale = false;
    const same = this.best?.data === dataKey(this.state.now);
    this.chi2.show(view, this.best, same, this.galaxy.ringRadii);
    this.chi2.hole.hidden = !this.#withoutHole;
    this.chi2.fitting.hidden = !this.#followed;
    this.maps.show(view, moving);
    this.diagram.show(view);
    this.profile.show(view);
    this.speeds.show(view, this.kept?.view, this.galaxy);
    this.channelMaps.show(view);
    if (this.kept) compare(this.kept, this.state.now, view);
    if (!moving) this.draws.show();
  }

  // What the user does.

  line() {
    if (this.#line) return this.#line;
    const p = (this.#followed ?? this.state.now).parameters;
    const e = this.galaxy.ellipse;
    const length = e ? 2.3 * e.semiMajor : this.galaxy.pixel * Math.min(this.galaxy.nx, this.galaxy.ny);
    return { x: p.x.value, y: p.y.value, positionAngle: p.position_angle?.value ?? this.view?.positionAngle ?? 0, length };
  }

  setLine(line) {
    this.#line = line;
    this.maps.show(this.view, true);
    this.refresh(false);
  }

  point(i, j) {
    const pixel = [Math.min(this.galaxy.nx - 1, Math.max(0, i)), Math.min(this.galaxy.ny - 1, Math.max(0, j))];
    if (pixel[0] === this.pixel[0] && pixel[1] === this.pixel[1]) return;
    this.pixel = pixel;
    this.refresh(false);
  }

  /** Other laws: the values of parameters that both models have stay. */
  async choose(changed) {
    const { choices, profile, scale, parameters } = this.state.now;
    const next = { ...choices, ...changed };
    try {
      const galaxy = await this.server.packet("galaxy", { state: { choices: next, profile, scale } });
      const state = stateOf(galaxy, next, scale, parameters);
      state.profile = profile;
      this.#galaxies.set(modelKey(state), galaxy);
      this.banner(null);
      this.state.change(now => Object.assign(now, state));
    } catch (error) {
      this.banner(error.message);
      this.choices.describe(this.galaxy, this.state.now);
      this.maps.describe(this.galaxy);
      this.maps.show(this.view);
    }
  }

  setRegion(ellipse) {
    this.choose(regionChoices(ellipse));
  }

  toggleHole() {
    this.#withoutHole = !this.#withoutHole;
    byId("hole").setAttribute("aria-pressed", String(this.#withoutHole));
    this.refresh(false);
  }

  /** Shows a state of a running fit; null ends that. */
  follow(state) {
    this.#followed = state;
    this.refresh(state !== null);
  }

  fitted(state, result) {
    this.#followed = null;
    this.sliders.errors = Object.fromEntries(Object.entries(result.parameters).map(([name, p]) => [name, p.error]));
    this.best = null;
    this.first.fitted = true;
    this.state.change(now => Object.assign(now, state));
  }

  keep() {
    this.kept = { state: this.state.now, view: this.view };
    this.diagram.kept = this.view;
    byId("swap").disabled = false;
    byId("compareCard").hidden = false;
    this.#draw(false);
  }

  swap() {
    if (!this.kept) return;
    const { state, view } = this.kept;
    this.kept = { state: this.state.now, view: this.view };
    this.diagram.kept = this.kept.view;
    this.state.change(now => Object.assign(now, structuredClone(state)));
    this.view = view;
  }

  fileName(ending) {
    return (this.first.name || "galaxy").replace(/[^\w.-]+/g, "_").slice(0, 60) + ending;
  }

  async save() {
    await this.#try(async () => download(this.fileName(".toml"), await this.server.bytes("save", { state: this.state.now }), "application/toml"));
  }

  async download(what, format) {
    await this.#try(async () => download(this.fileName(`_${what}.${format}`),
      await this.server.bytes("download", { state: this.#asked(), what, format, ...this.#places() }), "application/octet-stream"));
  }

  async #try(task) {
    try {
      await task();
    } catch (error) {
      this.banner(error.message);
    }
  }

  #key(event) {
    const control = event.ctrlKey || event.metaKey;
    const typing = event.target.matches("input[type=text], select, dialog *");
    if (control && event.key.toLowerCase() === "z" && !typing) {
      event.preventDefault();
      event.shiftKey ? this.state.redo() : this.state.undo();
      return;
    }
    if (control || event.altKey || (typing && event.key !== "Escape") || byId("helpBox").open) return;
    const press = event.target.matches("button, summary, input[type=checkbox]");
    const action = {
      b: () => this.toggleHole(), m: () => this.maps.choose(this.maps.quantity + 1), f: () => this.fitting.run(),
      a: () => this.swap(), s: () => this.save(), Escape: () => this.fitting.cancel(), "?": () => byId("helpBox").showModal(),
      " ": press ? null : () => this.maps.blink(),
    }[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }
}

window.steelyard = new App();
window.steelyard.start();
