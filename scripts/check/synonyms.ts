// One thing, one word: no page uses a word that the glossary avoids, and the glossary does not contradict itself.
import { readFileSync } from "node:fs";
import { chapters } from "../../content/contents";
import type { AuthorError } from "../../src/cells/section";
import { readLibrary } from "../../src/prose/library";
import { scanBook } from "../../src/prose/scan-book";
import { checkAvoided, findSynonyms } from "../../src/prose/synonyms";

export const title = "words: the glossary's, not their synonyms";

export async function check(): Promise<AuthorError[]> {
  const library = readLibrary();
  const terms = [...library.terms.values()];
  const contradictions = checkAvoided(terms).map(({ id, fact }) => ({
    ...library.places.get(`term:${id}`)!,
    fact,
    wayOut: "Take it away at one of them.",
  }));
  const pages = scanBook({ root: ".", base: "/", chapters });
  return [
    ...contradictions,
    ...pages.flatMap(({ file, lang }) => findSynonyms(file, readFileSync(file, "utf8"), lang, terms)),
  ];
}
