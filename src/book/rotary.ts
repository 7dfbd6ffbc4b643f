// Rotary positions: queries and keys are turned by an angle that grows with their place, so that their product knows
// only how far apart they stand. Source: Su et al., "RoFormer: Enhanced Transformer with Rotary Position Embedding",
// arXiv:2104.09864 (2021); halves of a head are paired, as in GPT-NeoX and Llama.
import * as tf from "@tensorflow/tfjs";

// B batch, T time, d channels, H heads, D = d/H channels of a head, even

/** Turns the queries and the keys, and leaves the values. QKV (B, T, 3d), the first place being number `from`
 *  → (B, T, 3d). Throws RangeError if the heads have an odd number of channels. */
export function rotate(QKV: tf.Tensor3D, numHeads: number, from = 0): tf.Tensor3D {
  const [B, T, width] = QKV.shape;
  const half = width / 3 / numHeads / 2;
  if (!Number.isInteger(half)) throw new RangeError(`rotate: heads of ${2 * half} channels cannot be paired`);
  const [QK, V] = tf.split(QKV, [(2 * width) / 3, width / 3], 2) as [tf.Tensor3D, tf.Tensor3D];
  const [left, right] = tf.split(QK.reshape([B, T, 2 * numHeads, 2, half]), 2, 3); // (B, T, 2H, 1, D/2)
  const { cos, sin } = toAngles(T, half, from); // (T, 1, 1, D/2)
  const turned = tf.concat([tf.sub(left!.mul(cos), right!.mul(sin)), tf.add(right!.mul(cos), left!.mul(sin))], 3); // (B, T, 2H, 2, D/2)
  return tf.concat([turned.reshape<tf.Tensor3D>([B, T, (2 * width) / 3]), V], 2);
}

/** Pair i turns by t · 10000^(−i/half) at place t. */
function toAngles(T: number, half: number, from: number) {
  const angles = Float32Array.from({ length: T * half }, (_, n) => {
    const [t, i] = [Math.floor(n / half) + from, n % half];
    return t * 10_000 ** (-i / half);
  });
  const shape: [number, number, number, number] = [T, 1, 1, half];
  return { cos: tf.tensor4d(angles.map(Math.cos), shape), sin: tf.tensor4d(angles.map(Math.sin), shape) };
}
