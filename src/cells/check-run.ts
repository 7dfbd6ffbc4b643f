// What a run must be like before it is recorded, and again whenever the record is verified: as its fence says, leaving
// nothing behind, and keeping its hands off what other cells made.
import { toAuthorError } from "./author-error";
import type { RecordedSection } from "./check-record";
import { toPlace } from "./place";
import type { AuthorError } from "./section";

/** What a cell did beside its outputs and values. */
export interface Traces {
  /** Tensors that the cell made and nobody holds. */
  leaked: number;
  /** Names of other cells that it wrote. */
  written: string[];
}

/** How a run ended. */
export interface RunEnd extends Traces {
  state: string;
  error?: { name: string; message: string; line?: number; column?: number } | undefined;
}

/** What no run may do, and what to do instead. */
export interface Lapse {
  did: string;
  wayOut: string;
}

/** Also of a run that fails as it must. */
export function findLapses({ leaked, written }: Traces): Lapse[] {
  const leaks = { did: `leaks ${leaked} tensors`, wayOut: "Dispose them, or use tf.tidy." };
  const writes = {
    did: `writes ${written.join(", ")}, which another cell made`,
    wayOut: "Return a new value under a new name.",
  };
  return [...(leaked > 0 ? [leaks] : []), ...(written.length > 0 ? [writes] : [])];
}

/** Why the run of a cell cannot be recorded. */
export function checkRun({ section, zh, cells }: RecordedSection, id: string, run: RunEnd): AuthorError[] {
  const { cell } = cells.find((read) => read.cell.meta.id === id)!;
  const home = cell.inherited
    ? { file: zh.file, fence: zh.cells.find((c) => c.meta.id === id)!.fence }
    : { file: section.file, fence: cell.fence };
  const { fails } = cell.meta;
  const got = run.error?.name ?? "no error";
  const lapses = findLapses(run).map(({ did, wayOut }) =>
    toAuthorError(home.file, home.fence, `The cell "${id}" ${did}.`, wayOut),
  );
  if (fails && got !== fails) {
    const fact = `The cell "${id}" must throw ${fails} and gave ${got}.`;
    return [toAuthorError(home.file, home.fence, fact, "Mend the cell or its fails= word."), ...lapses];
  }
  if (fails || run.state === "done") return lapses;
  const place = toPlace(section, cell, { line: run.error?.line ?? 1, column: run.error?.column ?? 1 });
  const fact = `The cell "${id}" failed: ${run.error?.name}: ${run.error?.message}`;
  return [toAuthorError(home.file, cell.inherited ? home.fence : place, fact, "Mend the cell."), ...lapses];
}
