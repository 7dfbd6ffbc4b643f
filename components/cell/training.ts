// Training on the page: hears of it from the kernel, shows each cell's row, keeps snapshots and earlier runs, and hands
// on what the reader asks. Fetched when a cell first trains, or when a page opens that has a training to go on with.
import type { KernelClient, KernelEvent } from "../../src/kernel/client";
import type { GoOn, KeptSnapshot, TrainingStatus } from "../../src/kernel/training-messages";
import { setOverlay, withStep } from "./figure-overlay";
import type { LiveCell } from "./live-cell";
import type { PageCells } from "./page-cells";
import { toSourceHash } from "./source-hash";
import { Pace } from "./training-pace";
import { TrainingRow, type TrainingPress } from "./training-row";
import { describeRun, EarlierRuns } from "./training-runs";
import { dropTraining, loadTrainings, saveTraining, type StoredTraining } from "./training-store";
import { toTrainingWords } from "./training-words";
import "./training.css";

/** A moving slider speaks at most this often. */
const paceMs = 60;
/** A time left is looked at this often. */
const clockMs = 500;

/** What the page knows of one cell's training. */
interface CellTraining {
  row: TrainingRow;
  status?: TrainingStatus | undefined;
  /** What it can go on from, after it broke off. */
  kept?: KeptSnapshot | undefined;
  /** Kept by an earlier visit. */
  stored?: StoredTraining | undefined;
  pace: Pace;
  runs: EarlierRuns;
  compares: boolean;
  began: string;
  controls: Record<string, string>;
  scrubbing?: ReturnType<typeof setTimeout> | undefined;
  release?: (() => void) | undefined;
}

export class TrainingsOfPage {
  readonly #cells = new Map<string, CellTraining>();
  #kernel: KernelClient | undefined;

  constructor(private readonly page: PageCells) {
    setInterval(() => this.#tick(), clockMs);
  }

  /** From now on shows what this kernel's cells train. */
  watch(kernel: KernelClient): void {
    if (this.#kernel) return;
    this.#kernel = kernel;
    kernel.on((event) => this.#hear(event));
    this.show();
  }

  /** Puts the rows under the page's cells, also after the page's text was exchanged for the other language's. */
  show(): void {
    for (const cell of this.page.cells) {
      const status = this.#kernel?.view(cell.cellId).training;
      if (!status && !this.#cells.has(cell.cellId)) continue;
      const training = this.#find(cell);
      if (!cell.contains(training.row.element)) this.#place(cell, training);
      if (status) this.#take(cell, training, status);
      else this.#draw(training);
    }
  }

  /** Offers what an earlier visit left, where the code is still the same and no other tab is at it. */
  async offer(): Promise<void> {
    const held = new Set((await navigator.locks?.query())?.held?.map(({ name }) => name));
    for (const stored of await loadTrainings(this.page.section)) {
      const cell = this.page.find(stored.cell);
      if (!cell || cell.state !== "idle" || held.has(this.#lockOf(cell))) continue;
      if (this.#hashOf(cell) !== stored.hash) continue;
      const training = this.#find(cell);
      training.stored = stored;
      this.#place(cell, training);
      this.#draw(training);
    }
  }

  // ---- what the kernel says

  #hear(event: KernelEvent): void {
    if (event.type === "lost") return this.#lose();
    if (!("cell" in event)) return;
    const cell = this.page.find(event.cell);
    if (!cell) return;
    if (event.type === "training") {
      const training = this.#find(cell);
      if (!cell.contains(training.row.element)) this.#place(cell, training);
      this.#take(cell, training, event.status);
    } else if (event.type === "snapshot") this.#keep(cell, event);
    else if (event.type === "state" && event.state === "running") this.#begin(cell);
  }

  /** A cell begins to run: what it drew before becomes an earlier run. */
  #begin(cell: LiveCell): void {
    const training = this.#cells.get(cell.cellId);
    if (!training) return;
    const { status, began: time, controls } = training;
    const loss = status?.checkpoints.at(-1)?.loss;
    if (status) training.runs.add(cell.outputs, { time, steps: status.step, loss, controls });
    training.status = training.stored = training.kept = undefined;
    training.pace.forget();
    training.began = clockNow();
    training.controls = this.#readControls();
    this.#draw(training);
  }

  #take(cell: LiveCell, training: CellTraining, status: TrainingStatus): void {
    const isLive = status.phase === "running" || status.phase === "paused";
    if (status.phase === "running") training.pace.add(status.step, performance.now());
    else training.pace.forget();
    training.status = status;
    training.stored = undefined;
    cell.toggleAttribute("data-paused", status.phase === "paused");
    if (isLive) this.#lock(cell, training);
    else training.release = void training.release?.();
    training.kept = status.phase === "stopped" && status.canGoOn ? this.#kernel?.view(cell.cellId).kept : undefined;
    if (status.phase === "done" || status.phase === "kept") this.#forget(cell);
    this.#draw(training);
  }

  #keep(cell: LiveCell, { index, total, bytes, snapshot }: Extract<KernelEvent, { type: "snapshot" }>): void {
    const training = this.#find(cell);
    if (!training.status?.canGoOn) return;
    const { section } = this.page;
    const controls = this.#kernel?.controlValues ?? [];
    const place = { section, cell: cell.cellId, hash: this.#hashOf(cell), controls: controls.filter(isPlain) };
    void saveTraining({ ...place, at: Date.now(), index, total, bytes, snapshot });
    if (training.status.phase !== "stopped") return;
    training.kept = { index, snapshot };
    this.#draw(training);
  }

  /** The worker is gone, and with it every checkpoint; what the page kept of a run that broke off is here. */
  #lose(): void {
    for (const [id, training] of this.#cells) {
      const view = this.#kernel?.view(id);
      training.status = view?.training;
      training.kept = view?.training?.canGoOn ? view.kept : undefined;
      training.release = void training.release?.();
      this.page.find(id)?.removeAttribute("data-paused");
      this.#draw(training);
    }
  }

  // ---- what the reader does

  #press(cell: LiveCell, press: TrainingPress): void {
    const training = this.#find(cell);
    const id = cell.cellId;
    switch (press) {
      case "pause":
        return this.#kernel?.train(id, "hold");
      case "resume":
        return this.#kernel?.train(id, "go");
      case "step":
      case "keep":
        return this.#kernel?.train(id, press);
      case "branch":
        return this.#goOn(cell, { cell: id, step: training.status!.shown! });
      case "goOn": {
        const kept = training.stored ?? training.kept;
        if (kept) this.#goOn(cell, { cell: id, index: kept.index, snapshot: kept.snapshot }, training.stored?.controls);
        return;
      }
      case "discard":
        training.stored = training.kept = undefined;
        this.#forget(cell);
        return this.#draw(training);
      case "compare":
        training.compares = !training.compares;
        this.#drawFigures(cell, training);
        return this.#draw(training);
      default:
        press satisfies never;
    }
  }

  #goOn(cell: LiveCell, goOn: GoOn, controls: StoredTraining["controls"] = []): void {
    void this.page.goOn(cell, goOn, controls);
  }

  #scrub(cell: LiveCell, index: number): void {
    const training = this.#find(cell);
    this.#draw(training);
    training.scrubbing ??= setTimeout(() => {
      training.scrubbing = undefined;
      const range = training.row.element.querySelector<HTMLInputElement>('input[type="range"]');
      const step = training.status?.checkpoints[Number(range?.value ?? index)]?.step;
      if (step !== undefined) this.#kernel?.show(cell.cellId, step);
    }, paceMs);
  }

  #removeRun(cell: LiveCell, index: number): void {
    const training = this.#find(cell);
    training.runs.remove(training.runs.all[index]!);
    this.#drawFigures(cell, training);
    this.#draw(training);
  }

  // ---- drawing

  #find(cell: LiveCell): CellTraining {
    let training = this.#cells.get(cell.cellId);
    if (!training) {
      const controls = this.#readControls();
      const rest = { pace: new Pace(), runs: new EarlierRuns(), compares: true, began: clockNow(), controls };
      this.#cells.set(cell.cellId, (training = { row: this.#newRow(cell.cellId), ...rest }));
    }
    return training;
  }

  #newRow(id: string): TrainingRow {
    const find = (): LiveCell => this.page.find(id)!;
    return new TrainingRow(id, toTrainingWords(this.page.language), {
      press: (press) => this.#press(find(), press),
      scrub: (index) => this.#scrub(find(), index),
      removeRun: (index) => this.#removeRun(find(), index),
    });
  }

  /** A cell of the other language's page gets a row in its words. */
  #place(cell: LiveCell, training: CellTraining): void {
    training.row = this.#newRow(cell.cellId);
    const output = cell.findPart("output");
    output.after(training.row.element);
    this.#drawFigures(cell, training);
  }

  #drawFigures(cell: LiveCell, training: CellTraining): void {
    const { runs } = training;
    setOverlay(cell.findPart("output"), (figure, index) =>
      withStep(training.compares ? runs.drawInto(figure, index) : figure, findShown(training.status)),
    );
  }

  #draw(training: CellTraining): void {
    const { status, stored, kept, runs, compares } = training;
    const words = toTrainingWords(this.page.language);
    const now = performance.now();
    const old = stored && words.offer(toClock(stored.at), stored.snapshot.step, stored.total);
    const broken = kept && status && words.stoppedAt(kept.snapshot.step, status.total);
    training.row.show({
      status,
      rate: training.pace.stepsPerSecond(now),
      left: status && training.pace.secondsLeft(status.total, now),
      offer: old ?? broken,
      runs: runs.all.map((run) => ({ text: describeRun(run, training.controls, words.steps), colour: run.colour })),
      compares,
    });
  }

  /** A pace that is not heard of any more is not known any more. */
  #tick(): void {
    for (const training of this.#cells.values()) if (training.status?.phase === "running") this.#draw(training);
  }

  // ---- small

  #forget(cell: LiveCell): void {
    void dropTraining({ section: this.page.section, cell: cell.cellId });
  }

  /** Held while the cell trains, so that another tab does not offer to go on with it. */
  #lock(cell: LiveCell, training: CellTraining): void {
    if (training.release) return;
    const held = new Promise<void>((resolve) => (training.release = resolve));
    void navigator.locks?.request(this.#lockOf(cell), () => held);
  }

  #lockOf(cell: LiveCell): string {
    return `book:training:${this.page.section}#${cell.cellId}`;
  }

  #hashOf(last: LiveCell): string {
    const { cells } = this.page;
    const sources = cells.slice(0, cells.indexOf(last) + 1).filter((cell) => !cell.isExercise && !cell.isOwn);
    return toSourceHash(sources.map(({ source }) => source).join("\n")).common;
  }

  /** The controls of the page as they stand, by label. */
  #readControls(): Record<string, string> {
    const outputs = this.page.cells.flatMap((cell) => cell.outputs);
    const inputs = outputs.flatMap((output) => (output.kind === "input" ? [output] : []));
    return Object.fromEntries(
      inputs.flatMap(({ control, value }) => (typeof value === "object" ? [] : [[control.label, String(value)]])),
    );
  }
}

/** The step whose network the cell holds, where that is not the last. */
function findShown(status: TrainingStatus | undefined): number | undefined {
  return status && status.shown !== status.step ? status.shown : undefined;
}

function clockNow(): string {
  return toClock(Date.now());
}

function toClock(ms: number): string {
  return new Date(ms).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

function isPlain(control: {
  cell: string;
  name: string;
  value: unknown;
}): control is StoredTraining["controls"][number] {
  return ["number", "string", "boolean"].includes(typeof control.value);
}
