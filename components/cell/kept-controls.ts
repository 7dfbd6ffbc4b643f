// What the reader's controls of a section stand at, for as long as the tab lives: a reload goes on with the same
// numbers, texts, drawings and points. Files are not kept; what a cell shows of one is kept like any output.
import type { ControlValue } from "../../src/kernel/output";
import { readJson, writeJson, type Store } from "./edits";

type Kept = { [cell: string]: { [name: string]: ControlValue } };

export class KeptControls {
  #key: string;
  #store: Store;

  constructor(section: string, store: Store) {
    this.#key = `book:controls:${section}`;
    this.#store = store;
  }

  save(cell: string, name: string, value: ControlValue): void {
    if (isFile(value)) return;
    const kept = this.#read();
    writeJson(this.#store, this.#key, { ...kept, [cell]: { ...kept[cell], [name]: value } });
  }

  get all(): [cell: string, name: string, value: ControlValue][] {
    return Object.entries(this.#read()).flatMap(([cell, values]) =>
      Object.entries(values).map(([name, value]): [string, string, ControlValue] => [cell, name, value]),
    );
  }

  #read(): Kept {
    return readJson<Kept>(this.#store, this.#key) ?? {};
  }
}

function isFile(value: ControlValue): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
