// The states of a cell and what moves it from one to the next. Pure; the worker and the page share it,
// so that a cell means the same on both sides of the wire.
import type { CellState } from "./protocol";

/** What can happen to a cell. */
export type CellEvent =
  /** A run that includes it was asked for. */
  | "enqueue"
  | "start"
  | "finish"
  | "fail"
  /** The reader stopped it, before or while it ran. */
  | "stop"
  /** Its text changed. */
  | "edit"
  /** Something it reads has another value, or none any more. */
  | "input"
  /** The worker that held its values is gone. */
  | "lose";

const fromRest = { enqueue: "queued", edit: "stale", input: "stale", lose: "stale" } as const;

const table: Record<CellState, Partial<Record<CellEvent, CellState>>> = {
  idle: { enqueue: "queued" },
  queued: { start: "running", stop: "stopped", fail: "failed", lose: "stopped" },
  running: { finish: "done", fail: "failed", stop: "stopped", lose: "stopped" },
  // A cell that is done can still fail: a promise it left behind may reject.
  done: { ...fromRest, fail: "failed" },
  failed: { ...fromRest, fail: "failed" },
  stopped: { ...fromRest, fail: "failed" },
  stale: { enqueue: "queued" },
};

/** The state after the event; the same state where the event says nothing to it. */
export function transition(state: CellState, event: CellEvent): CellState {
  return table[state][event] ?? state;
}

/** A run of the cell has ended, and nothing has happened to it since. */
export function hasEnded(state: CellState): boolean {
  return state === "done" || state === "failed" || state === "stopped";
}

/** True while a run of the cell has not ended. */
export function isPending(state: CellState): boolean {
  return state === "queued" || state === "running";
}
