// What the bench asks of a training worker, and what it answers.
import type { Counts } from "./counts";
import type { Backend, ModelName } from "./specs";

/** The book; tfjs with only the kernels without which it cannot train; tfjs on cpu; jax-js. */
export type Library = "ours" | "stock" | "cpu" | "jax-js";

export interface Order {
  library: Library;
  model: ModelName;
  backend: Backend;
  steps: number;
  /** Read the loss of every step, to compare; otherwise only the last is waited for. */
  readAll?: boolean;
  /** The first steps of a training, each waited for. */
  isBeginning?: boolean;
}

export interface Turn {
  ms: number;
  /** Of every step, or of the last. */
  losses: number[];
  /** Of each step: until the call came back, the device perhaps still at work. */
  scriptMs: number[];
  /** Of a step. */
  counts: Counts;
  /** The most that was held so far. */
  peakBytes: number;
}

/** How a training begins. */
export interface Beginning {
  /** Of each step, from the call until its loss was read. */
  stepMs: number[];
  /** Of the first of them, until its pipelines were compiled. */
  compileMs: number;
  numPipelines: number;
}

export type Answer = Turn | Beginning | { refusal: string };

/** A loss on the device. */
export interface PendingLoss {
  read(): Promise<number>;
  dispose(): void;
}

/** One model with one library, ready to train. */
export interface Trainer {
  /** Takes a step; does not wait for it. */
  step(): PendingLoss;
  /** Takes a step, what it needs being compiled beforehand; and what that took, all together. */
  ahead?(): Promise<PendingLoss>;
  compiled?: { ms: number; numPipelines: number };
  /** Resolves when the device has done all that it was asked. */
  settle(): Promise<void>;
}
