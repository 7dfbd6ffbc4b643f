// The translator of chapter 12: an encoder reads the source once, a decoder writes the target one token after another.
// Trained on the whole target at once (teacher forcing), used one token at a time (greedy here, beam search in beam.ts).
import * as tf from "@tensorflow/tfjs";
import { paddingMask } from "./attend";
import { decode, type DecoderOptions, type Memory } from "./decoder";
import { encode } from "./encoder";
import { host } from "./host";
import type { Net, Params } from "./mlp";
import { seeded } from "./random";
import { end, sourceIds, start, toText, type Script } from "./text-pairs";

// B batch, S places of the source, T places of the target, V kinds of target tokens, C channels, F inside, H heads

/** What the two sides are written in, and what the parameters' shapes do not tell. */
export interface TranslatorOptions extends DecoderOptions {
  source: Script;
  target: Script;
  /** False: the encoder does not know where a character stands. */
  positions?: boolean;
}

export interface TranslatorSpec extends TranslatorOptions {
  /** C, a multiple of the heads. */
  width: number;
  /** F; twice the width unless said. */
  inner?: number;
  /** Blocks of the encoder, and as many of the decoder; 1 unless said. */
  numBlocks?: number;
  seed: number;
}

export type Translator = Net<Params, tf.Tensor2D, tf.Tensor2D>;

/** A fresh translator: embeddings and places N(0, 0.1²), matrices N(0, 2/(in + out)), the output N(0, 0.02²), so that
 *  at first every token is as likely as any other; gains 1, biases 0. Throws RangeError if heads cannot share the width. */
export function initTranslator(spec: TranslatorSpec): Translator {
  const { source, target, width: C, inner: F = 2 * C, numBlocks = 1, numHeads, seed } = spec;
  if (C % numHeads !== 0) throw new RangeError(`initTranslator: ${numHeads} heads cannot share ${C} channels`);
  const random = seeded(seed);
  const normal = (rows: number, columns: number, std = Math.sqrt(2 / (rows + columns))) =>
    tf.tensor2d(
      random.normals(rows * columns).map((z) => std * z),
      [rows, columns],
    );
  const params: Params = {};
  const addSide = (side: "encoder" | "decoder", { tokens, length }: Script, squares: string[], norms: string[]) => {
    const add = (name: string, tensor: tf.Tensor) => (params[`${side}.${name}`] = tensor);
    add("E", normal(tokens.length, C, 0.1)); // (V, C)
    add("P", normal(length, C, 0.1)); // (S, C) or (T, C)
    for (let block = 0; block < numBlocks; block++) {
      for (const name of squares) add(`block${block}.${name}`, normal(C, C));
      add(`block${block}.W1`, normal(C, F));
      add(`block${block}.W2`, normal(F, C));
      for (const n of norms) addNorm(add, `block${block}.`, C, n);
    }
    addNorm(add, "", C);
  };
  addSide("encoder", source, ["Wq", "Wk", "Wv", "Wo"], ["1", "2"]);
  addSide("decoder", target, ["Wq", "Wk", "Wv", "Wo", "Wxq", "Wxk", "Wxv", "Wxo"], ["1", "2", "3"]);
  params["decoder.out"] = normal(C, target.tokens.length, 0.02); // (C, V)
  return { params, forward: translator(spec) };
}

function addNorm(add: (name: string, tensor: tf.Tensor) => void, prefix: string, C: number, number = ""): void {
  add(`${prefix}gain${number}`, tf.ones([C]));
  add(`${prefix}bias${number}`, tf.zeros([C]));
}

/** The function of a translator: X (B, S + T) int32, source and begun target → logits (B·T, V), eq-chain. */
export function translator(options: TranslatorOptions): Translator["forward"] {
  const S = options.source.length;
  return (params, X) => {
    const [source, target] = tf.split(X, [S, X.shape[1] - S], 1) as [tf.Tensor2D, tf.Tensor2D]; // (B, S), (B, T)
    return write(params, target, read(params, source, options), options).logits;
  };
}

/** The source, read once: ids (B, S) int32 → what the decoder looks at. */
export function read(params: Params, ids: tf.Tensor2D, { numHeads, positions = true }: TranslatorOptions): Memory {
  const { out } = encode(sideOf(params, "encoder"), ids, { numHeads, positions });
  return { states: out, hidden: paddingMask(ids) };
}

/** What may come after each place of a target that has begun, as `decode`. */
export function write(params: Params, ids: tf.Tensor2D, memory: Memory, options: TranslatorOptions) {
  return decode(sideOf(params, "decoder"), ids, memory, options);
}

/** The mean of −log p over the places that ask for something, eq-chain. logits (B·T, V), next (B·T) int32 → scalar. */
export function translationLoss(logits: tf.Tensor2D, next: tf.Tensor1D): tf.Scalar {
  const asked = next.greater(0).toFloat(); // (B·T)
  const Y = tf.oneHot(next, logits.shape[1]); // (B·T, V)
  return tf.losses.softmaxCrossEntropy(Y, logits, asked) as tf.Scalar; // the mean over weights that are not 0
}

/** Translations, each token the likeliest after those before it. */
export async function translate(
  params: Params,
  texts: readonly string[],
  options: TranslatorOptions,
): Promise<string[]> {
  const written: string[] = [];
  const batchSize = 250;
  for (let from = 0; from < texts.length; from += batchSize) {
    const ids = tf.tidy(() => greedy(params, sourceIds(options.source, texts.slice(from, from + batchSize)), options));
    const rows = (await ids.array()) as number[][];
    ids.dispose();
    written.push(...rows.map((row) => toText(options.target, row)));
    if (host().due()) await host().turn();
  }
  return written;
}

/** ids (B, S) int32 → (B, T) int32, the likeliest token at each place, one place after the other, without ⊢.
 *  A text that has ended goes on to the last place; `toText` stops at its end. */
export function greedy(params: Params, ids: tf.Tensor2D, options: TranslatorOptions): tf.Tensor2D {
  const [B, T] = [ids.shape[0], options.target.length];
  const memory = read(params, ids, options);
  let text = beginnings(B); // (B, 1)
  for (let t = 0; t < T; t++) {
    const { logits } = write(params, text, memory, options); // (B·(t+1), V)
    const last = logits.reshape([B, t + 1, -1]).slice([0, t, 0], [B, 1, -1]); // (B, 1, V)
    text = tf.concat([text, last.argMax(2).toInt() as tf.Tensor2D], 1); // (B, t + 2)
  }
  return text.slice([0, 1]);
}

/** (B, 1) of ⊢. */
function beginnings(B: number): tf.Tensor2D {
  return tf.tensor2d(
    Array.from({ length: B }, () => [start]),
    [B, 1],
    "int32",
  );
}

/** The share of texts that come out exactly right. */
export async function exactMatch(
  params: Params,
  pairs: readonly (readonly [string, string])[],
  options: TranslatorOptions,
): Promise<number> {
  const said = await translate(
    params,
    pairs.map(([source]) => source),
    options,
  );
  return said.filter((text, i) => text === pairs[i]![1]).length / pairs.length;
}

/** log p of each next token after each of these beginnings, for beam search: for one source, beginnings without ⊢. */
export function continuations(params: Params, text: string, options: TranslatorOptions) {
  return async (beginnings: readonly (readonly number[])[]): Promise<number[][]> => {
    const scores = tf.tidy(() => {
      const [B, T] = [beginnings.length, beginnings[0]!.length + 1];
      const ids = tf.tensor2d(
        beginnings.map((beginning) => [start, ...beginning]),
        [B, T],
        "int32",
      ); // (B, T)
      const source = sourceIds(options.source, new Array<string>(B).fill(text)); // (B, S)
      const { logits } = write(params, ids, read(params, source, options), options); // (B·T, V)
      return logits
        .reshape<tf.Tensor3D>([B, T, -1])
        .slice([0, T - 1, 0], [B, 1, -1])
        .squeeze([1])
        .logSoftmax(); // (B, V)
    });
    const rows = (await scores.array()) as number[][];
    scores.dispose();
    return rows;
  };
}

/** Where each token looks in the source while it is written: the weights (T, S) of each head of the last block, without
 *  what is filled up, and the tokens, the end among them. */
export async function lookAcross(params: Params, text: string, options: TranslatorOptions) {
  const { source, target } = options;
  const S = [...text].length;
  const kept = tf.tidy(() => {
    const ids = sourceIds(source, [text]); // (1, S)
    const said = greedy(params, ids, options); // (1, T)
    const begun = tf.concat([beginnings(1), said.slice([0, 0], [1, target.length - 1])], 1); // (1, T)
    const { cross } = write(params, begun, read(params, ids, options), options);
    return { said, weights: cross.at(-1)!.slice([0, 0, 0, 0], [1, -1, -1, S]).squeeze<tf.Tensor3D>([0]) }; // (H, T, S)
  });
  const [said, weights] = [((await kept.said.array()) as number[][])[0]!, (await kept.weights.array()) as number[][][]];
  tf.dispose(kept);
  const stop = said.indexOf(end);
  const length = stop < 0 ? said.length : stop + 1;
  return {
    said: toText(target, said),
    tokens: said.slice(0, length).map((id) => target.tokens[id]!),
    heads: weights.map((rows) => rows.slice(0, length)),
  };
}

function sideOf(params: Params, side: "encoder" | "decoder"): Params {
  const prefix = `${side}.`;
  const own = Object.entries(params).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
