// SPDX-License-Identifier: Apache-2.0
// Laws, block, starts and region of the model.
import { byId, element, number } from "./texts.js";

const NAMES = {
  "disk.dispersion": "dispersion", "disk.flow": "flow", "disk.warp": "warp", "disk.thickness": "thickness", "model.block": "block", "fit.starts": "other starts",
};
const REGION = { semiMajor: ["fit.region.semi_major", "arcsec"], axisRatio: ["fit.region.axis_ratio", ""], positionAngle: ["fit.region.position_angle", "deg"] };

export class Choices {
  constructor(app) {
    this.app = app;
    this.place = byId("choices");
  }

  describe(galaxy, state) {
    const rows = Object.entries(galaxy.choices).map(([key, choice]) => choice.options
      ? this.#select(key, choice)
      : this.#field(key, choice, state.choices[key] ?? choice.value));
    const region = galaxy.ellipse ? Object.entries(REGION).map(([name, [key, unit]]) => this.#region(name, key, unit, galaxy.ellipse)) : [];
    this.place.replaceChildren(...rows, ...region);
  }

  #select(key, choice) {
    const known = choice.options.some(option => option.value === choice.value);
    const options = known ? choice.options : [{ value: choice.value, text: choice.value, meaning: "as the configuration has it" }, ...choice.options];
    const id = "c-" + key;
    const select = element("select", { id, title: choice.doc, onchange: () => this.app.choose({ [key]: select.value }) },
      ...options.map(option => element("option", { value: option.value, selected: option.value === choice.value }, option.text)));
    return element("div", { class: "choice" }, element("label", { for: id }, NAMES[key]), select,
      element("span", { class: "meaning" }, options.find(option => option.value === choice.value).meaning));
  }

  #field(key, choice, value) {
    const id = "c-" + key;
    const field = element("input", { id, type: "text", value: value.replaceAll('"', ""), title: choice.doc, onchange: () => {
      const text = field.value.trim();
      this.app.choose({ [key]: /^\d+$/.test(text) ? text : JSON.stringify(text) });
    } });
    return element("div", { class: "choice" }, element("label", { for: id }, NAMES[key]), field);
  }

  #region(name, key, unit, ellipse) {
    const id = "c-" + key;
    const words = { semiMajor: "region, semi-major", axisRatio: "region, axis ratio", positionAngle: "region, PA" }[name];
    const field = element("input", { id, type: "text", inputmode: "decimal", value: number(ellipse[name], 5), onchange: () => {
      const value = Number(field.value);
      const good = field.value.trim() !== "" && Number.isFinite(value);
      field.classList.toggle("wrong", !good);
      field.setAttribute("aria-invalid", String(!good));
      if (good) this.app.setRegion({ ...ellipse, [name]: value });
      else this.app.banner(`${words}: "${field.value.trim()}" is not a number; it is still ${number(ellipse[name], 5)} ${unit}`);
    } });
    return element("div", { class: "choice" }, element("label", { for: id }, words + (unit ? ` [${unit}]` : "")), field);
  }
}

/** A region as choices. */
export function regionChoices(e) {
  return {
    "fit.region.semi_major": JSON.stringify(`${+e.semiMajor.toPrecision(6)} arcsec`),
    "fit.region.axis_ratio": String(+e.axisRatio.toPrecision(6)).replace(/^(\d+)$/, "$1.0"),
    "fit.region.position_angle": JSON.stringify(`${+e.positionAngle.toPrecision(6)} deg`),
  };
}
