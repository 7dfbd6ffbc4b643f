// Causal self-attention: every place looks at itself and at what stands before it.
// Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.2, with the mask of a decoder.
import * as tf from "@tensorflow/tfjs";
import { runFused } from "./fused";

// B batch, T time, d channels, H heads, D = d/H channels of a head

/** softmax(QKᵀ/√D, causal) V of each head, heads side by side. QKV (B, T, 3d): the queries, keys and values of all heads,
 *  each with its heads side by side, as one product by (d, 3d) gives them → (B, T, d).
 *  Throws RangeError unless 3d is a multiple of 3H. */
export function causalAttention(QKV: tf.Tensor3D, numHeads: number): tf.Tensor3D {
  checkHeads(QKV, numHeads);
  return (
    runFused<tf.Tensor3D>("CausalAttention", { qkv: QKV }, { numHeads }) ?? tf.tidy(() => attendByHeads(QKV, numHeads))
  );
}

function attendByHeads(QKV: tf.Tensor3D, numHeads: number): tf.Tensor3D {
  const [B, T, width] = QKV.shape;
  const D = width / 3 / numHeads;
  const parts = QKV.reshape([B, T, 3, numHeads, D]).transpose([2, 0, 3, 1, 4]);
  const [Q, K, V] = tf.unstack(parts) as [tf.Tensor, tf.Tensor, tf.Tensor]; // (B, H, T, D)
  const scores = tf.matMul(Q.mul(1 / Math.sqrt(D)), K, false, true); // (B, H, T, T)
  const weights = tf.softmax(scores.add(toCausalMask(T))); // (B, H, T, T)
  const mixed = tf.transpose(tf.matMul(weights, V), [0, 2, 1, 3]); // (B, T, H, D)
  return mixed.reshape([B, T, width / 3]);
}

/** What is added to the scores: 0 for a place and those before it, −10⁹ for what comes after. (T, T) */
function toCausalMask(T: number): tf.Tensor2D {
  const places = tf.range(0, T, 1, "int32");
  return tf.greater(places, places.expandDims(1)).mul(tf.scalar(-1e9));
}

function checkHeads(QKV: tf.Tensor, numHeads: number): void {
  const width = QKV.shape.at(-1)!;
  if (QKV.rank === 3 && Number.isInteger(numHeads) && numHeads > 0 && width % (3 * numHeads) === 0) return;
  throw new RangeError(
    `causalAttention: QKV must be (B, T, 3d) with d a multiple of the ${numHeads} heads, got (${QKV.shape.join(", ")})`,
  );
}
