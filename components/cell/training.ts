// Training on the page: hears of it from the kernel, tells each cell's row, stores snapshots, and hands on what the
// reader asks. Fetched when a cell first trains, or when a page opens that has a training to go on with.
import type { KernelClient, KernelEvent } from "../../src/kernel/client";
import type { TrainingStatus } from "../../src/kernel/training-messages";
import type { LiveCell } from "./live-cell";
import type { PageCells } from "./page-cells";
import { toSourceHash } from "./source-hash";
import { TrainedCell } from "./training-cell";
import type { TrainingPress } from "./training-row";
import { dropTraining, loadTrainings, saveTraining, type StoredTraining } from "./training-store";
import { toTrainingWords } from "./training-words";
import "./training.css";

/** A moving slider speaks at most this often. */
const paceMs = 60;
/** A time left is looked at this often. */
const clockMs = 500;

export class TrainingsOfPage {
  readonly #cells = new Map<string, TrainedCell>();
  #kernel: KernelClient | undefined;
  /** The checkpoint that a hand wants to see next. */
  #wanted: { cell: string; index: number } | undefined;

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
      if (status) this.#take(cell, status);
      else if (this.#cells.has(cell.cellId)) this.#find(cell).draw();
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
      training.draw();
    }
  }

  // ---- what the kernel says

  #hear(event: KernelEvent): void {
    if (event.type === "lost") return this.#lose();
    if (!("cell" in event)) return;
    const cell = this.page.find(event.cell);
    if (!cell) return;
    if (event.type === "training") this.#take(cell, event.status);
    else if (event.type === "snapshot") this.#store(cell, event);
    else if (event.type === "state" && event.state === "running")
      this.#cells.get(cell.cellId)?.begin(cell, this.#readControls());
  }

  #take(cell: LiveCell, status: TrainingStatus): void {
    const training = this.#find(cell);
    const { marked } = training;
    if (status.phase === "running") training.pace.add(status.step, performance.now());
    else training.pace.forget();
    training.status = status;
    training.stored = undefined;
    training.kept = status.phase === "stopped" && status.canGoOn ? this.#kernel?.view(cell.cellId).kept : undefined;
    this.#showHeld(cell, status.phase === "paused");
    if (status.phase === "running" || status.phase === "paused") training.lock(this.#lockOf(cell));
    else training.unlock();
    if (status.phase === "done" || status.phase === "kept") this.#forget(cell);
    training.draw();
    if (training.marked !== marked) training.drawFigures(cell);
  }

  /** A cell that is held is not said to be running, though its run is not over. */
  #showHeld(cell: LiveCell, isHeld: boolean): void {
    if (isHeld === cell.hasAttribute("data-paused")) return;
    cell.toggleAttribute("data-paused", isHeld);
    if (cell.state !== "running") return;
    cell.say(isHeld ? toTrainingWords(this.page.language).held : this.page.strings.states.running);
  }

  #store(cell: LiveCell, { index, total, bytes, snapshot }: Extract<KernelEvent, { type: "snapshot" }>): void {
    if (!this.#find(cell).status?.canGoOn) return;
    const controls = this.#kernel?.controlValues.filter(isPlain) ?? [];
    const place = { section: this.page.section, cell: cell.cellId, hash: this.#hashOf(cell), controls };
    void saveTraining({ ...place, at: Date.now(), index, total, bytes, snapshot });
  }

  /** The worker is gone, and with it every checkpoint; what the page kept of a run that broke off is here. */
  #lose(): void {
    for (const [id, training] of this.#cells) {
      const view = this.#kernel?.view(id);
      training.status = view?.training;
      training.kept = view?.training?.canGoOn ? view.kept : undefined;
      training.unlock();
      this.page.find(id)?.removeAttribute("data-paused");
      training.draw();
    }
  }

  // ---- what the reader does

  #press(cell: LiveCell, press: TrainingPress): void {
    const id = cell.cellId;
    const training = this.#find(cell);
    const kept = training.stored ?? training.kept;
    switch (press) {
      case "pause":
        return this.#kernel?.train(id, "hold");
      case "resume":
        return this.#kernel?.train(id, "go");
      case "step":
      case "keep":
        return this.#kernel?.train(id, press);
      case "branch":
        return void this.page.goOn(cell, { cell: id, step: training.status?.shown ?? 0 }, []);
      case "goOn": {
        if (!kept) return;
        const { index, snapshot } = kept;
        return void this.page.goOn(cell, { cell: id, index, snapshot }, training.stored?.controls ?? []);
      }
      case "discard":
        training.stored = training.kept = undefined;
        this.#forget(cell);
        return training.draw();
      case "compare":
        training.compares = !training.compares;
        training.drawFigures(cell);
        return training.draw();
      default:
        press satisfies never;
    }
  }

  #scrub(cell: LiveCell, index: number): void {
    const isWaiting = this.#wanted !== undefined;
    this.#wanted = { cell: cell.cellId, index };
    this.#find(cell).draw();
    if (!isWaiting) setTimeout(() => this.#showWanted(), paceMs);
  }

  #showWanted(): void {
    const { cell = "", index = 0 } = this.#wanted ?? {};
    this.#wanted = undefined;
    const step = this.#cells.get(cell)?.status?.checkpoints[index]?.step;
    if (step !== undefined) this.#kernel?.show(cell, step);
  }

  #removeRun(cell: LiveCell, index: number): void {
    const training = this.#find(cell);
    training.runs.remove(training.runs.all[index]!);
    training.drawFigures(cell);
    training.draw();
  }

  // ---- small

  /** What is known of the cell's training, with its row in its place. */
  #find(cell: LiveCell): TrainedCell {
    const words = toTrainingWords(this.page.language);
    const id = cell.cellId;
    const now = (): LiveCell => this.page.find(id)!;
    const listener = {
      press: (press: TrainingPress) => this.#press(now(), press),
      scrub: (index: number) => this.#scrub(now(), index),
      removeRun: (index: number) => this.#removeRun(now(), index),
    };
    const training = this.#cells.get(id) ?? new TrainedCell(id, words, listener, this.#readControls());
    this.#cells.set(id, training);
    training.attach(cell, words);
    return training;
  }

  /** A pace that is not heard of any more is not known any more. */
  #tick(): void {
    for (const training of this.#cells.values()) if (training.status?.phase === "running") training.draw();
  }

  #forget(cell: LiveCell): void {
    void dropTraining({ section: this.page.section, cell: cell.cellId });
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

function isPlain(control: {
  cell: string;
  name: string;
  value: unknown;
}): control is StoredTraining["controls"][number] {
  return ["number", "string", "boolean"].includes(typeof control.value);
}
