// console.log and its kin, inside the worker: what a cell says is an output of the cell.
// What is said while no cell runs goes to the browser's own console.
import { formatValue } from "./format";
import type { TextOutput } from "./output";

/** Shows what a cell said; returns false when no cell is there to have said it. */
export type Say = (values: unknown[], source: TextOutput["source"]) => boolean;

/** Not debug: the development server speaks there. */
const sources = { log: "log", info: "log", table: "log", warn: "warn", error: "error" } as const;

export function catchConsole(target: Console, say: Say): void {
  for (const [name, source] of Object.entries(sources) as [keyof typeof sources, "log" | "warn" | "error"][]) {
    const native = target[name].bind(target);
    target[name] = (...values: unknown[]) => {
      if (!say(values, source)) native(...values);
    };
  }
}

/** Several values on one line, as console.log puts them. One value stays itself. */
export function toShown(values: unknown[]): unknown {
  return values.length === 1 ? values[0] : values.map(formatValue).join(" ");
}
