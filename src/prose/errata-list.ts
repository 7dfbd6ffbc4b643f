// The errata as a list: how many of each status, and the sections in which each stands. Pure.
import type { ScannedPage } from "./check-things";
import { erratumStatuses, type Erratum } from "./schema";

/** In the order of the schema; a status that no erratum has is left out. */
export function countStatuses(errata: Iterable<Erratum>): { status: Erratum["status"]; count: number }[] {
  const all = [...errata];
  return erratumStatuses
    .map((status) => ({ status, count: all.filter((erratum) => erratum.status === status).length }))
    .filter(({ count }) => count > 0);
}

/** Those of one document, in the order of their ids; "all" are the faults between documents. */
export function findErrata(errata: Iterable<Erratum>, document: string): Erratum[] {
  return [...errata].filter(({ source }) => source.document === document).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Where `<name id>` stands: id → section paths, in reading order. Pages that the contents do not list are left out. */
export function findMarked(name: string, pages: ScannedPage[], order: string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of order) {
    const marks = pages.find((page) => page.path === path && page.lang === "zh")?.scan.marks ?? [];
    const ids = new Set(marks.filter((mark) => mark.name === name).map(({ id }) => id));
    for (const id of ids) found.set(id, [...(found.get(id) ?? []), path]);
  }
  return found;
}
