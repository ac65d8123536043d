// SPDX-License-Identifier: Apache-2.0
// Requests to the program. A link's token is traded once for a key, which this origin keeps.

const KEY = "steelyard-key";
const PAGE = crypto.randomUUID();
const PAUSE = 1000;

export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Header and arrays of a binary answer. */
function unpack(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const numbers = new Float32Array(buffer, 4 + length);
  const arrays = {};
  for (const [name, [from, count]] of Object.entries(header.arrays)) {
    arrays[name] = numbers.subarray(from, from + count);
  }
  return { ...header, arrays };
}

export class Server extends EventTarget {
  #key = localStorage.getItem(KEY);
  #lost = false;

  constructor() {
    super();
    addEventListener("storage", event => {
      if (event.key === KEY) this.#key = event.newValue;
    });
  }

  /** Uses the token of the address, if it has one. */
  async enter() {
    const token = new URLSearchParams(location.search).get("token");
    if (!token) return;
    history.replaceState(null, "", "/");
    const answer = await fetch("/api/enter", { method: "POST", body: token });
    if (answer.ok) {
      this.#key = await answer.text();
      localStorage.setItem(KEY, this.#key);
    } else if (!this.#key) {
      throw new Refusal(answer.status, await answer.text());
    }
  }

  async #ask(name, body) {
    for (;;) {
      let answer;
      try {
        answer = await fetch("/api/" + name, {
          method: "POST",
          headers: { Authorization: "Bearer " + this.#key },
          body: JSON.stringify(body),
        });
      } catch {
        this.#say("the program does not answer; this page waits for it");
        await new Promise(resolve => setTimeout(resolve, PAUSE));
        continue;
      }
      if (answer.status === 403 && this.#lost) {
        this.#say("the program was started again: open the link that it printed, and this page goes on");
        await new Promise(resolve => setTimeout(resolve, PAUSE));
        continue;
      }
      this.#say(null);
      if (!answer.ok) throw new Refusal(answer.status, await answer.text());
      return answer;
    }
  }

  #say(message) {
    if (message !== null || this.#lost) {
      this.#lost = message !== null;
      this.dispatchEvent(new CustomEvent("connection", { detail: message }));
    }
  }

  async json(name, body = {}) {
    return (await this.#ask(name, body)).json();
  }

  async text(name, body = {}) {
    return (await this.#ask(name, body)).text();
  }

  async bytes(name, body = {}) {
    return (await this.#ask(name, body)).arrayBuffer();
  }

  /** Header and arrays; null for a request that a newer one has overtaken. */
  async packet(name, body = {}) {
    const answer = await this.#ask(name, { page: PAGE, ...body });
    return answer.status === 204 ? null : unpack(await answer.arrayBuffer());
  }
}

/** Sends one request at a time; of those that wait, only the newest is sent. Shows no answer that is older than the last one shown. */
export class Latest {
  #order = 0;
  #shown = 0;
  #next = null;
  #busy = false;

  constructor(send, show, fail) {
    this.send = send;
    this.show = show;
    this.fail = fail;
  }

  ask(request) {
    this.#next = { ...request, order: ++this.#order };
    this.#pump();
  }

  get idle() {
    return !this.#busy && !this.#next;
  }

  async #pump() {
    if (this.#busy || !this.#next) return;
    this.#busy = true;
    const request = this.#next;
    this.#next = null;
    try {
      const answer = await this.send(request);
      if (answer && answer.order > this.#shown) {
        this.#shown = answer.order;
        this.show(answer, request);
      }
    } catch (error) {
      this.fail(error, request);
    } finally {
      this.#busy = false;
      this.#pump();
    }
  }
}
