// What is done to a source: characters turned into spaces, and pieces put between characters.
// A list of edits becomes text whose lines are the source's, and the insertions that say where columns moved.
import type { Insertion } from "./cell-code";

/** Order of pieces at one offset: what ends there, what separates, what begins there. */
type Side = "close" | "separate" | "open";

interface Piece {
  at: number;
  side: Side;
  text: string;
}

export interface Rendered {
  text: string;
  insertions: Insertion[];
}

export class Edits {
  /** For each character of the source, 1 when it becomes a space. */
  readonly #blanked: Uint8Array;
  readonly #pieces: Piece[] = [];

  constructor(readonly source: string) {
    this.#blanked = new Uint8Array(source.length);
  }

  /** Turns the characters from `from` to before `to` into spaces; line ends stay. */
  blank(from: number, to: number): void {
    this.#blanked.fill(1, from, to);
  }

  isBlanked(at: number): boolean {
    return this.#blanked[at] === 1;
  }

  /** Puts text before what starts at `at`. Outer nodes come first, in the order of the calls. */
  open(at: number, text: string): void {
    this.#pieces.push({ at, side: "open", text });
  }

  /** Puts text behind what ends at `at`. Later calls come first, so that inner nodes close before outer ones. */
  close(at: number, text: string): void {
    this.#pieces.unshift({ at, side: "close", text });
  }

  /** Ends a statement at `at`, behind everything that closes there. */
  separate(at: number): void {
    this.#pieces.push({ at, side: "separate", text: ";" });
  }

  render(): Rendered {
    const out = new Writer();
    let from = 0;
    for (const { at, text } of inOrder(this.#pieces)) {
      out.keep(this.#slice(from, at));
      out.insert(text);
      from = at;
    }
    out.keep(this.#slice(from, this.source.length));
    return { text: out.text, insertions: out.insertions };
  }

  #slice(from: number, to: number): string {
    let text = "";
    for (let at = from; at < to; at++) {
      const character = this.source[at] as string;
      text += this.#blanked[at] && !lineEnd.test(character) ? (character === "\t" ? "\t" : " ") : character;
    }
    return text;
  }
}

const lineEnd = /[\n\r\u2028\u2029]/;
const sides: Side[] = ["close", "separate", "open"];

function inOrder(pieces: Piece[]): Piece[] {
  return [...pieces].sort((a, b) => a.at - b.at || sides.indexOf(a.side) - sides.indexOf(b.side));
}

/** Text that grows, and knows at which line and column it is. */
class Writer {
  text = "";
  readonly insertions: Insertion[] = [];
  #line = 1;
  #lineStart = 0;

  keep(text: string): void {
    for (const end of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
      this.#line++;
      this.#lineStart = this.text.length + end.index + end[0].length;
    }
    this.text += text;
  }

  insert(text: string): void {
    this.insertions.push([this.#line, this.text.length - this.#lineStart + 1, text.length]);
    this.text += text;
  }
}
