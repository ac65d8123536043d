// SPDX-License-Identifier: Apache-2.0
// What the user has set: { choices, parameters: { name: { value, min, max, fixed } }, profile, scale }, with undo and redo.

const MOST = 300;

export class State extends EventTarget {
  #past = [];
  #future = [];
  #anchor = null;
  /** The present state; the first one is set and cannot be undone. */
  now = null;

  /** Changes a copy; while a value moves, only the first state of the move is remembered. */
  change(edit, moving = false) {
    const next = structuredClone(this.now);
    edit(next);
    this.#anchor ??= this.now;
    this.now = next;
    if (!moving) this.#settle();
    this.#tell(moving);
  }

  #settle() {
    if (this.#anchor && JSON.stringify(this.#anchor) !== JSON.stringify(this.now)) {
      this.#past.push(this.#anchor);
      this.#past.splice(0, this.#past.length - MOST);
      this.#future = [];
    }
    this.#anchor = null;
  }

  undo() {
    this.#settle();
    if (this.#past.length) {
      this.#future.push(this.now);
      this.now = this.#past.pop();
      this.#tell(false);
    }
  }

  redo() {
    if (this.#future.length) {
      this.#past.push(this.now);
      this.now = this.#future.pop();
      this.#tell(false);
    }
  }

  get undoable() {
    return this.#past.length > 0 || this.#anchor !== null;
  }

  get redoable() {
    return this.#future.length > 0;
  }

  #tell(moving) {
    this.dispatchEvent(new CustomEvent("change", { detail: { moving } }));
  }
}

/** What a model depends on besides its values. */
export const modelKey = state => JSON.stringify([state.choices, state.profile, state.scale]);

/** What chi^2 of two states must share to be compared: the same data. */
export const dataKey = state => JSON.stringify(
  Object.entries(state.choices).filter(([key]) => key.startsWith("fit.region") || key === "model.block").sort());

/** The state at which a model starts, with the values of an earlier state where it has them. */
export function stateOf(galaxy, choices, scale, earlier = {}) {
  const parameters = {};
  for (const p of galaxy.parameters) {
    parameters[p.name] = earlier[p.name] ?? { value: p.value, min: p.min ?? null, max: p.max ?? null, fixed: p.fixed };
  }
  return { choices, parameters, profile: galaxy.profile, scale };
}
