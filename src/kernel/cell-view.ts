// What a cell shows now, as the page knows it: plain data that the kernel's messages extend.
import type { JudgedBand } from "./bands";
import type { CellError, Output } from "./output";
import type { CellState, FromKernel, RecordedValue } from "./protocol";
import type { KeptSnapshot, TrainingStatus } from "./training-messages";

/** A cell as the reader sees it now. */
export interface CellView {
  state: CellState;
  /** The run its state and outputs belong to; 0 before the first. */
  run: number;
  ms?: number;
  error?: CellError;
  outputs: Output[];
  /** Its top-level names as text, after it ended. Empty again once the values are lost. */
  values: Record<string, RecordedValue>;
  /** Those of them that the book measured. */
  bands: JudgedBand[];
  /** How its training stands, if it trained. */
  training?: TrainingStatus;
  /** The newest snapshot of a training that did not end: a new run can go on from it, also in a new worker. */
  kept?: KeptSnapshot;
}

export type OutputChange =
  | { op: "append"; index: number; output: Output }
  | { op: "replace"; index: number; output: Output }
  | { op: "clear" }
  /** `columns` were added to the figure at `index`. */
  | { op: "points"; index: number; columns: Record<string, (number | string)[]> };

export function newView(): CellView {
  return { state: "idle", run: 0, outputs: [], values: {}, bands: [] };
}

/** Puts an output, or points of one, into the view; returns what changed. */
export function showIn({ outputs }: CellView, message: FromKernel & { type: "output" | "points" }): OutputChange {
  if (message.type === "points") return addPoints(outputs, message);
  switch (message.op) {
    case "clear":
      outputs.length = 0;
      return { op: "clear" };
    case "append":
      outputs.push(message.output);
      return { op: "append", index: outputs.length - 1, output: message.output };
    case "replace":
      outputs[message.index] = message.output;
      return { op: "replace", index: message.index, output: message.output };
    default:
      return message satisfies never;
  }
}

function addPoints(outputs: Output[], { cell, index, columns }: FromKernel & { type: "points" }): OutputChange {
  const output = outputs[index];
  if (output?.kind !== "figure") throw new Error(`points for output ${index} of ${cell}, which is no figure`);
  for (const [name, added] of Object.entries(columns)) {
    const column = (output.figure.data[name] ??= []);
    for (const point of added) column.push(point);
  }
  return { op: "points", index, columns };
}
