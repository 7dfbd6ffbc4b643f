// What the page knows of one cell's training, and how it shows it: the row under the outputs, curves of earlier runs in
// the figures. Hears nothing of the kernel; training.ts tells it.
import type { KeptSnapshot, TrainingStatus } from "../../src/kernel/training-messages";
import { setOverlay, withStep } from "./figure-overlay";
import type { LiveCell } from "./live-cell";
import { pageFrames } from "./page-frames";
import { Pace } from "./training-pace";
import { TrainingRow, type RowListener } from "./training-row";
import { describeRun, EarlierRuns } from "./training-runs";
import type { StoredTraining } from "./training-store";
import type { TrainingWords } from "./training-words";

export class TrainedCell {
  status: TrainingStatus | undefined;
  /** What it can go on from, after it broke off. */
  kept: KeptSnapshot | undefined;
  /** Kept by an earlier visit. */
  stored: StoredTraining | undefined;
  /** Earlier curves are drawn. */
  compares = true;
  readonly pace = new Pace();
  readonly runs = new EarlierRuns();
  #row: TrainingRow;
  /** In which phase its row was last drawn. */
  #drawn: TrainingStatus["phase"] | undefined;
  #began = toClock(Date.now());
  #release: (() => void) | undefined;

  /** `controls` are those of the page as they stand, by label. */
  constructor(
    private readonly id: string,
    private words: TrainingWords,
    private readonly listener: RowListener,
    private controls: Record<string, string>,
  ) {
    this.#row = new TrainingRow(id, words, listener);
  }

  /** Stands under the cell's outputs; under those of the other language's page in its words. */
  attach(cell: LiveCell, words: TrainingWords): void {
    if (this.#row.element.isConnected && cell.contains(this.#row.element)) return;
    this.words = words;
    this.#row = new TrainingRow(this.id, words, this.listener);
    this.#drawn = undefined;
    cell.findPart("output").after(this.#row.element);
    this.drawFigures(cell);
  }

  /** The cell begins to run: what it drew before becomes an earlier run. */
  begin(cell: LiveCell, controls: Record<string, string>): void {
    const { status } = this;
    const facts = { time: this.#began, loss: status?.checkpoints.at(-1)?.loss, controls: this.controls };
    if (status) this.runs.add(cell.outputs, { ...facts, steps: status.step });
    this.status = this.stored = this.kept = undefined;
    this.pace.forget();
    this.#began = toClock(Date.now());
    this.controls = controls;
    this.draw();
  }

  /** Its row as it now is: while it goes on, in the page's next frame. */
  draw(): void {
    const { status } = this;
    const ticks = status?.phase === "running" && this.#drawn === "running";
    if (ticks) return pageFrames.draw(this, () => this.#drawRow());
    pageFrames.drop(this);
    this.#drawRow();
  }

  #drawRow(): void {
    this.#drawn = this.status?.phase;
    const { status, stored, kept, words } = this;
    const now = performance.now();
    const old = stored && words.offer(toClock(stored.at), stored.snapshot.step, stored.total);
    const broken = kept && status && words.stoppedAt(kept.snapshot.step, status.total);
    const toLine = (run: EarlierRuns["all"][number]): string => describeRun(run, this.controls, words.steps);
    this.#row.show({
      status,
      rate: this.pace.stepsPerSecond(now),
      left: status && this.pace.secondsLeft(status.total, now),
      offer: old ?? broken,
      runs: this.runs.all.map((run) => ({ text: toLine(run), colour: run.colour })),
      compares: this.compares,
    });
  }

  drawFigures(cell: LiveCell): void {
    setOverlay(cell.findPart("output"), (figure, index) =>
      withStep(this.compares ? this.runs.drawInto(figure, index) : figure, this.marked),
    );
  }

  /** Held while the cell trains, so that another tab does not offer to go on with it. */
  lock(name: string): void {
    if (this.#release) return;
    const held = new Promise<void>((resolve) => (this.#release = resolve));
    void navigator.locks?.request(name, () => held);
  }

  unlock(): void {
    this.#release?.();
    this.#release = undefined;
  }

  /** The step whose network the cell holds, where that is not the last. */
  get marked(): number | undefined {
    return this.status && this.status.shown !== this.status.step ? this.status.shown : undefined;
  }
}

/** 10:31 */
function toClock(ms: number): string {
  return new Date(ms).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
