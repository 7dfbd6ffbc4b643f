// A training step that the device remembers. On WebGPU most of a small step is JavaScript that tells the GPU what it was told
// the step before; told once and recorded, it takes less than a millisecond. Elsewhere a step is taken as it is written.
import * as tf from "@tensorflow/tfjs";
import { stepHost } from "./step-host";

export interface CompiledStep<Batch extends tf.Tensor[] = tf.Tensor[]> {
  /** Takes a step and returns its loss, on the device. Batch and loss are the caller's to dispose of. */
  (...batch: Batch): tf.Scalar;
  /** The same; the first time the device compiles what the step needs beside the page. */
  ahead(...batch: Batch): Promise<tf.Scalar>;
  /** Frees what was recorded. */
  dispose(): void;
}

/** `step` updates the parameters and returns the loss:
 *
 *      const step = compileStep((X, y) => optimizer.minimize(() => lossOf(forward(params, X), y), true, variables)!);
 *
 *  The first steps are taken as they are written, and recorded; later ones are replayed on new batches of the same shapes.
 *  What changes from step to step comes in as a tensor of the batch: a number that JavaScript computes is remembered as it
 *  was. Learning rates of optimizers are followed, and what book/dropout draws from book/skipping. A step that cannot be recorded
 *  is taken as it is written, every time. All tensors that it makes are freed, except the loss. */
export function compileStep<Batch extends tf.Tensor[]>(step: (...batch: Batch) => tf.Scalar): CompiledStep<Batch> {
  const host = stepHost();
  if (host) return host.compile(step);
  const take = (...batch: Batch): tf.Scalar => tf.tidy(() => step(...batch));
  return Object.assign(take, { ahead: async (...batch: Batch) => take(...batch), dispose: () => {} });
}
