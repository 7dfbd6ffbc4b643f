// Networks that answer yes or no: one score for each example, its sigmoid the probability of yes.
import * as tf from "@tensorflow/tfjs";
import { host } from "./host";
import type { Net, Params } from "./mlp";
import type { TrainingData } from "./train";

// B batch, n examples

/** Mean of max(z, 0) − yz + ln(1 + e^−|z|), eq-stable-bce. scores (B, 1), labels (B) of 0 and 1 → scalar. */
export function yesNoLoss(scores: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const z = scores.squeeze<tf.Tensor1D>([1]); // (B)
  const y = labels.toFloat(); // (B)
  return z.relu().sub(z.mul(y)).add(z.abs().neg().exp().log1p()).mean();
}

/** The probability of yes for every example, in order, a batch at a time; leaves no tensor behind. */
export async function yesProbabilities<P extends Params>(
  net: Net<P>,
  examples: TrainingData,
  { batchSize = 250 }: { batchSize?: number } = {},
): Promise<Float32Array> {
  const all = new Float32Array(examples.count);
  for (let from = 0; from < examples.count; from += batchSize) {
    const { X, y } = examples.batch(
      Array.from({ length: Math.min(batchSize, examples.count - from) }, (_, i) => from + i),
    );
    const probabilities = tf.tidy(() => net.forward(net.params, X).sigmoid());
    all.set((await probabilities.data()) as Float32Array, from);
    tf.dispose([X, y, probabilities]);
    if (host().due()) await host().turn();
  }
  return all;
}

/** The share of examples whose label the network finds more probable than the other, 0 … 1. */
export async function yesNoAccuracy<P extends Params>(
  net: Net<P>,
  examples: TrainingData & { labels: ArrayLike<number> },
): Promise<number> {
  const probabilities = await yesProbabilities(net, examples);
  const right = probabilities.filter((p, i) => (p > 0.5 ? 1 : 0) === examples.labels[i]);
  return right.length / examples.count;
}
