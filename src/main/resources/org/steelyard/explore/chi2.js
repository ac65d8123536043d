// SPDX-License-Identifier: Apache-2.0
// Chi^2 of the model, its difference from a minimum, and its shares in the rings of the fit region.
import { byId, element, number, say, signed } from "./texts.js";

const HEADS = ["semi-major axis", "χ²", "against the fit"];

export class ChiSquared {
  #rows = [];

  constructor() {
    this.value = element("b", { id: "chi2Value" });
    this.count = element("span");
    this.change = element("span", { class: "quiet" });
    this.hole = element("span", { class: "badge", hidden: true }, "no black hole");
    this.fitting = element("span", { class: "quiet", hidden: true }, "fitting …");
    byId("chi2").replaceChildren(element("span", {}, "χ² ", this.value, this.count), this.change, this.hole, this.fitting);
    this.body = element("tbody");
    byId("rings").append(element("thead", {}, element("tr", {}, ...HEADS.map(head => element("th", { scope: "col" }, head)))), this.body);
  }

  /** A view, the minimum of the same model (null for none), and whether that has the same data. */
  show(view, best, same, radii) {
    say(this.value, number(view.chi2, 8));
    say(this.count, ` / ${view.data}`);
    say(this.change, same ? `${signed(view.chi2 - best.chi2, 5)} against the fit` : best ? "other data than the fit" : "");
    const rings = view.rings ?? [];
    if (this.#rows.length !== rings.length || !this.body.firstChild) this.#make(rings.length);
    this.#rows.forEach(([to, share, change], k) => {
      say(to, `to ${number(radii[k], 3)}″`);
      say(share, number(rings[k], 6));
      say(change, same && best.rings ? signed(rings[k] - best.rings[k], 4) : "–");
    });
  }

  #make(count) {
    this.#rows = Array.from({ length: count }, () => HEADS.map(() => element("td")));
    this.body.replaceChildren(...this.#rows.map(cells => element("tr", {}, ...cells)));
    if (!count) this.body.append(element("tr", {}, element("td", { colspan: HEADS.length }, "the likelihood mixes the data of different places")));
  }
}
