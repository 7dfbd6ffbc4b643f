// What a cell shows: any value, a figure that can grow, a bar of progress. Data only; the page draws.
import type { FigureSpec } from "./figure-spec";
import { host, type FigureHandle } from "./host";

export type { AxisSpec, FigureSpec, MarkSpec } from "./figure-spec";
export type { FigureHandle } from "./host";

/** Shows any value: text, number, tensor, table (array of plain objects). */
export function display(value: unknown): void {
  host().display(value);
}

/** Shows a figure; the handle's `add` appends a row of its columns while the cell runs.
 *  Throws RangeError if a mark names a column that is not in `data`, or columns of a mark differ in length. */
export function figure(spec: FigureSpec): FigureHandle {
  for (const mark of spec.marks) checkColumns(columnsOf(mark), spec);
  return host().figure(spec);
}

/** Shows `done` of `total`. The same label within a run is the same bar. */
export function progress(label: string, done: number, total: number): void {
  host().progress(label, done, total);
}

function columnsOf(mark: FigureSpec["marks"][number]): string[] {
  switch (mark.type) {
    case "line":
    case "dot":
      return [mark.x, mark.y, ...(mark.series ? [mark.series] : [])];
    case "area":
      return [mark.x, mark.y1, mark.y2];
    case "bar":
      return [mark.x, mark.y];
    case "cell":
      return [mark.x, mark.y, mark.value];
    case "text":
      return [mark.x, mark.y, mark.text];
    case "rule":
      return [];
    default:
      return mark satisfies never;
  }
}

function checkColumns(names: string[], { data }: FigureSpec): void {
  const missing = names.find((name) => !data[name]);
  if (missing)
    throw new RangeError(`figure has no column "${missing}"; it has ${Object.keys(data).join(", ") || "none"}`);
  const lengths = names.map((name) => data[name]!.length);
  if (new Set(lengths).size > 1) {
    throw new RangeError(`figure columns ${names.join(", ")} must be equally long, got ${lengths.join(", ")}`);
  }
}
