// Dropout from the book's own generator (random.ts): the same mask for the same seed on every device.
// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout", JMLR 15 (2014); scaled while training.
import * as tf from "@tensorflow/tfjs";
import type { Random } from "./random";
import { stepHost } from "./step-host";

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

/** The same mask from numbers that are drawn on the device where a step may be recorded (step-host.ts). */
function maskInStep(shape: number[], rate: number, random: Random): tf.Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const host = stepHost();
  if (!host || size === 0 || !(rate >= 0 && rate < 1)) return dropoutMask(shape, rate, random);
  const uniforms = host.uniforms(shape, () => random.skip(size));
  const least = Math.ceil(rate * 2 ** 24) * 2 ** -24; // they are multiples of 2⁻²⁴: in float32 the same ones are below it
  const mask = tf.tidy(() =>
    tf
      .greaterEqual(uniforms, least)
      .cast("float32")
      .mul(1 / (1 - rate)),
  );
  uniforms.dispose();
  return mask;
}

/** X with some numbers left out and the others made larger, so that the mean stays. X any shape → the same shape.
 *  For training; when predicting, leave it out. */
export function dropout<T extends tf.Tensor>(X: T, rate: number, random: Random): T {
  return tf.tidy(() => tf.mul(X, maskInStep(X.shape, rate, random))) as T;
}
