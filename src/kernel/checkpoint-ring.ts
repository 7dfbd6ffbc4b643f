// The snapshots of one training run that are worth their room: the first, the last, and between them as many as fit,
// spread evenly over the steps. Thins itself as it fills.
import { toBytes, type Snapshot } from "../book/snapshot";

/** 48 MB: some forty snapshots of the book's perceptron. */
const maxBytes = 48 * 2 ** 20;
const maxCount = 60;

export class CheckpointRing {
  private snapshots: Snapshot[] = [];
  private bytes = 0;

  constructor(private readonly limit = { bytes: maxBytes, count: maxCount }) {}

  /** In the order of their steps; one of the last step again replaces it. */
  get all(): readonly Snapshot[] {
    return this.snapshots;
  }

  get last(): Snapshot | undefined {
    return this.snapshots.at(-1);
  }

  find(step: number): Snapshot | undefined {
    return this.snapshots.find((snapshot) => snapshot.step === step);
  }

  /** Takes a snapshot of a later step. The newest stays, whatever its size. */
  add(snapshot: Snapshot): void {
    if (this.last?.step === snapshot.step) this.drop(this.snapshots.length - 1);
    this.snapshots.push(snapshot);
    this.bytes += toBytes(snapshot);
    while (this.isFull && this.snapshots.length > 1) this.drop(this.findSpare());
  }

  private get isFull(): boolean {
    return this.bytes > this.limit.bytes || this.snapshots.length > this.limit.count;
  }

  /** The one between first and last whose neighbours stand closest together; the first where there is none between. */
  private findSpare(): number {
    const gapAround = (i: number): number => this.snapshots[i + 1]!.step - this.snapshots[i - 1]!.step;
    let spare = 0;
    for (let i = 1; i < this.snapshots.length - 1; i++) if (spare === 0 || gapAround(i) < gapAround(spare)) spare = i;
    return spare;
  }

  private drop(index: number): void {
    const [gone] = this.snapshots.splice(index, 1);
    if (gone) this.bytes -= toBytes(gone);
  }
}
