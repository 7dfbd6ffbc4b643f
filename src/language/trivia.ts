// Steps over what stands between tokens (spaces and comments) and reads single words.
// Works on offsets of the source; knows no tree.

const trivia = /(?:[\s\uFEFF]+|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)*/y;
const word = /(?:[$\u200c\u200d\p{ID_Continue}]|\\u(?:[\da-fA-F]{4}|\{[\da-fA-F]+\}))+/uy;

/** Offset of the first token at or behind `at`. */
export function skipTrivia(source: string, at: number): number {
  trivia.lastIndex = at;
  trivia.test(source);
  return trivia.lastIndex;
}

/** Offset just behind the word that starts at `at`; `at` itself when none does. */
export function wordEnd(source: string, at: number): number {
  word.lastIndex = at;
  return word.test(source) ? word.lastIndex : at;
}

/** True when a line ends between two offsets. */
export function hasLineBreak(source: string, from: number, to: number): boolean {
  return /[\n\r\u2028\u2029]/.test(source.slice(from, to));
}

/** Some names that occur nowhere in the source, one for each wish. */
export function freshNames<K extends string>(source: string, ...wishes: K[]): Record<K, string> {
  const pairs = wishes.map((wish) => [wish, freshName(source, `$${wish}`)] as const);
  return Object.fromEntries(pairs) as Record<K, string>;
}

function freshName(source: string, wish: string): string {
  return source.includes(wish) ? freshName(source, `${wish}_`) : wish;
}

/** Everything but line ends becomes a space: lines and columns stay. */
export function toSpaces(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}
