// What a network is trained and tested on: labelled examples that can be asked for by number, a batch at a time.
// The examples stay on the host; only the batch in use is a tensor, so 60,000 images never sit on the device.
import type * as tf from "@tensorflow/tfjs";

// B batch, D features

export interface Batch {
  /** (B, D) float32 */
  X: tf.Tensor2D;
  /** (B) int32: the class of each row, a whole number */
  y: tf.Tensor1D;
}

export interface Examples {
  count: number;
  /** The class of every example, on the host. */
  labels: Uint8Array;
  /** These examples as two new tensors; whoever asked disposes of them. */
  batch(rows: ArrayLike<number>): Batch;
}
