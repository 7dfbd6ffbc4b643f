// Starts the types worker when a reader first touches a cell's code, while the editor is still on its way: what it has
// to read is read before the first letter is written.
import { types } from "../../src/types/client";
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";

interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

const findConnection = (): Connection | undefined => (navigator as Navigator & { connection?: Connection }).connection;

/** A reader who saves data has to ask for something first. */
export const isThrifty = (): boolean => findConnection()?.saveData === true && types.state === "none";

export function startTypes(cell: LiveCell): void {
  const { effectiveType = "4g" } = findConnection() ?? {};
  // On a slow line the editor comes first, and starts them itself.
  if (isThrifty() || effectiveType !== "4g" || types.state !== "none") return;
  types.open();
  types.tell(
    page.cells.map((one) => ({ id: one.cellId, source: one.source, own: one.isOwn || one.isExercise })),
    page.language,
  );
  // Nobody waits for this answer; what it needs is ready for the next one.
  void types.ask("problems", { cells: [cell.cellId] });
}
