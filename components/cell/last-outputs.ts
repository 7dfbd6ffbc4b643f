// What the cells of a section showed last, for as long as the tab lives: a reload or a change of language shows
// it again, marked as of an earlier run. Nothing is run for it.
import type { Output } from "../../src/kernel/output";
import { readJson, writeJson, type Store } from "./edits";
import { toSourceHash } from "./source-hash";

interface Kept {
  /** Of the text that ran, without comments and strings: the same in both languages. */
  hash: string;
  outputs: Output[];
}

/** A cell that shows more than this is not kept. */
const maxCharacters = 400_000;

export class LastOutputs {
  #key: string;
  #store: Store;

  constructor(section: string, store: Store) {
    this.#key = `book:outputs:${section}`;
    this.#store = store;
  }

  save(cell: string, source: string, outputs: Output[]): void {
    const kept: Kept = { hash: toSourceHash(source).common, outputs };
    if (JSON.stringify(kept).length > maxCharacters) return this.#write({ ...this.#read(), [cell]: undefined });
    this.#write({ ...this.#read(), [cell]: kept });
  }

  /** The outputs of this text; nothing if the cell's text is another by now. */
  find(cell: string, source: string): Output[] | undefined {
    const kept = this.#read()[cell];
    return kept?.hash === toSourceHash(source).common && kept.outputs.length > 0 ? kept.outputs : undefined;
  }

  #read(): { [cell: string]: Kept | undefined } {
    return readJson(this.#store, this.#key) ?? {};
  }

  #write(kept: { [cell: string]: Kept | undefined }): void {
    writeJson(this.#store, this.#key, kept);
  }
}
