// The page's side of the kernel: starts the worker on the first run, numbers the runs, tells the cells
// (cell-views.ts) what became of them, and ends the worker when a stop is not heard. Knows no DOM; a test gives it a
// worker of its own.
import { BackgroundProbe } from "./background-probe";
import { showIn } from "./cell-view";
import { CellViews } from "./cell-views";
import { toCheckId } from "./check-id";
import { newProbeMemory } from "./probe-memory";
import { toShownValue } from "./shown-value";
import { hasEnded, isPending } from "./transition";
import type { CellView } from "./cell-view";
import type { KernelEvent, OpenOptions, RunResult } from "./kernel-event";
import type { ControlValue } from "./output";
import type { ProbeMemory } from "./probe-memory";
import type { BackendName, CellSource, FromKernel, ToKernel } from "./protocol";
import type { GoOn, TrainingAsk } from "./training-messages";

/** How long a stop may go unheard before the worker is ended. */
export const graceMs = 1000;

/** The part of Worker that the client uses. */
export interface WorkerLike {
  postMessage(message: ToKernel): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromKernel>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export class KernelClient {
  private worker: WorkerLike | undefined;
  private options: OpenOptions = { language: "zh", base: "/" };
  private cells: CellSource[] = [];
  private readonly views = new CellViews();
  /** The reader's control values, by cell and name, told again to a new worker. */
  private readonly controls = new Map<string, Map<string, ControlValue>>();
  private readonly profiled = new Set<string>();
  private readonly probe: BackgroundProbe;
  private device: (FromKernel & { type: "device" }) | undefined;
  private runs = 0;

  constructor(
    private readonly start: () => WorkerLike,
    private readonly memory: ProbeMemory = newProbeMemory(),
  ) {
    this.probe = new BackgroundProbe(start, memory, (reason) => {
      if (this.device) this.views.emit({ ...this.device, reason });
    });
  }

  /** Says how to start. Before the first run; later calls count from the next worker on. */
  open(options: OpenOptions): void {
    this.options = options;
  }

  /** The cells of the page, all of them, in order; again after every edit (cheap). A cell whose text changed turns
   *  stale if it has run. With another `language` than before, a changed text is a translation and stales nothing. */
  setCells(cells: CellSource[], language = this.options.language): void {
    const translated = language !== this.options.language;
    const before = new Map(this.cells.map((cell) => [cell.id, cell.source]));
    if (!translated && cells.some(({ id, source }) => before.has(id) && before.get(id) !== source))
      this.views.brokenOff = undefined; // it would be another training
    this.cells = cells;
    this.options = { ...this.options, language };
    if (this.worker) this.worker.postMessage({ type: "cells", cells, language });
    else if (!translated)
      for (const { id, source } of cells) if (before.has(id) && before.get(id) !== source) this.views.move(id, "edit");
  }

  /** What a cell shows now. */
  view(cell: string): Readonly<CellView> {
    return this.views.get(cell);
  }

  /** Runs cells, and first what they need. Resolves when all have ended, however; a pending cell joins its run.
   *  With `goOn`, that cell's training goes on from there. */
  run(ids: string[], goOn?: GoOn): Promise<RunResult[]> {
    const fresh = [...new Set(ids)].filter((id) => !isPending(this.views.get(id).state));
    const results = Promise.all(ids.map((id) => this.views.join(id)));
    if (fresh.length === 0) return results;
    goOn ??= this.views.takeGoOn(fresh);
    this.post({ type: "run", run: this.enqueue(fresh), cells: fresh, ...(goOn && { goOn }) });
    return results;
  }

  /** Runs the cell's text with `code` after it, in a scope of its own: an exercise's check. */
  check(cell: string, code: string): Promise<RunResult> {
    const id = toCheckId(cell);
    const isFresh = !isPending(this.views.get(id).state);
    const result = this.views.join(id);
    if (isFresh) this.post({ type: "check", run: this.enqueue([id]), cell, code });
    return result;
  }

  /** Stops a cell, or everything. Asks first; ends the worker if after a second it was not heard. */
  async stop(cell?: string): Promise<void> {
    const { worker } = this;
    const isAsked = (id: string): boolean => cell === undefined || id === cell;
    const asked = this.views.all.filter(([id, view]) => isAsked(id) && isPending(view.state)).map(([id]) => id);
    if (!worker || asked.length === 0) return;
    const ended = Promise.all(asked.map((id) => this.views.join(id)));
    worker.postMessage(cell === undefined ? { type: "stop" } : { type: "stop", cell });
    const timer = setTimeout(() => {
      if (this.worker === worker && this.views.isHeldUp(asked)) this.end("stop");
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
    for (const output of this.views.get(cell).outputs)
      if (output.kind === "input" && output.name === name) output.value = toShownValue(value);
    this.views.brokenOff = undefined; // it would be another training
    this.worker?.postMessage({ type: "control", run: ++this.runs, cell, name, value });
  }

  /** Asks something of the training that the cell is in. */
  train(cell: string, ask: TrainingAsk): void {
    this.worker?.postMessage({ type: "training", cell, ask });
  }

  /** The cell's names are to hold its network as it was at this checkpoint. */
  show(cell: string, step: number): void {
    this.worker?.postMessage({ type: "show", run: ++this.runs, cell, step });
  }

  /** Runs of the cell tell which kernels they call, or no longer. */
  profile(cell: string, on: boolean): void {
    if (on) this.profiled.add(cell);
    else this.profiled.delete(cell);
    this.worker?.postMessage({ type: "profile", cell, on });
  }

  /** What the reader has set, of all cells. */
  get controlValues(): { cell: string; name: string; value: ControlValue }[] {
    return [...this.controls].flatMap(([cell, values]) => [...values].map(([name, value]) => ({ cell, name, value })));
  }

  /** True once a worker has been started and not ended. */
  get isStarted(): boolean {
    return this.worker !== undefined;
  }

  /** Hears everything; the returned function ends it. */
  on(listener: (event: KernelEvent) => void): () => void {
    return this.views.on(listener);
  }

  // ---- the wire

  private enqueue(ids: string[]): number {
    const run = ++this.runs;
    this.probe.rest(false);
    for (const id of ids) {
      this.views.get(id).run = run;
      this.views.move(id, "enqueue");
    }
    return run;
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
    worker.postMessage({ type: "open", ...this.options, probes: this.memory.read() });
    worker.postMessage({ type: "cells", cells: this.cells, language: this.options.language });
    for (const [cell, values] of this.controls)
      for (const [name, value] of values) worker.postMessage({ type: "control", run: 0, cell, name, value });
    for (const cell of this.profiled) worker.postMessage({ type: "profile", cell, on: true });
    return worker;
  }

  /** The one place where messages of an old run are dropped. */
  private receive(message: FromKernel): void {
    if ("run" in message) {
      const view = this.views.get(message.cell);
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
        return this.views.emitOutput(message.cell, showIn(this.views.get(message.cell), message));
      case "values":
        Object.assign(this.views.get(message.cell), { values: message.values, bands: message.bands });
        return this.views.emit({ type: "values", cell: message.cell, values: message.values, bands: message.bands });
      case "training":
        return this.views.setTraining(message.cell, message.status);
      case "snapshot":
        return this.views.keep(message);
      case "device":
        this.device = message;
        if (message.isGuess) this.probe.want(this.options, message.backend as BackendName);
        return this.views.emit(message);
      case "probed":
        return; // a worker of its own says so
      case "ledger":
      case "written":
        return this.views.emit(message);
      case "broken":
        this.end("broken", message.message, message.hint);
        this.views.brokenOff = message.goesOn;
        return;
      default:
        message satisfies never;
    }
  }

  private receiveState({ cell, state, ms, error }: FromKernel & { type: "state" }): void {
    const view = this.views.get(cell);
    if (state === "running" || hasEnded(state)) {
      view.ms = ms;
      view.error = error;
    }
    // A waiting cell said so itself when it was asked to run.
    if (state !== "queued" || view.state !== "queued") this.views.setState(cell, state);
    if (hasEnded(state)) this.views.settle(cell);
    this.probe.rest(!this.views.all.some(([, { state }]) => isPending(state)));
  }

  // ---- the cells

  private end(why: "stop" | "restart" | "broken", message?: string, hint?: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.device = undefined;
    this.probe.forget();
    this.runs++;
    const lost = this.views.all.filter(([, view]) => Object.keys(view.values).length > 0);
    const names = lost.flatMap(([, view]) => Object.keys(view.values));
    for (const [id, view] of this.views.all) {
      view.values = {};
      this.views.loseTraining(id);
      if (message !== undefined && isPending(view.state)) this.views.fail(id, message, hint);
      else this.views.move(id, "lose");
      this.views.settle(id);
    }
    this.views.emit({ type: "lost", why, names, cells: lost.map(([id]) => id), message });
    this.views.emit({ type: "device", backend: "none", reason: "" });
  }
}
