// Cross-entropy as training takes it: what cross-entropy.ts composes, loss and gradient in one kernel where a backend
// has one (src/backend). The chapters write out the composed one.
import * as tf from "@tensorflow/tfjs";
import { crossEntropy } from "./cross-entropy";

const name = "SparseSoftmaxCrossEntropy";

/** Mean of −log softmax(z)ᵧ over the batch, eq-cross-entropy. logits (B, K), labels (B) int32 → scalar. */
export function sparseCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const isTaken = labels.dtype === "int32" && logits.dtype === "float32" && tf.getKernel(name, tf.getBackend());
  if (!isTaken) return crossEntropy(logits, labels);
  return tf.tidy(() => [tf.engine().runKernel(name, { labels, logits }, { mean: true })].flat()[0] as tf.Scalar);
}
