// A GPT that goes on where it stopped: the keys and values of what it has read are kept, so that a new token costs one
// row of each product and not all of them. The same logits as `gpt`, to rounding. Section: char-gpt/sampling.
import * as tf from "@tensorflow/tfjs";
import {
  blockOf,
  countBlocks,
  dense,
  embedTokens,
  perceptronPart,
  toLogits,
  type BlockParams,
  type GptOptions,
} from "./gpt";
import { layerNorm } from "./layer-norm";
import type { Params } from "./mlp";
import { rotate } from "./rotary";

// t tokens read before, n new ones, V tokens in the vocabulary, d channels, H heads, D = d/H, L blocks

/** A type and not an interface, so that `tf.tidy` can return it. */
export type GptCache = {
  /** t */
  length: number;
  /** For each block (1, H, t, D). */
  keys: tf.Tensor4D[];
  values: tf.Tensor4D[];
};

export const emptyCache: GptCache = { length: 0, keys: [], values: [] };

/** Reads n more tokens: ids (1, n) int32 → logits (n, V) and a cache of t + n tokens. The old cache stays as it was. */
export function readOn(
  params: Params,
  options: GptOptions,
  ids: tf.Tensor2D,
  cache: GptCache = emptyCache,
): { logits: tf.Tensor2D; cache: GptCache } {
  return tf.tidy(() => {
    const keys: tf.Tensor4D[] = [];
    const values: tf.Tensor4D[] = [];
    let X = embedTokens(params, ids, cache.length); // (1, n, d)
    for (let l = 0; l < countBlocks(params); l++) {
      const block = blockOf(params, l);
      const part = attendToCache(block, X, options, { ...cache, l });
      keys.push(part.keys);
      values.push(part.values);
      const Y = X.add<tf.Tensor3D>(part.out); // (1, n, d)
      X = Y.add(perceptronPart(block, Y)); // (1, n, d)
    }
    return { logits: toLogits(params, X), cache: { length: cache.length + ids.shape[1], keys, values } };
  });
}

export function disposeCache({ keys, values }: GptCache): void {
  tf.dispose([keys, values]);
}

/** The new queries look at the old keys and the new ones. X (1, n, d) → out (1, n, d), keys and values (1, H, t+n, D). */
function attendToCache(
  block: BlockParams,
  X: tf.Tensor3D,
  { numHeads, positions }: GptOptions,
  { length, keys, values, l }: GptCache & { l: number },
) {
  const [, n, d] = X.shape;
  const N = layerNorm(X, { gain: block.gain1, bias: block.bias1 }); // (1, n, d)
  const QKV = dense(N, block.Wqkv, block.bqkv); // (1, n, 3d)
  const turned = positions === "rotary" ? rotate(QKV, numHeads, length) : QKV;
  const [Q, newK, newV] = tf.split(turned, 3, 2).map((part) => splitHeads(part as tf.Tensor3D, numHeads));
  const K = keys[l] ? tf.concat([keys[l], newK!], 2) : newK!; // (1, H, t+n, D)
  const V = values[l] ? tf.concat([values[l], newV!], 2) : newV!; // (1, H, t+n, D)
  const scores = tf.matMul(Q!, K, false, true).mul<tf.Tensor4D>(1 / Math.sqrt(d / numHeads)); // (1, H, n, t+n)
  const weights = scores.add(maskAhead(n, length)).softmax(); // (1, H, n, t+n)
  const mixed = tf.matMul(weights, V).transpose([0, 2, 1, 3]).reshape<tf.Tensor3D>([1, n, d]);
  return { out: dense(mixed, block.Wo, block.bo), keys: K as tf.Tensor4D, values: V as tf.Tensor4D };
}

/** (1, n, d) → (1, H, n, D) */
function splitHeads(X: tf.Tensor3D, numHeads: number): tf.Tensor4D {
  const [B, n, d] = X.shape;
  return X.reshape([B, n, numHeads, d / numHeads]).transpose([0, 2, 1, 3]);
}

/** New token i is number t + i and sees the keys 0 … t + i: 0 there, −10⁹ ahead of it. (n, t+n) */
function maskAhead(n: number, t: number): tf.Tensor2D {
  const places = tf.range(0, t + n, 1, "int32");
  const own = tf.range(t, t + n, 1, "int32").expandDims(1);
  return tf.greater(places, own).mul(tf.scalar(-1e9));
}
