// The loss of a language model: at each place, minus the log of the probability that it gave to the token that came next.
import * as tf from "@tensorflow/tfjs";

// N places (all of a batch, B·T), V tokens

/** The mean over all places, eq-lm-loss. logits (N, V), next (N) int32 → scalar. The same as `crossEntropy`, by tfjs's
 *  own loss, which takes one kernel where the book's backends run: V is large here. */
export function nextTokenLoss(logits: tf.Tensor2D, next: tf.Tensor1D): tf.Scalar {
  const Y = tf.oneHot(next, logits.shape[1]); // (N, V)
  return tf.losses.softmaxCrossEntropy(Y, logits) as tf.Scalar;
}

/** −ln p of the token that came, place by place. logits (N, V), next (N) int32 → (N). */
export function surprises(logits: tf.Tensor2D, next: tf.Tensor1D): tf.Tensor1D {
  const Y = tf.oneHot(next, logits.shape[1]); // (N, V)
  return tf.losses.softmaxCrossEntropy(Y, logits, undefined, 0, tf.Reduction.NONE) as tf.Tensor1D;
}
