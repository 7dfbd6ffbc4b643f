// What page and worker say to each other about training, types only.
import type { Snapshot } from "../book/snapshot";

/** What a reader may ask of a training that is under way. "step" takes one and holds; "keep" ends it and keeps the
 *  network so far. */
export type TrainingAsk = "hold" | "step" | "go" | "keep";

/** How a training stands. */
export interface TrainingStatus {
  /** "kept": ended early by the reader, its network kept; "stopped": the cell ended without a network. */
  phase: "running" | "paused" | "done" | "kept" | "stopped";
  /** Steps taken, of `total`. */
  step: number;
  total: number;
  /** The step that it went on from; 0 if it began. */
  from: number;
  /** It can go on from one of its checkpoints. */
  canGoOn: boolean;
  /** What can be gone back to, with the loss of the last step before. */
  checkpoints: { step: number; loss: number }[];
  /** The cell's names that hold the network, once the cell has ended. */
  names: string[];
  /** The step whose network they hold. */
  shown?: number;
}

/** Where a cell's training is to go on: at a checkpoint that the worker has, or at a snapshot that the page kept. */
export type GoOn = { cell: string } & ({ step: number } | KeptSnapshot);

/** A snapshot of a cell's training number `index`, counted from 0. */
export interface KeptSnapshot {
  index: number;
  snapshot: Snapshot;
}

/** A snapshot for the page to keep, of a run of `total` steps. */
export interface SentSnapshot extends KeptSnapshot {
  total: number;
  bytes: number;
}

export type TrainingToKernel =
  | { type: "training"; cell: string; ask: TrainingAsk }
  /** The cell's names are to hold the network of this checkpoint; what reads them follows, or turns stale. */
  | { type: "show"; run: number; cell: string; step: number };

export type TrainingFromKernel =
  | { type: "training"; cell: string; run: number; status: TrainingStatus }
  /** For the page to keep: a worker can be lost. */
  | ({ type: "snapshot"; cell: string; run: number } & SentSnapshot);
