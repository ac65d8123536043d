// SPDX-License-Identifier: Apache-2.0
// The kept state A beside the present one: what differs, and chi^2 of both.
import { dataKey } from "./state.js";
import { byId, element, number, signed } from "./texts.js";

const cell = value => element("td", {}, value === undefined ? "–" : number(value));

/** Shows a kept { state, view } and the present state and view. */
export function compare(kept, state, view) {
  const [a, now] = [kept.state.parameters, state.parameters];
  const changed = Object.keys({ ...a, ...now }).filter(name => a[name]?.value !== now[name]?.value);
  const difference = dataKey(kept.state) === dataKey(state) ? signed(view.chi2 - kept.view.chi2) : "other data";
  byId("compareBody").replaceChildren(
    ...changed.map(name => element("tr", {}, element("td", {}, name), cell(a[name]?.value), cell(now[name]?.value))),
    element("tr", {}, element("td", {}, "χ²"), element("td", {}, number(kept.view.chi2, 7)), element("td", {}, `${number(view.chi2, 7)} (${difference})`)));
}
