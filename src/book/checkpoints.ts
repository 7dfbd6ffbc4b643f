// When the trainer takes a snapshot: at its beginning and end, and in between as often as it can afford. Reading
// happens beside the steps; a snapshot is handed over once the losses up to its step are known too.
import type { Snapshot } from "./snapshot";
import type { StateArrays } from "./training-state";

/** Snapshots are at least this far apart … */
const leastMs = 300;
/** … and take at most this share of the time. */
const share = 0.005;

export interface Source {
  read(): Promise<StateArrays>;
}

export class Checkpoints {
  private readonly waiting: Omit<Snapshot, "losses">[] = [];
  private reading: Promise<void> | undefined;
  private nextMs = -Infinity;

  /** `losses` grows while the run goes on. */
  constructor(
    private readonly source: Source,
    private readonly seed: number,
    private readonly losses: readonly number[],
    private readonly keep: (snapshot: Snapshot) => void,
  ) {}

  /** Between two steps: takes one if it is time, or wanted now, and hands over what is ready. */
  offer(step: number, isWanted = false): void {
    this.handOver();
    if (this.reading || (!isWanted && performance.now() < this.nextMs)) return;
    this.take(step).catch(() => {}); // what failed here fails the next step too
  }

  /** The last one, of this step; resolves when all are handed over. The losses must be known. */
  async finish(step: number): Promise<void> {
    await this.reading?.catch(() => {});
    await this.take(step);
  }

  private take(step: number): Promise<void> {
    const start = performance.now();
    this.reading = this.read(step).finally(() => (this.reading = undefined));
    const now = performance.now();
    this.nextMs = now + Math.max(leastMs, (now - start) / share);
    return this.reading;
  }

  private async read(step: number): Promise<void> {
    this.waiting.push({ step, seed: this.seed, ...(await this.source.read()) });
    this.handOver();
  }

  private handOver(): void {
    while (this.waiting[0] && this.losses.length >= this.waiting[0].step) {
      const snapshot = this.waiting.shift()!;
      this.keep({ ...snapshot, losses: Float32Array.from(this.losses.slice(0, snapshot.step)) });
    }
  }
}
