// Two novels by Jane Austen as plain text: Pride and Prejudice, then Persuasion, a paragraph a line.
// How it was cut: scripts/pack-austen.ts. The last tenth is for validation, as in nanoGPT's recipe.
import { loadData } from "./data-sets";

export interface Novels {
  text: string;
  train: string;
  validation: string;
}

export async function loadAusten(): Promise<Novels> {
  const text = new TextDecoder().decode(await loadData("austen"));
  return { text, ...splitText(text) };
}

/** The first nine tenths of a text, and the rest. */
export function splitText(text: string): { train: string; validation: string } {
  const cut = Math.floor(0.9 * text.length);
  return { train: text.slice(0, cut), validation: text.slice(cut) };
}
