// The little that `book` asks of whoever runs it: show this, wait a turn, fetch that.
// The kernel provides it before a cell runs; in tests a plain object does. Knows no DOM and no messages.
import type { ControlSpec, ControlValue } from "./control-spec";
import type { FigureSpec } from "./figure-spec";

export interface Host {
  /** Shows any value: a string, a number, a tensor, a table (array of plain objects), a figure. */
  display(value: unknown): void;
  /** Shows a figure and returns a handle that streams points into it. */
  figure(spec: FigureSpec): FigureHandle;
  /** Shows `done / total`. Same label within a run: the same bar. */
  progress(label: string, done: number, total: number): void;
  /** Makes a control; returns the reader's value if there is one, otherwise `initial`. */
  control<T extends ControlValue>(spec: ControlSpec, initial: T): T;
  /** True when a turn is due (50 ms since the last, or stop asked). Cheap. */
  due(): boolean;
  /** Lets messages in. Rejects with the kernel's Stopped when the reader asked to stop. */
  turn(): Promise<void>;
  /** Reads a file under the site's `data/` folder; the caller checks its hash. */
  fetchData(path: string): Promise<ArrayBuffer>;
  language: "zh" | "en";
}

export interface FigureHandle {
  /** Appends a row: column name → value. */
  add(row: Record<string, number | string>): void;
}

let current: Host | undefined;

/** Called by the kernel (or a test) before anything of `book` runs. */
export function setHost(host: Host): void {
  current = host;
}

export function host(): Host {
  if (!current) throw new Error("book has no host: setHost was not called");
  return current;
}
