// Tells whether the book's text of a cell is the one an edit started from. Pure.

/** What an edit started from: the text in one language, and what both languages have in common. */
export interface SourceHash {
  full: string;
  /** Of the code without comments, string text and spaces: equal in zh and en. */
  common: string;
}

export function toSourceHash(source: string): SourceHash {
  return { full: hash(source), common: hash(source.replace(wordsOfTheReader, "")) };
}

const wordsOfTheReader = /\/\/.*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|\s+/g;

/** FNV-1a over UTF-16 units, twice with different seeds, as 16 hex digits. */
function hash(text: string): string {
  return fnv(text, 0x811c9dc5) + fnv(text, 0x9747b28c);
}

function fnv(text: string, seed: number): string {
  let state = seed;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return (state >>> 0).toString(16).padStart(8, "0");
}
