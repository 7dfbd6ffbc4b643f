// Which chapter builds on which, for the map: what written sections say they require and what planned chapters will
// need, without what follows from the rest. Pure.
import type { Chapter } from "../../content/contents";

/** `later` builds on `earlier`; both are slugs. */
export interface Edge {
  earlier: string;
  later: string;
}

/** `requires`: section path → section paths. `needs`: slug → slugs, for what is not written yet. */
export function findEdges(
  chapters: Pick<Chapter, "slug" | "sections">[],
  requires: Record<string, string[]>,
  needs: Record<string, string[]>,
): Edge[] {
  const direct = new Map(chapters.map(({ slug }) => [slug, new Set<string>()]));
  for (const { slug, sections } of chapters) {
    const required = sections.flatMap((section) => requires[`${slug}/${section.slug}`] ?? []);
    const earlier = [...required.map((path) => path.split("/")[0]!), ...(needs[slug] ?? [])];
    for (const one of earlier) if (one !== slug && direct.has(one)) direct.get(slug)!.add(one);
  }
  return chapters.flatMap(({ slug: later }) =>
    [...direct.get(later)!]
      .filter(
        (earlier) => ![...direct.get(later)!].some((other) => other !== earlier && reaches(direct, other, earlier)),
      )
      .map((earlier) => ({ earlier, later })),
  );
}

/** Everything that a chapter builds on, itself included. */
export function findRoots(edges: Edge[], slug: string): Set<string> {
  const found = new Set([slug]);
  for (const one of found) for (const { earlier, later } of edges) if (later === one) found.add(earlier);
  return found;
}

function reaches(direct: Map<string, Set<string>>, from: string, to: string, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return [...(direct.get(from) ?? [])].some((next) => next === to || reaches(direct, next, to, seen));
}
