// Which topics the book covers: a topic counts where both languages mark it, and a topic of practice only where
// a cell that runs stands under the mark, before the next heading. Pure.
import { isLive, type ScannedPage } from "./check-things";
import type { Mark, Scan } from "./scan";
import type { Topic } from "./schema";

export interface Coverage {
  topic: Topic;
  /** Section paths that cover it. */
  sections: string[];
  /** Why a marked topic does not count. */
  reason?: string;
}

export function findCoverage(topics: Topic[], pages: ScannedPage[]): Coverage[] {
  return topics.map((topic) => {
    const zh = findMarked(topic, pages, "zh");
    const en = findMarked(topic, pages, "en");
    const sections = zh.covering.filter((path) => en.covering.includes(path));
    return { topic, sections, ...(sections.length === 0 && toReason(zh, en)) };
  });
}

interface Marked {
  /** Pages that mark the topic. */
  marking: string[];
  /** Those where the mark counts. */
  covering: string[];
}

function findMarked(topic: Topic, pages: ScannedPage[], lang: "zh" | "en"): Marked {
  const marking = pages.filter((page) => page.lang === lang && findMarks(page.scan, topic).length > 0);
  const covering = marking.filter(
    ({ scan }) => topic.group !== "practice" || findMarks(scan, topic).some((mark) => hasCellBelow(scan, mark)),
  );
  return { marking: marking.map(({ path }) => path), covering: covering.map(({ path }) => path) };
}

function findMarks(scan: Scan, topic: Topic): Mark[] {
  return scan.marks.filter(({ name, id }) => name === "Topic" && id === topic.id);
}

function hasCellBelow(scan: Scan, mark: Mark): boolean {
  const end = scan.headings.find(({ line }) => line > mark.line)?.line ?? Infinity;
  return scan.fences.some(({ meta, line }) => isLive(meta) && line > mark.line && line < end);
}

function toReason(zh: Marked, en: Marked): { reason?: string } {
  if (zh.marking.length + en.marking.length === 0) return {};
  if (zh.marking.length === 0) return { reason: "only English marks it" };
  if (en.marking.length === 0) return { reason: "only Chinese marks it" };
  return { reason: "no cell that runs stands under the mark" };
}

/** Rows of a table: group, covered, all. */
export function toTotals(coverage: Coverage[]): { group: string; covered: number; all: number }[] {
  const groups = [...new Set(coverage.map(({ topic }) => topic.group))];
  return groups.map((group) => {
    const rows = coverage.filter(({ topic }) => topic.group === group);
    return { group, covered: rows.filter(({ sections }) => sections.length > 0).length, all: rows.length };
  });
}
