// Every message between page and worker, types only. One page has one kernel; every run has a number.
// A message of a run that is no longer the cell's current one is dropped by the client, in one place.
import type { CellError, ControlValue, Output } from "./output";
import type { JudgedBand } from "./bands";
import type { Account } from "./ledger";
import type { GoOn, TrainingFromKernel, TrainingToKernel } from "./training-messages";

import type { ModelShape, Probe, Probes } from "./device-probe";

export type Language = "zh" | "en";
export type BackendName = "webgpu" | "wasm" | "webgl" | "cpu";

/** A cell as the page knows it, in page order. */
export interface CellSource {
  id: string;
  /** TypeScript as the reader sees it now (edits included). */
  source: string;
  /** Re-run by itself when an input it reads changes. */
  auto: boolean;
  /** scope=own: reads the section's names, exports none. */
  own: boolean;
}

export type CellState = "idle" | "queued" | "running" | "done" | "failed" | "stopped" | "stale";

export type ToKernel =
  /** First message. */
  | {
      type: "open";
      language: Language;
      base: string;
      forced?: BackendName;
      prefer?: BackendName;
      shape?: ModelShape;
      probes?: Probes;
    }
  /** Try the devices for the section's model, and nothing else: this worker runs no cells. The page's cells run on
   *  `running` meanwhile. */
  | { type: "probe"; running: BackendName }
  /** The cells of the page, all of them, in order. Replaces what was known; what changed turns stale.
   *  With another language than before, a changed text is a translation: the cell keeps state and values. */
  | { type: "cells"; cells: CellSource[]; language: Language }
  /** Run these cells and first what they need. `run` numbers come from the client and only grow. */
  | { type: "run"; run: number; cells: string[]; goOn?: GoOn }
  /** Run the cell with `code` appended in its own scope (an exercise's check); exports nothing.
   *  Its states and outputs come under the cell id `ID:check`. */
  | { type: "check"; run: number; cell: string; code: string }
  /** Stage one of stop: guards notice. With a cell: that one; without: everything queued or running. */
  | { type: "stop"; cell?: string }
  /** The reader moved a control: its name has this value. Readers of it turn stale, `auto` ones run. */
  | { type: "control"; run: number; cell: string; name: string; value: ControlValue }
  /** Runs of the cell tell which kernels they call, or no longer. */
  | { type: "profile"; cell: string; on: boolean }
  | TrainingToKernel;

export type FromKernel =
  | { type: "ready" }
  | {
      type: "device";
      backend: BackendName | "none" | "unavailable";
      adapter?: string;
      reason: string;
      isGuess?: true;
    }
  /** The answer to *probe*: to be kept under `key`. An empty one where there was nothing to choose. */
  | { type: "probed"; key: string; probe: Probe; reason: string }
  /** `run` is the run the cell now belongs to. `ms` is the time of the cell itself, on done|failed|stopped. */
  | { type: "state"; cell: string; run: number; state: CellState; ms?: number; error?: CellError }
  /** append: add output; replace: the output at `index` becomes this; clear: none. */
  | { type: "output"; cell: string; run: number; op: "append"; output: Output }
  | { type: "output"; cell: string; run: number; op: "replace"; index: number; output: Output }
  | { type: "output"; cell: string; run: number; op: "clear" }
  /** Extends the columns of the figure output at `index`; streaming curves come this way. */
  | { type: "points"; cell: string; run: number; index: number; columns: Record<string, (number | string)[]> }
  /** Top-level names of a cell that ended, as text, for <Value of> and for records. */
  | { type: "values"; cell: string; run: number; values: Record<string, RecordedValue>; bands: JudgedBand[] }
  /** Tensors alive that the cell made and holds, after its run; and those it left unreachable (freed), by shape. */
  | ({ type: "ledger"; cell: string } & Account)
  /** The cell wrote a tensor or variable that `owner` made (an author's error when a page is recorded). */
  | { type: "written"; cell: string; run: number; owner: string; name?: string }
  /** A promise of ours is broken, or the device is; the page says so and starts anew. The next run of the cell that
   *  `goesOn` goes on from its training's last snapshot. */
  | { type: "broken"; message: string; hint?: string; goesOn?: string }
  | TrainingFromKernel;

export interface RecordedValue {
  /** As a person reads it. */
  text: string;
  /** Unrounded, when the value is a finite number. */
  number?: number;
}
