// The reader's edits of one section: what they wrote, and which text of the book they started from.
// Saved in localStorage under the section's path without its language; never run by themselves.
import type { Language } from "../../src/kernel/protocol";
import type { SourceHash } from "./source-hash";

export interface Edit {
  text: string;
  /** The book's text when the edit was made, as hashes. */
  base: SourceHash & { language: Language };
}

export type Edits = { [cell: string]: Edit };

/** What to show for a cell: the book's text, the reader's, or the reader's with news of a changed book. */
export type Merge = { type: "original" } | { type: "edited"; text: string } | { type: "conflict"; text: string };

/** An edit made against another release of the page is a conflict; one made in the other language is not. */
export function mergeEdit(edit: Edit | undefined, now: SourceHash, language: Language): Merge {
  if (!edit) return { type: "original" };
  const sameText = edit.base.language === language ? edit.base.full === now.full : true;
  const same = sameText && edit.base.common === now.common;
  return { type: same ? "edited" : "conflict", text: edit.text };
}

/** The smallest part of `Storage` that we need; a page without storage gets one that forgets. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export class EditsOfSection {
  #key: string;
  #store: Store;

  constructor(section: string, store: Store) {
    this.#key = `book:edits:${section}`;
    this.#store = store;
  }

  find(cell: string): Edit | undefined {
    return this.#read()[cell];
  }

  save(cell: string, edit: Edit): void {
    this.#write({ ...this.#read(), [cell]: edit });
  }

  drop(cell: string): void {
    const { [cell]: _dropped, ...rest } = this.#read();
    this.#write(rest);
  }

  #read(): Edits {
    return readJson<Edits>(this.#store, this.#key) ?? {};
  }

  #write(edits: Edits): void {
    if (Object.keys(edits).length === 0) this.#store.removeItem(this.#key);
    else writeJson(this.#store, this.#key, edits);
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

/** The page's storage, or one that forgets where the browser refuses (private windows, blocked cookies). */
export function openStore(type: "localStorage" | "sessionStorage"): Store {
  try {
    return window[type];
  } catch {
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  }
}
