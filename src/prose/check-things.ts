// What must hold of the things cited by id, across pages and data. Pure: the pages come as scans.
import type { AuthorError, Lang } from "../cells/section";
import { suggest } from "../cells/author-error";
import { checkFacts, findIdle } from "./facts";
import type { Library } from "./library";
import type { Mark, Scan } from "./scan";
import type { BookSymbol, Erratum, Listing } from "./schema";
import { findUnknown } from "./things";

/** A page as the checks read it. */
export interface ScannedPage {
  /** "linear-regression/mse" */
  path: string;
  lang: Lang;
  file: string;
  scan: Scan;
}

/** Both languages must mark the same of these; terms may be met in another order and more than once. */
const markedAlike = ["Topic", "Erratum", "Fact", "Cite", "Predict", "Listing"];

export function checkThings(pages: ScannedPage[], library: Library, chapters: string[]): AuthorError[] {
  return [
    ...library.errors,
    ...pages.flatMap((page) => checkMarks(page, library)),
    ...pages.filter((page) => page.lang === "en").flatMap((page) => checkLanguages(page, pages)),
    ...[...library.topics.values()].flatMap((topic) =>
      checkChapter("topic", topic.id, topic.chapter, library, chapters),
    ),
    ...[...library.errata.values()].flatMap((erratum) => checkErratum(erratum, pages, library, chapters)),
    ...[...library.listings.values()].flatMap((listing) => checkListing(listing, pages, library, chapters)),
    ...[...library.symbols.values()].flatMap((symbol) => checkSymbol(symbol, pages, library, chapters)),
    ...checkFacts(library),
    ...findIdle(library, cited(pages)),
  ];
}

function cited(pages: ScannedPage[]): Set<string> {
  const marks = pages.flatMap((page) => page.scan.marks);
  return new Set(marks.flatMap(({ name, id }) => (name === "Fact" ? [id] : [])));
}

function checkMarks({ file, scan }: ScannedPage, library: Library): AuthorError[] {
  return scan.marks.flatMap(({ name, id, line, column }) => {
    const mistake = findUnknown(name, id, library);
    return mistake ? [{ file, line, column, ...mistake }] : [];
  });
}

function checkLanguages(en: ScannedPage, pages: ScannedPage[]): AuthorError[] {
  const zh = pages.find((page) => page.lang === "zh" && page.path === en.path);
  if (!zh) return [];
  return [...findOnlyHere(zh, en, "English"), ...findOnlyHere(en, zh, "Chinese")];
}

function findOnlyHere(here: ScannedPage, there: ScannedPage, language: string): AuthorError[] {
  const known = new Set(there.scan.marks.map(toKey));
  const alone = here.scan.marks.filter((mark) => markedAlike.includes(mark.name) && !known.has(toKey(mark)));
  return alone.map(({ name, id, line, column }) => ({
    file: here.file,
    line,
    column,
    fact: `<${name} id="${id}"> is not in the ${language} page.`,
    wayOut: `Put it into ${there.file} too, or take it away here.`,
  }));
}

function toKey({ name, id }: Mark): string {
  return `${name} ${id}`;
}

function checkChapter(
  name: string,
  id: string,
  chapter: string | undefined,
  library: Library,
  chapters: string[],
): AuthorError[] {
  if (chapter === undefined || chapters.includes(chapter)) return [];
  return [
    toError(
      library,
      `${name}:${id}`,
      `The ${name} "${id}" is planned for the chapter "${chapter}", which the book has not.`,
      suggest(chapter, chapters, "See content/contents.ts."),
    ),
  ];
}

function checkCite(name: string, id: string, cite: string, library: Library): AuthorError[] {
  const mistake = findUnknown("Cite", cite, library);
  return mistake ? [toError(library, `${name}:${id}`, mistake.fact, mistake.wayOut)] : [];
}

function checkErratum(erratum: Erratum, pages: ScannedPage[], library: Library, chapters: string[]): AuthorError[] {
  const { id, proof } = erratum;
  const errors = checkTone(erratum, library);
  if (proof.type === "planned") errors.push(...checkChapter("erratum", id, proof.chapter, library, chapters));
  if (proof.type === "citation") errors.push(...checkCite("erratum", id, proof.cite, library));
  if (proof.type === "cell") errors.push(...checkCell(erratum, proof, pages, library));
  return errors;
}

/** The cell that proves an erratum is there, in both languages' section, and the erratum stands in that section. */
function checkCell(
  { id }: Erratum,
  proof: { section: string; cell: string },
  pages: ScannedPage[],
  library: Library,
): AuthorError[] {
  const page = pages.find(({ path, lang }) => path === proof.section && lang === "zh");
  const fail = (fact: string, wayOut: string): AuthorError[] => [toError(library, `erratum:${id}`, fact, wayOut)];
  if (!page)
    return fail(
      `The erratum "${id}" is proven in ${proof.section}, which is not written.`,
      "Name a section of content/contents.ts.",
    );
  const cells = findCells(page.scan);
  if (!cells.includes(proof.cell))
    return fail(
      `The erratum "${id}" is proven by the cell "${proof.cell}", which ${proof.section} has not.`,
      suggest(proof.cell, cells, "Name one of its cells."),
    );
  const stands = page.scan.marks.some((mark) => mark.name === "Erratum" && mark.id === id);
  return stands
    ? []
    : fail(
        `The erratum "${id}" is proven in ${proof.section}, but does not stand there.`,
        `Put <Erratum id="${id}" /> beside the cell.`,
      );
}

/** A listing's errata are there, so is the cell that does it in full, and it stands on a page with cells of its own. */
function checkListing(listing: Listing, pages: ScannedPage[], library: Library, chapters: string[]): AuthorError[] {
  const { id, proof, errata } = listing;
  const key = `listing:${id}`;
  const errors = errata.flatMap((erratum) => {
    const mistake = findUnknown("Erratum", erratum, library);
    return mistake ? [toError(library, key, mistake.fact, mistake.wayOut)] : [];
  });
  if (!pages.some(({ scan, lang }) => lang === "zh" && isLiveThere(id, scan)))
    errors.push(toError(library, key, `The listing "${id}" runs on no page.`, `Put cells into <Listing id="${id}">.`));
  if (proof.type === "planned") return [...errors, ...checkChapter("listing", id, proof.chapter, library, chapters)];
  const page = pages.find(({ path, lang }) => path === proof.section && lang === "zh");
  const cells = page ? findCells(page.scan) : [];
  if (cells.includes(proof.cell)) return errors;
  const fact = `The listing "${id}" is done right by the cell "${proof.cell}" of ${proof.section}, which is not there.`;
  return [...errors, toError(library, key, fact, suggest(proof.cell, cells, "Name a section and one of its cells."))];
}

/** Between `<Listing id>` and the next one there is a live cell. */
function isLiveThere(id: string, { marks, fences }: Scan): boolean {
  const lines = marks.flatMap(({ name, line }) => (name === "Listing" ? [line] : []));
  const start = marks.find((mark) => mark.name === "Listing" && mark.id === id)?.line ?? Infinity;
  const end = Math.min(...lines.filter((line) => line > start));
  return fences.some(({ meta, line }) => isLive(meta) && line > start && line < end);
}

/** Where a sign is said to be used first, there is such an equation, section or chapter. */
function checkSymbol(
  { id, first }: BookSymbol,
  pages: ScannedPage[],
  library: Library,
  chapters: string[],
): AuthorError[] {
  if ("chapter" in first) return checkChapter("symbol", id, first.chapter, library, chapters);
  const zh = pages.filter(({ lang }) => lang === "zh");
  const [name, known] =
    "section" in first
      ? [first.section, zh.map(({ path }) => path)]
      : [first.equation, zh.flatMap(({ scan }) => scan.labels.map((label) => label.name))];
  if (known.includes(name)) return [];
  const kind = "section" in first ? "section" : "equation";
  const fact = `The symbol "${id}" is first used in the ${kind} "${name}", which the book has not.`;
  return [toError(library, `symbol:${id}`, fact, suggest(name, known, "See content/notation."))];
}

function findCells(scan: Scan): string[] {
  return scan.fences.flatMap(({ meta }) => (isLive(meta) ? [/\bid=([\w-]+)/.exec(meta)?.[1] ?? ""] : []));
}

export function isLive(meta: string): boolean {
  return /(^|\s)live(\s|$)/.test(meta);
}

const certainWords =
  /必然|一定是|毫无疑问|证明了|显然|\bproves?\b|\bproven\b|\bcertainly\b|\bdefinitely\b|\bundoubtedly\b/;

/** What no one could prove is not stated as proven. */
function checkTone({ id, status, correction }: Erratum, library: Library): AuthorError[] {
  if (status !== "doubtful") return [];
  const word = certainWords.exec(`${correction.zh} ${correction.en}`)?.[0];
  return word
    ? [
        toError(
          library,
          `erratum:${id}`,
          `The erratum "${id}" is doubtful and says "${word}".`,
          "Say what was looked for and not found.",
        ),
      ]
    : [];
}

function toError(library: Library, key: string, fact: string, wayOut: string): AuthorError {
  return { ...(library.places.get(key) ?? { file: "content", line: 1, column: 1 }), fact, wayOut };
}
