// What the types worker has been told and not yet heeded, in order, one thing at a time. While a reader types on,
// questions overtake each other: of two of a kind only the last is answered, and of two states of the page's cells
// without a question between them only the last is read.
import type { ToTypes } from "./protocol";

export class Inbox {
  readonly #waiting: ToTypes[] = [];
  #isBusy = false;

  constructor(private readonly heed: (message: ToTypes) => Promise<void>) {}

  add(message: ToTypes): void {
    this.#waiting.push(message);
    if (!this.#isBusy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    // What has arrived while the last answer was made is heard before the next one is chosen.
    for (let message; await arrivals(), (message = this.#take());) await this.heed(message);
    this.#isBusy = false;
  }

  #take(): ToTypes | undefined {
    for (;;) {
      const message = this.#waiting.shift();
      if (!message || !this.#isOvertaken(message)) return message;
    }
  }

  #isOvertaken(message: ToTypes): boolean {
    if (message.type === "explain") return false; // the documentation of several choices may be wanted
    if (message.type === "cells") return this.#waiting[0]?.type === "cells";
    return this.#waiting.some(({ type }) => type === message.type);
  }
}

/** After the messages that are already on their way. */
function arrivals(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
