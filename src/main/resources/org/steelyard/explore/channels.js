// SPDX-License-Identifier: Apache-2.0
// Maps of one channel: data, model, residual in sigma.
import { Picture, quantiles } from "./image.js";
import { byId, largest, scaledUnit } from "./texts.js";

export class ChannelMaps {
  constructor(app) {
    this.app = app;
    this.panels = ["Data", "Model", "Residual in σ"].map(name => new Picture(byId("channelMaps"), name, `${name} of the channel`));
    byId("channel").addEventListener("input", event => {
      this.app.channel = +event.target.value;
      this.app.refresh(false);
    });
  }

  get seen() {
    return this.panels[0].sheet.seen;
  }

  describe(galaxy) {
    this.galaxy = galaxy;
    this.observed = null;
    byId("channelCard").hidden = galaxy.kind !== "cube";
    if (galaxy.kind !== "cube") return;
    const count = galaxy.arrays.velocity.length;
    byId("channel").max = count - 1;
    this.app.channel = Math.min(this.app.channel ?? Math.floor(count / 3), count - 1);
    byId("channel").value = this.app.channel;
  }

  show(view) {
    const { channelData, channelModel: model, channelNoise: noise } = view.arrays;
    if (!channelData) return;
    const { nx, ny } = this.galaxy;
    const velocity = this.galaxy.arrays.velocity[view.channel];
    const text = `${this.galaxy.firstChannel + view.channel}: ${velocity.toFixed(1)} km/s`;
    if (byId("channelText").value !== text) {
      byId("channelText").value = text;
      byId("channel").setAttribute("aria-valuetext", text);
    }
    const { data, factor, unit, scale } = this.#observed(view.channel, channelData, noise);
    const sigma = channelData.map((v, k) => (v - model[k]) / noise[k]);
    this.panels[0].show({ values: data, nx, ny, scale, unit });
    this.panels[1].show({ values: model.map(v => factor * v), nx, ny, scale, unit });
    this.panels[2].show({ values: sigma, nx, ny, scale: { map: "blue_red", low: -5, high: 5 }, unit: "σ" });
  }

  /** The channel of the data and its scale of colours, which stay while the model moves. */
  #observed(channel, values, noise) {
    if (this.observed?.channel !== channel) {
      const { factor, unit } = scaledUnit(this.galaxy.unit, largest(values));
      const data = values.map(v => factor * v);
      const high = Math.max(quantiles(data, [0.999])[0], 5 * factor * largest(noise));
      this.observed = { channel, data, factor, unit, scale: { map: "viridis", low: 0, high: high || 1 } };
    }
    return this.observed;
  }
}
