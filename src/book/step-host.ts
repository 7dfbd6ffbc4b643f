// What a training step may ask of whoever runs it: to be recorded on the device and replayed there, and random numbers made
// there. The kernel provides it where the device can; where nobody does, a step is taken as it is written.
import type * as tf from "@tensorflow/tfjs";
import type { CompiledStep } from "./compile-step";
import type { Place } from "./skipping";

export interface StepHost {
  /** The same step, recorded where that can be. */
  compile<Batch extends tf.Tensor[]>(step: (...batch: Batch) => tf.Scalar): CompiledStep<Batch>;
  /** Numbers of U[0, 1) from where they stand, the same as random.ts gives. `next` is asked anew at every replay. */
  uniforms(shape: number[], next: () => Place): tf.Tensor;
}

let current: StepHost | undefined;

/** Called by the kernel, or a test, before anything trains. */
export function setStepHost(host: StepHost | undefined): void {
  current = host;
}

export function stepHost(): StepHost | undefined {
  return current;
}
