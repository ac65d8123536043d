// SPDX-License-Identifier: Apache-2.0
// A fit from the present state: its path while it runs, its result when it ends.
import { Path } from "./curves.js";
import { byId, element, number } from "./texts.js";

const PAUSE = 250;
/** Status of a request for which another page's fit is in the way. */
const BUSY = 409;

export class Fitting {
  running = false;
  others = false;

  constructor(app) {
    this.app = app;
    this.path = new Path();
    byId("fit").addEventListener("click", () => this.run());
    byId("cancel").addEventListener("click", () => this.cancel());
  }

  async run() {
    if (this.running) return;
    this.others = false;
    this.#running(true);
    byId("fitCard").hidden = false;
    byId("fitMessages").replaceChildren();
    this.#say("fitting …");
    const from = structuredClone(this.app.state.now);
    const ended = this.app.server.json("fit", { state: from });
    ended.catch(() => {});
    const watch = this.#watch(from);
    try {
      await this.#finish(await ended, from);
    } catch (error) {
      this.#say((error.status === BUSY ? "" : "the fit failed: ") + error.message);
      this.others = error.status === BUSY;
    } finally {
      this.#running(false);
      this.app.follow(null);
      await watch;
    }
  }

  /** Ends the fit of this page, or that of another page which was in the way. */
  async cancel() {
    if (this.running || this.others) {
      this.#say("ending the fit …");
      await this.app.server.json("cancel");
    }
    if (this.others) {
      this.others = false;
      this.#running(false);
      this.#say("the fit of the other page was cancelled");
    }
  }

  #running(yes) {
    this.running = yes;
    byId("cancel").hidden = !yes && !this.others;
    byId("fit").disabled = yes;
  }

  #say(text) {
    byId("fitText").textContent = text;
  }

  /** Shows the path: chi^2, and the model at the last step. */
  async #watch(from) {
    const chi2 = [];
    while (this.running) {
      const progress = await this.app.server.json("progress", { from: chi2.length });
      if (!this.running) return;
      if (progress.steps?.length) {
        chi2.push(...progress.steps.map(step => step.chi2));
        this.path.show(chi2);
        this.#say(`step ${chi2.length}: χ² = ${number(chi2.at(-1), 7)}`);
        const moved = structuredClone(from);
        for (const [name, value] of Object.entries(progress.steps.at(-1).values)) {
          if (moved.parameters[name]) moved.parameters[name].value = value;
        }
        this.app.follow(moved);
      }
      await new Promise(resolve => setTimeout(resolve, PAUSE));
    }
  }

  async #finish(result, from) {
    if (result.status === "cancelled") {
      this.#say("the fit was cancelled; nothing has changed");
      return;
    }
    const next = { choices: result.choices, parameters: from.parameters, profile: result.profile, scale: result.scale };
    for (const [name, { value }] of Object.entries(result.parameters)) {
      if (next.parameters[name]) next.parameters[name].value = value;
    }
    this.app.fitted(next, result);
    this.#say(`${result.status}: χ² = ${number(result.chi2, 7)} for ${result.data} data and ${result.free} free parameters`);
    byId("fitMessages").replaceChildren(...[...result.diagnosis, ...result.messages].map(text => element("li", {}, text)));
  }
}
