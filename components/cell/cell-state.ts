// What a cell's state says of its run. The page has this from the start, and the kernel's own (src/kernel/transition.ts) not.
import type { CellState } from "../../src/kernel/protocol";

/** A run of the cell waits or is under way. */
export function isPending(state: CellState): boolean {
  return state === "queued" || state === "running";
}

/** A run of the cell has ended, and nothing has happened to it since. */
export function hasEnded(state: CellState): boolean {
  return state === "done" || state === "failed" || state === "stopped";
}
