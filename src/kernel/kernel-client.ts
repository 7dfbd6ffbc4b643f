// The page's side of the kernel: starts the worker on the first run, numbers the runs, keeps what each cell
// shows, and ends the worker when a stop is not heard. Knows no DOM; a test gives it a worker of its own.
import { isPending, transition } from "./transition";
import { newView, showIn } from "./cell-view";
import type { CellEvent } from "./transition";
import type { CellView, OutputChange } from "./cell-view";
import type { CellError, ControlValue, Output } from "./output";
import type { BackendName, CellSource, CellState, FromKernel, Language, RecordedValue, ToKernel } from "./protocol";

/** How long a stop may go unheard before the worker is ended. */
export const graceMs = 1000;

/** The part of Worker that the client uses. */
export interface WorkerLike {
  postMessage(message: ToKernel): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromKernel>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** What the page says once, before the first run. */
export interface OpenOptions {
  language: Language;
  /** import.meta.env.BASE_URL */
  base: string;
  /** From `?backend=`: this one, or an error. */
  forced?: BackendName;
  /** The section's wish, tried first. */
  prefer?: BackendName;
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
  | { type: "values"; cell: string; values: Record<string, RecordedValue> }
  | { type: "device"; backend: BackendName | "none" | "unavailable"; adapter?: string; reason: string }
  | { type: "ledger"; cell: string; tensors: number; bytes: number; leaked: number; leaks: string[] }
  /** The cell wrote a value that another cell made: an author's error when a page is recorded. */
  | { type: "written"; cell: string; owner: string; name?: string }
  /** The worker is gone, and with it these names; the cells that made them are stale. */
  | { type: "lost"; why: "stop" | "restart" | "broken"; names: string[]; cells: string[]; message?: string };

interface Pending {
  promise: Promise<RunResult>;
  resolve(result: RunResult): void;
}

export class KernelClient {
  private worker: WorkerLike | undefined;
  private options: OpenOptions = { language: "zh", base: "/" };
  private cells: CellSource[] = [];
  private readonly views = new Map<string, CellView>();
  private readonly pending = new Map<string, Pending>();
  /** The reader's control values, by cell and name, told again to a new worker. */
  private readonly controls = new Map<string, Map<string, ControlValue>>();
  private readonly listeners = new Set<(event: KernelEvent) => void>();
  private runs = 0;

  constructor(private readonly start: () => WorkerLike) {}

  /** Says how to start. Before the first run; later calls count from the next worker on. */
  open(options: OpenOptions): void {
    this.options = options;
  }

  /** The cells of the page, all of them, in order; again after every edit (cheap). A cell whose text changed turns
   *  stale if it has run. With another `language` than before, a changed text is a translation and stales nothing. */
  setCells(cells: CellSource[], language = this.options.language): void {
    const translated = language !== this.options.language;
    const before = new Map(this.cells.map((cell) => [cell.id, cell.source]));
    this.cells = cells;
    this.options = { ...this.options, language };
    if (this.worker) this.worker.postMessage({ type: "cells", cells, language });
    else if (!translated)
      for (const { id, source } of cells) if (before.has(id) && before.get(id) !== source) this.move(id, "edit");
  }

  /** What a cell shows now. */
  view(cell: string): Readonly<CellView> {
    return this.viewOf(cell);
  }

  /** Runs cells, and first what they need. Resolves when all have ended, however; a pending cell joins its run. */
  run(ids: string[]): Promise<RunResult[]> {
    const fresh = [...new Set(ids)].filter((id) => !isPending(this.viewOf(id).state));
    const results = Promise.all(ids.map((id) => this.join(id)));
    if (fresh.length > 0) this.post({ type: "run", run: this.enqueue(fresh), cells: fresh });
    return results;
  }

  /** Runs the cell's text with `code` after it, in a scope of its own: an exercise's check. */
  check(cell: string, code: string): Promise<RunResult> {
    const id = `${cell}:check`;
    const isFresh = !isPending(this.viewOf(id).state);
    const result = this.join(id);
    if (isFresh) this.post({ type: "check", run: this.enqueue([id]), cell, code });
    return result;
  }

  /** Stops a cell, or everything. Asks first; ends the worker if after a second it was not heard. */
  async stop(cell?: string): Promise<void> {
    const { worker } = this;
    const asked = [...this.views.keys()].filter(
      (id) => (cell === undefined || id === cell) && isPending(this.viewOf(id).state),
    );
    if (!worker || asked.length === 0) return;
    const ended = Promise.all(asked.map((id) => this.join(id)));
    worker.postMessage(cell === undefined ? { type: "stop" } : { type: "stop", cell });
    const timer = setTimeout(() => {
      if (this.worker === worker && this.isHeldUp(asked)) this.end("stop");
    }, graceMs);
    await ended;
    clearTimeout(timer);
  }

  /** Ends the worker. The next run starts a new one. */
  restart(): void {
    this.end("restart");
  }

  /** The reader moved a control: its name has this value; readers of it turn stale, `auto` ones run. */
  control(cell: string, name: string, value: ControlValue): void {
    const values = this.controls.get(cell) ?? new Map<string, ControlValue>();
    this.controls.set(cell, values.set(name, value));
    for (const output of this.viewOf(cell).outputs)
      if (output.kind === "input" && output.name === name) output.value = value;
    this.worker?.postMessage({ type: "control", run: ++this.runs, cell, name, value });
  }

  /** True once a worker has been started and not ended. */
  get isStarted(): boolean {
    return this.worker !== undefined;
  }

  /** Hears everything; the returned function ends it. */
  on(listener: (event: KernelEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  // ---- the wire

  private enqueue(ids: string[]): number {
    const run = ++this.runs;
    for (const id of ids) {
      this.viewOf(id).run = run;
      this.move(id, "enqueue");
    }
    return run;
  }

  /** The promise of the cell's next end. */
  private join(id: string): Promise<RunResult> {
    let pending = this.pending.get(id);
    if (!pending) this.pending.set(id, (pending = pendingResult()));
    return pending.promise;
  }

  /** One of the cells still runs, or waits for one of its own run that does. */
  private isHeldUp(asked: string[]): boolean {
    const waiting = asked.map((id) => this.viewOf(id)).filter(({ state }) => isPending(state));
    const runs = new Set(waiting.map(({ run }) => run));
    return [...this.views.values()].some(({ state, run }) => state === "running" && runs.has(run));
  }

  private post(message: ToKernel): void {
    this.worker ??= this.startWorker();
    this.worker.postMessage(message);
  }

  private startWorker(): WorkerLike {
    const worker = this.start();
    worker.onmessage = ({ data }) => {
      if (worker === this.worker) this.receive(data);
    };
    worker.onerror = (event) => {
      if (worker === this.worker) this.end("broken", event.message || "the kernel could not be loaded");
    };
    worker.postMessage({ type: "open", ...this.options });
    worker.postMessage({ type: "cells", cells: this.cells, language: this.options.language });
    for (const [cell, values] of this.controls)
      for (const [name, value] of values) worker.postMessage({ type: "control", run: 0, cell, name, value });
    return worker;
  }

  /** The one place where messages of an old run are dropped. */
  private receive(message: FromKernel): void {
    if ("run" in message) {
      const view = this.viewOf(message.cell);
      if (message.run < view.run) return;
      view.run = message.run;
    }
    switch (message.type) {
      case "ready":
        return;
      case "state":
        return this.receiveState(message);
      case "output":
      case "points":
        return this.emitOutput(message.cell, showIn(this.viewOf(message.cell), message));
      case "values":
        this.viewOf(message.cell).values = message.values;
        return this.emit({ type: "values", cell: message.cell, values: message.values });
      case "device":
      case "ledger":
      case "written":
        return this.emit(message);
      case "broken":
        return this.end("broken", message.message);
      default:
        message satisfies never;
    }
  }

  private receiveState({ cell, state, ms, error }: FromKernel & { type: "state" }): void {
    const view = this.viewOf(cell);
    const hasEnded = state === "done" || state === "failed" || state === "stopped";
    if (state === "running" || hasEnded) {
      view.ms = ms;
      view.error = error;
    }
    // A waiting cell said so itself when it was asked to run.
    if (state !== "queued" || view.state !== "queued") this.setState(cell, state);
    if (hasEnded) this.settle(cell);
  }

  // ---- the cells

  private end(why: "stop" | "restart" | "broken", message?: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.runs++;
    const lost = [...this.views].filter(([, view]) => Object.keys(view.values).length > 0);
    const names = lost.flatMap(([, view]) => Object.keys(view.values));
    for (const [id, view] of this.views) {
      view.values = {};
      if (message !== undefined && isPending(view.state)) this.fail(id, message);
      else this.move(id, "lose");
      this.settle(id);
    }
    this.emit({ type: "lost", why, names, cells: lost.map(([id]) => id), message });
    this.emit({ type: "device", backend: "none", reason: "" });
  }

  /** The kernel broke under a cell. */
  private fail(cell: string, message: string): void {
    const view = this.viewOf(cell);
    view.error = { name: "KernelError", message, cell };
    const output: Output = { kind: "error", text: message, error: view.error };
    this.emitOutput(cell, showIn(view, { type: "output", cell, run: view.run, op: "append", output }));
    this.move(cell, "fail");
  }

  private settle(cell: string): void {
    const { state, ms, error, outputs } = this.viewOf(cell);
    this.pending.get(cell)?.resolve({ state, ms: ms ?? 0, ...(error && { error }), outputs: [...outputs] });
    this.pending.delete(cell);
  }

  private move(cell: string, event: CellEvent): void {
    const { state } = this.viewOf(cell);
    const next = transition(state, event);
    if (next !== state) this.setState(cell, next);
  }

  private setState(cell: string, state: CellState): void {
    const view = this.viewOf(cell);
    view.state = state;
    const ms = isPending(state) ? undefined : view.ms;
    this.emit({ type: "state", cell, state, ms, error: view.error });
  }

  private viewOf(cell: string): CellView {
    let view = this.views.get(cell);
    if (!view) this.views.set(cell, (view = newView()));
    return view;
  }

  private emitOutput(cell: string, change: OutputChange): void {
    this.emit({ type: "output", cell, change, outputs: this.viewOf(cell).outputs });
  }

  private emit(event: KernelEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}

function pendingResult(): Pending {
  let resolve: Pending["resolve"] = () => {};
  const promise = new Promise<RunResult>((settle) => (resolve = settle));
  return { promise, resolve };
}
