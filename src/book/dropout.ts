// Dropout from the book's own generator (random.ts): the same mask for the same seed on every device.
// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout", JMLR 15 (2014); scaled while training.
import * as tf from "@tensorflow/tfjs";
import type { Random } from "./random";
import type { SkippingUniforms } from "./skipping";
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

/** X with some numbers left out and the others made larger, so that the mean stays. X any shape → the same shape.
 *  For training; when predicting, leave it out. In a step that may be recorded the numbers are drawn on the device. */
export function dropout<T extends tf.Tensor>(X: T, rate: number, random: Random | SkippingUniforms): T {
  const host = "skip" in random && rate >= 0 && rate < 1 && X.size > 0 ? stepHost() : undefined;
  return tf.tidy(() => {
    const mask = host
      ? toMask(
          host.uniforms(X.shape, () => (random as SkippingUniforms).skip(X.size)),
          rate,
        )
      : dropoutMask(X.shape, rate, random as Random); // which asks for uniforms only
    return tf.mul(X, mask) as T;
  });
}

/** Numbers of U[0, 1) are multiples of 2⁻²⁴, and so is what they are compared with: in float32 the same ones are below it. */
function toMask(uniforms: tf.Tensor, rate: number): tf.Tensor {
  const least = Math.ceil(rate * 2 ** 24) * 2 ** -24;
  return tf
    .greaterEqual(uniforms, least)
    .cast("float32")
    .mul(1 / (1 - rate));
}
