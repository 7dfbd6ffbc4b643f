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

/** A cell that shows more than about this many characters is not kept. */
const maxCharacters = 200_000;

export class LastOutputs {
  #key: string;
  #store: Store;

  constructor(section: string, store: Store) {
    this.#key = `book:outputs:${section}`;
    this.#store = store;
  }

  save(cell: string, source: string, outputs: Output[]): void {
    const isSmall = outputs.reduce((sum, output) => sum + guessCharacters(output), 0) <= maxCharacters;
    const shown = outputs.map(withoutFile);
    const kept: Kept | undefined = isSmall ? { hash: toSourceHash(source).common, outputs: shown } : undefined;
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

/** A reader's file is not kept, nor its name. */
function withoutFile(output: Output): Output {
  return output.kind === "input" && output.control.type === "file"
    ? { ...output, text: output.control.label, value: null }
    : output;
}

/** Without writing it out: a long curve would hold the page up. */
function guessCharacters(output: Output): number {
  const perNumber = 18;
  if (output.kind === "image") return output.rgba.length;
  if (output.kind === "sound") return output.wav.length;
  if (output.kind === "tensor") return output.values.length * perNumber;
  if (output.kind === "table") return output.rows.length * output.columns.length * perNumber;
  if (output.kind !== "figure") return output.text.length;
  return Object.values(output.figure.data).reduce((sum, column) => sum + column.length * perNumber, 0);
}
