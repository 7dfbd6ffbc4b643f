// What the trainer asks of whoever watches it: may I go on, here is a snapshot, this is what came of it. The kernel
// provides it (and with it pause, step, stop-and-keep, going on from a snapshot); where nobody does, training just runs.
import type { Snapshot } from "./snapshot";

export interface TrainingHost {
  /** A run of the trainer begins. */
  begin(plan: TrainingPlan): TrainingHandle | undefined;
}

export interface TrainingPlan {
  /** Steps from beginning to end. */
  total: number;
  /** False where what the cell does between epochs could not be made up for, going on from a snapshot. */
  canGoOn: boolean;
}

export interface TrainingHandle {
  /** Where to go on from, if that was asked for. */
  readonly from: Snapshot | undefined;
  /** The loop is to ask `next` after every step, not only when a turn is due. Cheap. */
  readonly isHeld: boolean;
  /** The reader asked the run to end; the last snapshot is still wanted. */
  readonly isStopped: boolean;
  /** Between two steps. Resolves when the loop may go on, with false if it is to end here and keep what it has;
   *  rejects when the reader asked to stop. */
  next(step: number): Promise<boolean>;
  /** Takes a snapshot over. They come in order; the first is of step 0, or of where the run went on from. */
  keep(snapshot: Snapshot): void;
  /** The run ended by itself or was kept; its last snapshot came before. */
  end(trained: Trained): void;
}

export interface Trained {
  step: number;
  /** The network that the run returns. */
  net: object;
  /** The same network as it was at a snapshot, in tensors of its own. */
  restore(snapshot: Snapshot): { params: Record<string, { dispose(): void }> };
}

let current: TrainingHost | undefined;

/** Called by the kernel, or a test, before anything trains. */
export function setTrainingHost(host: TrainingHost | undefined): void {
  current = host;
}

export function beginTraining(plan: TrainingPlan): TrainingHandle | undefined {
  return current?.begin(plan);
}
