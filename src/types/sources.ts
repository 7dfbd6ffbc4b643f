// The modules of the book that a page's cells import, with what those import: fetched when they are first named.
import type { Declarations } from "./declarations";

/** File → how to fetch its text. */
export type Doors = Record<string, () => Promise<{ source: string }>>;

/** Puts among the declarations' files what these cells name; what cannot be fetched is asked for again the next time. */
export async function bringSources(
  declarations: Declarations,
  doors: Doors,
  cells: { source: string }[],
): Promise<void> {
  const missing = findNeeded(declarations, cells).filter((file) => !(file in declarations.files));
  const texts = await Promise.all(missing.map((file) => doors[file]?.().catch(() => undefined)));
  for (const [index, file] of missing.entries()) {
    const text = texts[index]?.source;
    if (text !== undefined) declarations.files[file] = text;
  }
}

/** Files of the modules that cells name in quotation marks, and of all that those import in turn. */
export function findNeeded({ modules, needs }: Declarations, cells: { source: string }[]): string[] {
  const named = cells.flatMap(({ source }) =>
    [...source.matchAll(/["'](book(?:\/[\w/-]+)?)["']/g)].map(([, name]) => name!),
  );
  const found = new Set<string>();
  const add = (file: string | undefined): void => {
    if (!file || !(file in needs) || found.has(file)) return;
    found.add(file);
    needs[file]!.forEach(add);
  };
  for (const name of named) add(modules[name]);
  return [...found];
}
