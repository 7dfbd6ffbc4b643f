// The decoder of chapter 12: blocks that look back at what is written, then across at the source, then think for
// themselves, each part with a normalisation before and the input added after (pre-LN). It predicts the next token.
// Source: Vaswani et al., "Attention Is All You Need" (2017); pre-LN as Xiong et al. (2020).
import type * as tf from "@tensorflow/tfjs";
import { causalMask, multiHead, times, type AttentionParams } from "./attend";
import { embed } from "./embedding";
import { blockOf } from "./encoder";
import { layerNorm } from "./layer-norm";
import type { Params } from "./mlp";

// B batch, T places of the target, S places of the source, V kinds of target tokens, C channels, F inside, H heads

/** What the encoder left behind. */
export interface Memory {
  /** (B, S, C) */
  states: tf.Tensor3D;
  /** 1 where the source is only filled up: (B, 1, 1, S). */
  hidden: tf.Tensor4D;
}

export interface DecoderOptions {
  numHeads: number;
  /** False: nobody looks at the source. */
  cross?: boolean;
  /** False: a place may see what comes after it. */
  causal?: boolean;
}

/** The parameters of one block: matrices of self-attention, those of cross-attention with an x, and the network's. */
export type DecoderBlock = AttentionParams &
  Record<"Wxq" | "Wxk" | "Wxv" | "Wxo" | "W1" | "W2", tf.Tensor2D> &
  Record<"gain1" | "bias1" | "gain2" | "bias2" | "gain3" | "bias3", tf.Tensor1D>;

/** eq-decoder-block. X (B, T, C) → out (B, T, C), and who looked where in the source: cross (B, H, T, S). */
export function decoderBlock(
  block: DecoderBlock,
  X: tf.Tensor3D,
  { states, hidden }: Memory,
  { numHeads, cross = true, causal = true }: DecoderOptions,
): { out: tf.Tensor3D; cross: tf.Tensor4D } {
  const { gain1, bias1, gain2, bias2, gain3, bias3, W1, W2 } = block;
  const future = causal ? causalMask(X.shape[1]) : undefined; // (1, 1, T, T)
  const N1 = layerNorm(X, { gain: gain1, bias: bias1 }); // (B, T, C)
  const looked = multiHead(block, N1, N1, { numHeads, hidden: future }).out;
  const Y = X.add<tf.Tensor3D>(looked); // (B, T, C)
  const N2 = layerNorm(Y, { gain: gain2, bias: bias2 }); // (B, T, C): queries from here, keys and values from the source
  const across = multiHead(crossOf(block), N2, states, { numHeads, hidden });
  const Z = cross ? Y.add<tf.Tensor3D>(across.out) : Y; // (B, T, C)
  const N3 = layerNorm(Z, { gain: gain3, bias: bias3 }); // (B, T, C)
  const inner = times(N3, W1).relu<tf.Tensor3D>(); // (B, T, F)
  const out = Z.add<tf.Tensor3D>(times(inner, W2)); // (B, T, C)
  return { out, cross: across.weights }; // weights (B, H, T, S)
}

/** The four matrices of cross-attention under the names that attention knows. */
export function crossOf({ Wxq, Wxk, Wxv, Wxo }: DecoderBlock): AttentionParams {
  return { Wq: Wxq, Wk: Wxk, Wv: Wxv, Wo: Wxo };
}

/** What may come after each place. ids (B, T) int32 → logits (B·T, V), row b·T + t what follows place t of text b;
 *  cross L × (B, H, T, S). Throws RangeError where the text is longer than the table of places. */
export function decode(
  params: Params,
  ids: tf.Tensor2D,
  memory: Memory,
  options: DecoderOptions,
): { logits: tf.Tensor2D; cross: tf.Tensor4D[] } {
  const [B, T] = ids.shape;
  const { E, P, gain, bias, out } = params as { E: tf.Tensor2D; P: tf.Tensor2D; out: tf.Tensor2D } & NormParams;
  if (T > P.shape[0]) throw new RangeError(`decode: a text of ${T} tokens, and ${P.shape[0]} places`);
  let X = embed<tf.Tensor3D>(E, ids).add<tf.Tensor3D>(P.slice([0, 0], [T, -1])); // (B, T, C)
  const cross: tf.Tensor4D[] = [];
  for (let block = 0; `block${block}.Wq` in params; block++) {
    const step = decoderBlock(blockOf(params, block) as DecoderBlock, X, memory, options);
    X = step.out; // (B, T, C)
    cross.push(step.cross); // (B, H, T, S)
  }
  const N = layerNorm(X, { gain, bias }); // (B, T, C)
  return { logits: times(N, out).reshape([B * T, out.shape[1]]), cross };
}

type NormParams = { gain: tf.Tensor1D; bias: tf.Tensor1D };
