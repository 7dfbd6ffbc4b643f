// What the page says to its kernel's client and hears from it, types only.
import type { OutputChange } from "./cell-view";
import type { JudgedBand } from "./bands";
import type { Account } from "./ledger";
import type { ModelShape } from "./device-probe";
import type { CellError, Output } from "./output";
import type { SentSnapshot, TrainingStatus } from "./training-messages";
import type { BackendName, CellState, Language, RecordedValue } from "./protocol";

/** What the page says once, before the first run. */
export interface OpenOptions {
  language: Language;
  /** import.meta.env.BASE_URL */
  base: string;
  /** From `?backend=`: this one, or an error. */
  forced?: BackendName;
  /** The section's wish, tried first. */
  prefer?: BackendName;
  /** How large a model the section trains; the devices are tried for it. */
  shape?: ModelShape;
}

/** How a run of one cell ended. */
export interface RunResult {
  state: CellState;
  ms: number;
  error?: CellError;
  outputs: Output[];
}

/** What listeners hear. `cell` of a check is `ID:check`. */
export type KernelEvent =
  | { type: "state"; cell: string; state: CellState; ms?: number; error?: CellError }
  | { type: "output"; cell: string; change: OutputChange; outputs: Output[] }
  | { type: "values"; cell: string; values: Record<string, RecordedValue>; bands: JudgedBand[] }
  | { type: "training"; cell: string; status: TrainingStatus }
  /** A training that may be gone on with later: keep this. */
  | ({ type: "snapshot"; cell: string } & SentSnapshot)
  | { type: "device"; backend: BackendName | "none" | "unavailable"; adapter?: string; reason: string }
  | ({ type: "ledger"; cell: string } & Account)
  /** The cell wrote a value that another cell made: an author's error when a page is recorded. */
  | { type: "written"; cell: string; owner: string; name?: string }
  /** The worker is gone, and with it these names; the cells that made them are stale. */
  | { type: "lost"; why: "stop" | "restart" | "broken"; names: string[]; cells: string[]; message?: string };
