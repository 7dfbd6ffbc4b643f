// The loss of a language model: at each place, minus the log of the probability that it gave to the token that came next.
import * as tf from "@tensorflow/tfjs";
import { host } from "./host";
import type { Net, Params } from "./mlp";
import { sparseCrossEntropy } from "./sparse-cross-entropy";
import type { TrainingData } from "./train";

// N places (all of a batch, B·T), V tokens

/** The mean over all places, eq-lm-loss. logits (N, V), next (N) int32 → scalar. */
export function nextTokenLoss(logits: tf.Tensor2D, next: tf.Tensor1D): tf.Scalar {
  return sparseCrossEntropy(logits, next);
}

/** −ln p of the token that came, place by place. logits (N, V), next (N) int32 → (N). */
export function surprises(logits: tf.Tensor2D, next: tf.Tensor1D): tf.Tensor1D {
  const [N] = logits.shape;
  const taken = tf.stack([tf.range(0, N, 1, "int32"), next], 1); // (N, 2): row, column
  return tf.gatherND(logits.logSoftmax(), taken).neg() as tf.Tensor1D;
}

/** The mean of −ln p over the texts, and of those only the places that count: all unless said. X (B, T), logits (B·T, V). */
export async function meanSurprise(
  { params, forward }: Net<Params, tf.Tensor2D, tf.Tensor2D>,
  texts: TrainingData,
  counts: (place: number) => boolean = () => true,
): Promise<number> {
  let [sum, places] = [0, 0];
  const batchSize = 100;
  for (let from = 0; from < texts.count; from += batchSize) {
    const rows = Array.from({ length: Math.min(batchSize, texts.count - from) }, (_, i) => from + i);
    const { X, y } = texts.batch(rows);
    const losses = tf.tidy(() => surprises(forward(params, X), y)); // (B·T)
    const T = X.shape[1];
    (await losses.data<"float32">()).forEach((loss, i) => {
      if (!counts(i % T)) return;
      sum += loss;
      places++;
    });
    tf.dispose([X, y, losses]);
    if (host().due()) await host().turn();
  }
  return sum / places;
}
