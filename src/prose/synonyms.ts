// One thing, one word: finds in a page's prose the words that the glossary says are not used here (`avoid`), and
// names the one that is. What stands in quotation marks or in the title of a work is somebody else's word. Pure.
import type { AuthorError, Lang } from "../cells/section";
import { keepProse, toPlace } from "./scan";
import type { Term } from "./schema";

/** A word that is not used, and the term that is. */
interface Avoided {
  word: string;
  term: Term;
}

export function findSynonyms(file: string, source: string, lang: Lang, terms: Term[]): AuthorError[] {
  const text = blankQuotations(keepProse(source));
  const preferred = findPlaces(text, toPattern(terms.map((term) => term[lang]).filter((word) => word.length > 1)));
  return findAvoided(terms, lang).flatMap(({ word, term }) =>
    findPlaces(text, toPattern([word]))
      .filter((place) => !preferred.some((other) => contains(other, place)))
      .map(({ start, end }) => ({
        file,
        ...toPlace(text, start),
        fact: `"${text.slice(start, end)}" is not the book's word for ${toName(term, lang)}.`,
        wayOut: `Write "${term[lang]}"; see content/glossary.`,
      })),
  );
}

function findAvoided(terms: Term[], lang: Lang): Avoided[] {
  return terms.flatMap((term) => (term.avoid?.[lang] ?? []).map((word) => ({ word, term })));
}

/** A word that one term avoids and another one is, or that two avoid: then no page could be right. */
export function checkAvoided(terms: Term[]): { id: string; fact: string }[] {
  return (["zh", "en"] as const).flatMap((lang) => {
    const avoided = findAvoided(terms, lang);
    return avoided.flatMap(({ word, term }, i) => {
      const same = (other: string): boolean => other.toLowerCase() === word.toLowerCase();
      const used = terms.find((other) => same(other[lang]));
      const twice = avoided.slice(0, i).find((other) => same(other.word));
      const clash = used ?? twice?.term;
      return clash ? [{ id: term.id, fact: `"${word}" is avoided for "${term.id}" and stands at "${clash.id}".` }] : [];
    });
  });
}

interface Span {
  start: number;
  end: number;
}

function findPlaces(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start;
}

/** Longest first; Latin words stand alone, with a plural s or without, in any case. */
function toPattern(words: string[]): RegExp {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const alternatives = longestFirst.map((word) => {
    const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const before = /^[\w]/.test(word) ? "(?<![\\w-])" : "";
    const after = /[\w]$/.test(word) ? "s?(?![\\w-])" : "";
    return before + escaped + after;
  });
  return new RegExp(alternatives.join("|") || "(?!)", "giu");
}

function blankQuotations(text: string): string {
  return text.replace(/“[^”]*”|「[^」]*」|《[^》]*》/g, (quoted) => quoted.replace(/[^\n]/g, " "));
}

function toName(term: Term, lang: Lang): string {
  return lang === "zh" && term.zh !== term.en ? `${term.zh}（${term.en}）` : term[lang];
}
