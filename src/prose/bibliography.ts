// References: one BibTeX file, read by citation-js; our own words for both languages.
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import type { Lang } from "../cells/section";

export interface Name {
  family: string;
  given: string;
}

export interface Reference {
  id: string;
  authors: Name[];
  year: number;
  title: string;
  /** Journal, proceedings or publisher. */
  venue: string;
  volume: string;
  issue: string;
  pages: string;
  url: string;
}

/** What citation-js makes of an entry (CSL-JSON), as far as we read it. */
interface Entry {
  id: string;
  title?: string;
  author?: { family?: string; given?: string; literal?: string; "non-dropping-particle"?: string }[];
  issued?: { "date-parts"?: (number | string)[][] };
  "container-title"?: string;
  publisher?: string;
  volume?: string | number;
  issue?: string | number;
  page?: string;
  DOI?: string;
  URL?: string;
}

export function readReferences(bibtex: string): Map<string, Reference> {
  const entries = new Cite(bibtex).data as Entry[];
  const preprints = readPreprints(bibtex);
  return new Map(entries.map((entry) => [entry.id, toReference(entry, preprints.get(entry.id))]));
}

/** The numbers of preprints on arXiv, which citation-js does not read: id → "2203.15556". */
function readPreprints(bibtex: string): Map<string, string> {
  const entries = bibtex
    .split(/^@/m)
    .map((text) => [/^\w+\{([^,\s]+)/, /\beprint\s*=\s*\{([^}]+)\}/].map((part) => part.exec(text)?.[1]));
  return new Map(entries.flatMap(([id, number]) => (id && number ? [[id, number] as const] : [])));
}

function toReference(entry: Entry, preprint: string | undefined): Reference {
  const address = entry.DOI ? `https://doi.org/${entry.DOI}` : entry.URL;
  return {
    id: entry.id,
    authors: (entry.author ?? []).map(toName),
    year: Number(entry.issued?.["date-parts"]?.[0]?.[0] ?? 0),
    title: entry.title ?? "",
    venue: entry["container-title"] ?? entry.publisher ?? (preprint ? "arXiv" : ""),
    volume: String(entry.volume ?? ""),
    issue: String(entry.issue ?? ""),
    pages: (entry.page ?? "").replace(/-+/g, "–"),
    url: address ?? (preprint ? `https://arxiv.org/abs/${preprint}` : ""),
  };
}

function toName(author: NonNullable<Entry["author"]>[number]): Name {
  const family = [author["non-dropping-particle"], author.family ?? author.literal].filter(Boolean).join(" ");
  return { family, given: author.given ?? "" };
}

/** What BibTeX calls authors who are not named: "and others". */
const others = "others";

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** "Bishop 2006", "Glorot & Bengio 2010", "LeCun et al. 1998"; in Chinese "LeCun 等 1998". */
export function toShortCitation({ authors, year }: Reference, lang: Lang): string {
  const names = authors.map((author) => (isHan(author.family) ? author.family + author.given : author.family));
  if (names.length > 2 || names[1] === others)
    return lang === "zh" ? `${names[0]} 等 ${year}` : `${names[0]} et al. ${year}`;
  return `${names.join(lang === "zh" ? " 与 " : " & ")} ${year}`;
}

/** The whole reference as text: authors, year, title, where it appeared. */
export function toFullCitation(reference: Reference, lang: Lang): string {
  const { year, title, venue } = reference;
  const parts = [
    `${toNames(reference.authors, lang)} (${year})`,
    title,
    [venue, toNumbers(reference)].filter(Boolean).join(reference.volume ? " " : ", "),
  ];
  return parts
    .filter(Boolean)
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(" ");
}

/** At most six names; "LeCun, Y., Bottou, L." or "邱锡鹏". */
function toNames(authors: Name[], lang: Lang): string {
  const known = authors.filter(({ family }) => family !== others);
  const names = known.slice(0, 6).map(toFullName);
  const joined = names.join(isHan(names[0] ?? "") ? "、" : ", ");
  return authors.length > 6 || known.length < authors.length ? `${joined} ${lang === "zh" ? "等" : "et al."}` : joined;
}

function toFullName({ family, given }: Name): string {
  if (isHan(family)) return family + given;
  const initials = given
    .split(/[\s-]+/)
    .filter(Boolean)
    .map((name) => `${name[0]}.`);
  return initials.length > 0 ? `${family}, ${initials.join(" ")}` : family;
}

/** "86(11), 2278–2324" */
function toNumbers({ volume, issue, pages }: Reference): string {
  return [volume + (issue && `(${issue})`), pages].filter(Boolean).join(", ");
}
