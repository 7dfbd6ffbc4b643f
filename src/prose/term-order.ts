// The glossary in the order of a language's dictionaries: Chinese by pinyin, English by letter. Pure.
import type { Lang } from "../cells/section";
import type { Term } from "./schema";

export interface TermGroup {
  /** "A" … "Z". */
  letter: string;
  terms: Term[];
}

const collators: { [lang in Lang]: Intl.Collator } = {
  zh: new Intl.Collator("zh-CN-u-co-pinyin"),
  en: new Intl.Collator("en"),
};

/** Terms under their first letters. Under each, words in Latin letters ("KL 散度") come before the others. */
export function groupTerms(terms: Term[], lang: Lang): TermGroup[] {
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const letter = toLetter(term[lang]);
    groups.set(letter, [...(groups.get(letter) ?? []), term]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([letter, members]) => ({ letter, terms: members.sort((a, b) => compare(a[lang], b[lang], lang)) }));
}

function compare(a: string, b: string, lang: Lang): number {
  return Number(isHan(a)) - Number(isHan(b)) || collators[lang].compare(a, b);
}

const isHan = (word: string): boolean => /^\p{Script=Han}/u.test(word);

/** The first character of each letter in the order of pinyin; no syllable begins with I, U or V. */
const firsts = [..."阿八嚓哒妸发旮哈讥咔垃呣拏噢妑七呥仨他屲夕丫帀"];
const letters = [..."ABCDEFGHJKLMNOPQRSTWXYZ"];

/** The letter under which a word stands: that of its pinyin, or its own. */
export function toLetter(word: string): string {
  if (!isHan(word)) return word[0]!.toUpperCase();
  const after = firsts.findIndex((first) => collators.zh.compare(first, word[0]!) > 0);
  return letters[after < 0 ? letters.length - 1 : Math.max(after - 1, 0)]!;
}
