// Dropout for long trainings on a processor: the random numbers are drawn once, and each call takes a stretch of them
// from a random place. `dropout` (dropout.ts) draws afresh: with the 737,280 numbers that a step of the Tang GPT needs, on
// wasm in Node, that makes 183 ms a step 312 (two busy cores). So it stands for scripts/checkpoints.ts, on a processor;
// on webgpu a recorded step draws on the device, and `dropout` is what to take.
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
