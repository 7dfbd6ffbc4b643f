// The plainest tokeniser: every kind of character is a token, numbered in the order of their code points.
// Section: char-gpt/tokens.

export interface CharacterSet {
  /** The characters, by number. */
  tokens: string[];
  /** The numbers of a text's characters; what is not among the tokens is left out. */
  encode(text: string): Int32Array<ArrayBuffer>;
  decode(ids: ArrayLike<number>): string;
}

/** The kinds of characters of a text. */
export function charactersOf(text: string): CharacterSet {
  const tokens = [...new Set(text)].sort();
  const ids = new Map(tokens.map((character, id) => [character, id]));
  return {
    tokens,
    encode: (some) => {
      const found = Array.from(some, (character) => ids.get(character)).filter((id) => id !== undefined);
      return Int32Array.from(found);
    },
    decode: (some) => Array.from(some, (id) => tokens[id]).join(""),
  };
}
