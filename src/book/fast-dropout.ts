// Dropout for long trainings on a processor: the random numbers are drawn once, and each call takes a stretch of them
// from a random place. `dropout` (dropout.ts) draws afresh, which costs more than a small network.
import * as tf from "@tensorflow/tfjs";
import { dropoutMask } from "./dropout";
import { seeded } from "./random";

/** A function that zeroes a share `rate` of its input and scales the rest by 1/(1 − rate), inputs up to `size` numbers.
 *  It keeps a tensor of four times that size; `dispose` frees it. */
export function pooledDropout(rate: number, size: number, seed: number) {
  const random = seeded(seed, 1);
  const pool = tf.keep(tf.tidy(() => dropoutMask([4 * size], rate, seeded(seed, 2))));
  const drop = (X: tf.Tensor3D): tf.Tensor3D => {
    const from = random.integer(3 * size);
    return X.mul(pool.slice([from], [X.size]).reshape(X.shape));
  };
  return { drop, dispose: () => pool.dispose() };
}
