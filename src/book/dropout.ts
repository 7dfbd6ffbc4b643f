// Dropout from the book's own generator (random.ts): the same mask for the same seed on every device.
// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout", JMLR 15 (2014); scaled while training.
import * as tf from "@tensorflow/tfjs";
import type { Random } from "./random";

/** 1/(1 − rate) with probability 1 − rate, otherwise 0; the mean is 1. Any shape.
 *  Throws RangeError unless 0 ≤ rate < 1. */
export function dropoutMask(shape: number[], rate: number, random: Random): tf.Tensor {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`dropout: rate must be at least 0 and below 1, got ${rate}`);
  const size = shape.reduce((product, n) => product * n, 1);
  return tf.tensor(
    random.uniforms(size).map((u) => (u < rate ? 0 : 1 / (1 - rate))),
    shape,
  );
}

/** X with some numbers left out and the others made larger, so that the mean stays. X any shape → the same shape.
 *  For training; when predicting, leave it out. */
export function dropout<T extends tf.Tensor>(X: T, rate: number, random: Random): T {
  return tf.tidy(() => tf.mul(X, dropoutMask(X.shape, rate, random))) as T;
}
