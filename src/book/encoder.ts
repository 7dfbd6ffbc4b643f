// The encoder of chapter 11: blocks of self-attention and of a small network for each place, each with a normalisation
// before and the input added after (pre-LN). A classifier takes the mean over the characters of a text.
// Parameters lie side by side under names like "block1.Wq", as the trainer wants them.
import * as tf from "@tensorflow/tfjs";
import { multiHead, paddingMask, times } from "./attend";
import { embed } from "./embedding";
import { layerNorm } from "./layer-norm";
import type { Net } from "./mlp";
import { seeded } from "./random";

// B batch, T characters, V kinds of characters, C channels, F channels inside a block's network, H heads, L blocks

export type EncoderParams = Record<string, tf.Tensor>;

export interface EncoderSpec {
  numKinds: number;
  /** The longest text. */
  length: number;
  width: number;
  numHeads: number;
  numBlocks: number;
  /** Channels inside; four times the width unless said. */
  inner?: number;
  seed: number;
}

export interface EncoderOptions {
  numHeads: number;
  /** False: what fills texts up may be looked at, and counts in the mean. */
  masked?: boolean;
  /** False: no place knows where it stands. */
  positions?: boolean;
}

/** X + attention(norm X), then that + network(norm of that). X (B, T, C), hidden as in `attend` → (B, T, C). */
export function encoderBlock(params: EncoderParams, X: tf.Tensor3D, { numHeads, hidden }: BlockOptions) {
  const { gain1, bias1, gain2, bias2, W1, W2, Wq, Wk, Wv, Wo } = params as BlockParams;
  const N = layerNorm(X, { gain: gain1, bias: bias1 });
  const { out, weights } = multiHead({ Wq, Wk, Wv, Wo }, N, N, { numHeads, hidden });
  const Y = X.add<tf.Tensor3D>(out); // (B, T, C)
  const inner = times(layerNorm(Y, { gain: gain2, bias: bias2 }), W1).relu<tf.Tensor3D>(); // (B, T, F)
  return { out: Y.add<tf.Tensor3D>(times(inner, W2)), weights };
}

type BlockOptions = { numHeads: number; hidden?: tf.Tensor };
type BlockParams = Record<"gain1" | "bias1" | "gain2" | "bias2", tf.Tensor1D> &
  Record<"Wq" | "Wk" | "Wv" | "Wo" | "W1" | "W2", tf.Tensor2D>;

/** Every character with what it learned of the others, and who looked at whom in each block.
 *  ids (B, T) int32, filled up with 0 → out (B, T, C), weights L × (B, H, T, T). */
export function encode(params: EncoderParams, ids: tf.Tensor2D, options: EncoderOptions) {
  const { numHeads, masked = true, positions = true } = options;
  const hidden = masked ? paddingMask(ids) : undefined;
  const embedded = embed<tf.Tensor3D>(params.E as tf.Tensor2D, ids); // (B, T, C)
  const places = params.P!.slice([0, 0], [ids.shape[1], -1]); // (T, C)
  let X = positions ? embedded.add<tf.Tensor3D>(places) : embedded;
  const weights: tf.Tensor4D[] = [];
  for (let block = 0; `block${block}.Wq` in params; block++) {
    const step = encoderBlock(blockOf(params, block), X, { numHeads, hidden });
    X = step.out;
    weights.push(step.weights);
  }
  const { gain, bias } = params as Record<string, tf.Tensor1D>;
  return { out: layerNorm(X, { gain: gain!, bias: bias! }), weights };
}

/** The mean over the characters, without those that fill up. X (B, T, C), ids (B, T) → (B, C). */
export function maskedMean(X: tf.Tensor3D, ids: tf.Tensor2D): tf.Tensor2D {
  const isCharacter = ids.notEqual(0).toFloat().expandDims<tf.Tensor3D>(1); // (B, 1, T)
  return isCharacter.matMul(X).squeeze<tf.Tensor2D>([1]).div(isCharacter.sum(2).maximum(1));
}

/** A network that answers yes or no about texts: encode, mean, one score. ids (B, T) → (B, 1). */
export function encoderClassifier(options: EncoderOptions): Net<EncoderParams>["forward"] {
  return (params, ids) => {
    const { out } = encode(params, ids, options);
    const mean = options.masked === false ? out.mean<tf.Tensor2D>(1) : maskedMean(out, ids); // (B, C)
    return mean.matMul<tf.Tensor2D>(params.w!).add(params.c!);
  };
}

/** A fresh classifier: embeddings and positions N(0, 0.1²), matrices N(0, 2/(in + out)), gains 1, biases 0. */
export function initEncoderClassifier(spec: EncoderSpec & Partial<EncoderOptions>): Net<EncoderParams> {
  const { numKinds, length, width: C, numHeads, numBlocks, inner = 4 * C, seed } = spec;
  const random = seeded(seed);
  const normal = (shape: [number, number], std: number) =>
    tf.tensor2d(
      random.normals(shape[0] * shape[1]).map((v) => std * v),
      shape,
    );
  const glorot = (rows: number, columns: number) => normal([rows, columns], Math.sqrt(2 / (rows + columns)));
  const params: EncoderParams = { E: normal([numKinds, C], 0.1), P: normal([length, C], 0.1) };
  for (let block = 0; block < numBlocks; block++) {
    const add = (name: string, tensor: tf.Tensor) => (params[`block${block}.${name}`] = tensor);
    add("gain1", tf.ones([C]));
    add("bias1", tf.zeros([C]));
    for (const name of ["Wq", "Wk", "Wv", "Wo"]) add(name, glorot(C, C));
    add("gain2", tf.ones([C]));
    add("bias2", tf.zeros([C]));
    add("W1", glorot(C, inner));
    add("W2", glorot(inner, C));
  }
  Object.assign(params, { gain: tf.ones([C]), bias: tf.zeros([C]), w: glorot(C, 1), c: tf.zeros([1]) });
  return { params, forward: encoderClassifier({ ...spec, numHeads }) };
}

/** The parameters of one block under their own names. */
export function blockOf(params: EncoderParams, block: number): EncoderParams {
  const prefix = `block${block}.`;
  const own = Object.entries(params).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
