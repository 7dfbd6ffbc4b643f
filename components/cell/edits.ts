// The reader's edits of one section: what they wrote, and which text of the book they started from.
// Saved in localStorage under the section's path without its language; never run by themselves. Where the browser
// refuses to save, they live as long as the page.
import type { Language } from "../../src/kernel/protocol";
import type { SourceHash } from "./source-hash";

export interface Edit {
  text: string;
  /** The book's text when the edit was made, as hashes. */
  base: SourceHash & { language: Language };
  /** What another tab or an imported file has for this cell, while the reader has not chosen. */
  rival?: string;
}

export type Edits = { [cell: string]: Edit };

/** What to show for a cell: the book's text, the reader's, or the reader's with a question: the book changed since,
 *  or there is another text of theirs. */
export type Merge =
  | { type: "original" }
  | { type: "edited"; text: string }
  | { type: "conflict"; text: string }
  | { type: "rival"; text: string; rival: string };

/** An edit made against another release of the page is a conflict; one made in the other language is not. */
export function mergeEdit(edit: Edit | undefined, now: SourceHash, language: Language): Merge {
  if (!edit) return { type: "original" };
  if (edit.rival !== undefined) return { type: "rival", text: edit.text, rival: edit.rival };
  const sameText = edit.base.language === language ? edit.base.full === now.full : true;
  const same = sameText && edit.base.common === now.common;
  return { type: same ? "edited" : "conflict", text: edit.text };
}

/** The smallest part of `Storage` that we need; a page without storage gets one that refuses. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export const editsPrefix = "book:edits:";

export class EditsOfSection {
  readonly key: string;
  #store: Store;
  /** The text that this tab last saw for a cell; another one in the store comes from another tab. */
  readonly #seen = new Map<string, string | undefined>();
  /** All edits, once the store has refused to take them. */
  #unsaved: Edits | undefined;

  constructor(section: string, store: Store) {
    this.key = editsPrefix + section;
    this.#store = store;
  }

  /** False once the browser has refused to save. */
  get isSaved(): boolean {
    return this.#unsaved === undefined;
  }

  get all(): Edits {
    return this.#unsaved ?? readJson<Edits>(this.#store, this.key) ?? {};
  }

  find(cell: string): Edit | undefined {
    return this.all[cell];
  }

  /** Takes what the store has as known to the reader. */
  see(cell: string): Edit | undefined {
    const edit = this.find(cell);
    this.#seen.set(cell, edit?.text);
    return edit;
  }

  /** Saves a text. One that another tab wrote meanwhile, or the one it covers, is kept beside it, and returned. */
  save(cell: string, edit: Edit, covered?: string): string | undefined {
    const rival = this.findRival(cell, edit.text) ?? (covered === edit.text ? undefined : covered);
    this.#seen.set(cell, edit.text);
    this.#write({ ...this.all, [cell]: rival === undefined ? edit : { ...edit, rival } });
    return rival;
  }

  /** Forgets the edit, unless another tab wrote one that this tab has not seen: that one stays, and is returned. */
  drop(cell: string): string | undefined {
    const rival = this.findRival(cell, undefined);
    if (rival !== undefined) return rival;
    const { [cell]: _dropped, ...rest } = this.all;
    this.#seen.set(cell, undefined);
    this.#write(rest);
    return undefined;
  }

  /** The reader has chosen: from now on there is one text. */
  settle(cell: string): void {
    const { [cell]: edit, ...rest } = this.all;
    if (!edit) return;
    const { rival: _settled, ...kept } = edit;
    this.#seen.set(cell, kept.text);
    this.#write({ ...rest, [cell]: kept });
  }

  /** Another text of the reader's than this one. */
  findRival(cell: string, text: string | undefined): string | undefined {
    const edit = this.find(cell);
    if (!edit) return undefined;
    const isUnseen = edit.text !== this.#seen.get(cell);
    const rival = isUnseen && edit.text !== text ? edit.text : edit.rival;
    return rival === text ? undefined : rival;
  }

  #write(edits: Edits): void {
    if (Object.keys(edits).length === 0) this.#store.removeItem(this.key);
    else if (!writeJson(this.#store, this.key, edits)) this.#unsaved = edits;
    else this.#unsaved = undefined;
  }
}

/** JSON from storage; text that is not JSON counts as nothing. */
export function readJson<T>(store: Store, key: string): T | undefined {
  try {
    return JSON.parse(store.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** False when the store is full or closed; the page goes on without. */
export function writeJson(store: Store, key: string, value: unknown): boolean {
  try {
    store.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The page's storage, or one that refuses, as the browser does (private windows, blocked cookies). */
export function openStore(type: "localStorage" | "sessionStorage"): Store {
  try {
    return window[type];
  } catch {
    const refuse = () => {
      throw new Error(`${type} is closed`);
    };
    return { getItem: () => null, setItem: refuse, removeItem: () => undefined };
  }
}
