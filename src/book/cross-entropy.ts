// The loss of a classifier: minus the log of the probability that it gave to the right class.
import * as tf from "@tensorflow/tfjs";

// B batch, K classes

/** Mean of −log softmax(z)ᵧ over the batch, eq-cross-entropy. logits (B, K), labels (B) int32 → scalar. */
export function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const Y = tf.oneHot(labels, logits.shape[1]); // (B, K)
  return logits.logSoftmax().mul(Y).sum(1).mean().neg().asScalar();
}
