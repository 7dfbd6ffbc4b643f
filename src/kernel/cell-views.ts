// The cells as the page's side of the kernel sees them: what each shows, who waits for its end, who listens.
// Knows no worker.
import { isPending, transition } from "./transition";
import { newView, showIn } from "./cell-view";
import type { CellEvent } from "./transition";
import type { CellView, OutputChange } from "./cell-view";
import type { KernelEvent, RunResult } from "./kernel-event";
import type { Output } from "./output";
import type { GoOn } from "./training-messages";
import type { CellState, FromKernel } from "./protocol";
import type { TrainingStatus } from "./training-messages";

interface Pending {
  promise: Promise<RunResult>;
  resolve(result: RunResult): void;
}

export class CellViews {
  private readonly views = new Map<string, CellView>();
  private readonly pending = new Map<string, Pending>();
  /** The cell whose training lost its device. */
  brokenOff: string | undefined;
  private readonly listeners = new Set<(event: KernelEvent) => void>();

  /** What a cell shows; made where it shows nothing yet. */
  get(cell: string): CellView {
    let view = this.views.get(cell);
    if (!view) this.views.set(cell, (view = newView()));
    return view;
  }

  /** Every cell that was ever asked for. */
  get all(): [cell: string, view: CellView][] {
    return [...this.views];
  }

  on(listener: (event: KernelEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The promise of the cell's next end. */
  join(id: string): Promise<RunResult> {
    let pending = this.pending.get(id);
    if (!pending) this.pending.set(id, (pending = pendingResult()));
    return pending.promise;
  }

  /** One of the cells still runs, or waits for one of its own run that does. */
  isHeldUp(asked: string[]): boolean {
    const waiting = asked.map((id) => this.get(id)).filter(({ state }) => isPending(state));
    const runs = new Set(waiting.map(({ run }) => run));
    return [...this.views.values()].some(({ state, run }) => state === "running" && runs.has(run));
  }

  /** The kernel broke under a cell. */
  fail(cell: string, message: string, hint?: string): void {
    const view = this.get(cell);
    view.error = { name: "KernelError", message, ...(hint && { hint }), cell };
    const output: Output = { kind: "error", text: hint ? `${message}\n${hint}` : message, error: view.error };
    this.emitOutput(cell, showIn(view, { type: "output", cell, run: view.run, op: "append", output }));
    this.move(cell, "fail");
  }

  settle(cell: string): void {
    const { state, ms, error, outputs } = this.get(cell);
    this.pending.get(cell)?.resolve({ state, ms: ms ?? 0, ...(error && { error }), outputs: [...outputs] });
    this.pending.delete(cell);
  }

  move(cell: string, event: CellEvent): void {
    const { state } = this.get(cell);
    const next = transition(state, event);
    if (next !== state) this.setState(cell, next);
  }

  setState(cell: string, state: CellState): void {
    const view = this.get(cell);
    view.state = state;
    const ms = isPending(state) ? undefined : view.ms;
    this.emit({ type: "state", cell, state, ms, error: view.error });
  }

  /** What is kept of a training that ended well is needed no more. */
  setTraining(cell: string, status: TrainingStatus): void {
    const view = this.get(cell);
    view.training = status;
    if (status.phase === "done" || status.phase === "kept") delete view.kept;
    this.emit({ type: "training", cell, status });
  }

  /** Its checkpoints are gone with the worker; one that was under way has stopped, and what was kept of it stays. */
  loseTraining(cell: string): void {
    const view = this.get(cell);
    const { training } = view;
    delete view.training;
    const hasEnded = training?.phase === "done" || training?.phase === "kept";
    if (training && !hasEnded) view.training = { ...training, phase: "stopped", checkpoints: [], names: [] };
  }

  /** A training that lost its device goes on the next time that its cell is run, once. */
  takeGoOn(cells: string[]): GoOn | undefined {
    const cell = this.brokenOff;
    if (cell === undefined || !cells.includes(cell)) return undefined;
    this.brokenOff = undefined;
    const { kept } = this.get(cell);
    return kept && { cell, ...kept };
  }

  keep(message: FromKernel & { type: "snapshot" }): void {
    const { cell, index, snapshot } = message;
    this.get(cell).kept = { index, snapshot };
    this.emit(message);
  }

  emitOutput(cell: string, change: OutputChange): void {
    this.emit({ type: "output", cell, change, outputs: this.get(cell).outputs });
  }

  emit(event: KernelEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

function pendingResult(): Pending {
  let resolve: Pending["resolve"] = () => {};
  const promise = new Promise<RunResult>((settle) => (resolve = settle));
  return { promise, resolve };
}
