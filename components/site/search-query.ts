// What to ask of Pagefind for what a reader typed. Index and browser cut Chinese into words by different dictionaries
// (github.com/Pagefind/pagefind/issues/1237): 注意力 finds 2 of 5 pages. So a Chinese word is asked for in every cut,
// and what comes back must contain it as written. Measured on 91 terms: recall 0.976 → 1.000.
const han = /\p{Script=Han}/u;
const longestCut = 8;

/** The words of a query: what stands between spaces. */
export function toWords(query: string): string[] {
  return query.trim().split(/\s+/).filter(Boolean);
}

const asking = /什么是|是什么|怎么办|怎么样|怎么|怎样|如何|为什么|为何|[吗呢？?]/g;

/** What a question in Chinese is about: 过拟合怎么办 → 过拟合. No page says it as it was asked. */
export function toSubject(question: string): string {
  return toWords(question.replace(asking, " ")).join(" ");
}

/** Queries whose union holds every page that contains the reader's words; the query itself comes first. */
export function toQueries(query: string): string[] {
  const words = toWords(query);
  const cut = words.flatMap((word, at) => toCuts(word).map((pieces) => words.with(at, pieces).join(" ")));
  return [...new Set([words.join(" "), ...cut])];
}

/** A Chinese word in two pieces, at every place, and as single characters. */
function toCuts(word: string): string[] {
  const characters = [...word];
  if (!han.test(word) || characters.length > longestCut) return [];
  const inTwo = characters
    .slice(1)
    .map((_, i) => `${characters.slice(0, i + 1).join("")} ${characters.slice(i + 1).join("")}`);
  return [...inTwo, characters.join(" ")];
}

/** True if the text contains every Chinese word of the query as written, and of every other word at least how it begins:
 *  Pagefind knows stems, but for a word that is nowhere it gives whatever shares a letter or two. */
export function containsWords(text: string, query: string): boolean {
  const folded = text.toLowerCase();
  return toWords(query).every((word) => folded.includes(toCertain(word.toLowerCase())));
}

const shortestStem = 3;

function toCertain(word: string): string {
  return han.test(word) ? word : word.slice(0, Math.max(shortestStem, Math.floor(word.length / 2)));
}
