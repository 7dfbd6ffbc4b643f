// One run of the trainer in the worker: whether it may take its next step, the checkpoints it gave, and what the page
// is told of it. Knows no cells; trainings.ts knows which one it is in.
import { CheckpointRing } from "./checkpoint-ring";
import type { Snapshot } from "../book/snapshot";
import type { Trained, TrainingHandle, TrainingPlan } from "../book/training-host";
import type { TrainingAsk, TrainingStatus } from "./training-messages";

/** What a training needs of the run of the cell that it is in. */
export interface TrainingPort {
  /** Tells the page. */
  tell(status: TrainingStatus): void;
  /** Calls `tell` when the page is told something else, or a little later. */
  soon(tell: () => void): void;
  /** Gives the page a snapshot, to keep it where the end of this worker does not reach. */
  send(snapshot: Snapshot): void;
  /** The cell is to end: the reader asked for it, or its device failed. */
  isStopped(): boolean;
  /** What it computes is worth nothing any more. */
  isBroken(): boolean;
  /** Rejects when they did. */
  turn(): Promise<void>;
}

/** The page is given a snapshot at most this often, … */
const leastSendMs = 2000;
/** … a large one more rarely, because it is copied: that may take this share of the time. */
const sendShare = 0.004;

/** A training that lost its device: the step it had reached, and the one it can go on from. */
export interface BrokenOff {
  step: number;
  from: number;
}

export class Training implements TrainingHandle {
  readonly ring = new CheckpointRing();
  trained: Trained | undefined;
  readonly status: TrainingStatus;
  private mode: "go" | "hold" | "keep" = "go";
  /** Steps that may be taken although it is held. */
  private singles = 0;
  private wake: () => void = () => {};
  private nextSendMs = performance.now() + leastSendMs;

  /** `earlier` are checkpoints of the run that this one goes on from. */
  constructor(
    { total, canGoOn }: TrainingPlan,
    private readonly port: TrainingPort,
    readonly from: Snapshot | undefined,
    earlier: readonly Snapshot[],
  ) {
    const step = from?.step ?? 0;
    this.status = { phase: "running", step, total, from: step, canGoOn, checkpoints: [], names: [] };
    for (const snapshot of earlier) if (snapshot.step < step) this.ring.add(snapshot);
    this.tell();
  }

  /** It has ended, and the cell that it is in too. */
  get isOver(): boolean {
    return this.status.phase !== "running" && this.status.phase !== "paused";
  }

  // ---- what the reader asks

  ask(ask: TrainingAsk): void {
    if (this.isOver) return;
    if (ask === "step" && this.mode === "hold") this.singles++;
    else this.mode = ask === "step" ? "hold" : ask;
    this.wake();
  }

  /** A stop was asked of the cell: a held training is to hear it. */
  stop(): void {
    this.wake();
  }

  // ---- what the trainer asks

  get isHeld(): boolean {
    return this.mode !== "go";
  }

  get isStopped(): boolean {
    return this.port.isStopped() && !this.port.isBroken();
  }

  async next(step: number): Promise<boolean> {
    this.status.step = step;
    while (this.mustWait) await this.pause();
    this.singles = Math.max(0, this.singles - 1);
    if (this.port.isStopped()) await this.port.turn();
    this.port.soon(() => this.isOver || this.tell());
    return this.mode !== "keep";
  }

  keep(snapshot: Snapshot): void {
    this.ring.add(snapshot);
    this.status.checkpoints = this.ring.all.map(({ step, losses }) => ({ step, loss: losses.at(-1) ?? NaN }));
    if (this.mode === "hold" || performance.now() >= this.nextSendMs) this.send(snapshot);
  }

  end(trained: Trained): void {
    this.trained = trained;
  }

  /** The first step whose loss was no finite number, if there was one. */
  get lostAt(): number | undefined {
    const index = this.ring.last?.losses.findIndex((loss) => !Number.isFinite(loss)) ?? -1;
    return index < 0 ? undefined : index + 1;
  }

  // ---- the end of the cell that it is in

  /** The cell has ended; `names` of it hold the network. */
  settle(isDone: boolean, names: string[]): void {
    if (this.isOver) return;
    const { trained, status } = this;
    status.names = names;
    if (isDone && trained) status.shown = status.step = trained.step;
    else if (this.ring.last) this.send(this.ring.last);
    status.phase = !isDone || !trained ? "stopped" : trained.step < status.total ? "kept" : "done";
    this.tell();
  }

  /** The device is gone: the page is given what there is. Returns where it was and where it can go on, if it can. */
  breakOff(): BrokenOff | undefined {
    const { last } = this.ring;
    if (this.isOver || !this.status.canGoOn || !last || last.step === 0) return undefined;
    this.send(last);
    return { step: this.status.step, from: last.step };
  }

  tell(): void {
    this.port.tell({ ...this.status });
  }

  private get mustWait(): boolean {
    const { step, total } = this.status;
    return this.mode === "hold" && this.singles === 0 && step < total && !this.port.isStopped();
  }

  private async pause(): Promise<void> {
    this.status.phase = "paused";
    this.tell();
    await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.mode !== "hold") this.status.phase = "running";
  }

  private send(snapshot: Snapshot): void {
    const start = performance.now();
    this.port.send(snapshot);
    const now = performance.now();
    this.nextSendMs = now + Math.max(leastSendMs, (now - start) / sendShare);
  }
}
