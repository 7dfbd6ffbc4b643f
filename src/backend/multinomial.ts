// Samples that are the same on every backend for the same seed. tfjs 4.22's four kernels have four generators; here the
// uniform numbers come from tf.randomUniform, which is one for all, and each is looked up in the running sum of p.
import { composed, putKernel } from "./kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "./kernels";

interface Attributes {
  numSamples: number;
  seed: number;
  /** Whether the numbers are probabilities, not logits. */
  normalized: boolean;
}

/** logits (B, K) → (B, numSamples) of 0 … K−1. */
export function mendMultinomial(tf: Tfjs, backendName: string): void {
  const sample = composed(tf, ({ inputs, attrs }) => {
    const { numSamples, seed, normalized } = attrs as unknown as Attributes;
    const logits = inputs.logits as Tf.Tensor2D;
    const [batch, numEvents] = logits.shape;
    if (numEvents === 1) return tf.zeros([batch, numSamples], "int32");
    const running = tf.cumsum(normalized ? logits : tf.softmax(logits), -1);
    const bounds = tf.slice(running, [0, 0], [batch, numEvents - 1]); // the last is 1, or nearly
    return tf.upperBound(bounds, tf.randomUniform([batch, numSamples], 0, 1, "float32", seed));
  });
  putKernel(tf, "Multinomial", backendName, sample);
}
