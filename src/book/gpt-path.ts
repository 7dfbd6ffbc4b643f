// The way of one token through a GPT in numbers: where the residual stream stands after each part, how far the part moved
// it, whom its heads looked at, and what the model would say if it stopped there. Section: char-gpt/train-your-own.
import * as tf from "@tensorflow/tfjs";
import type { GptOptions } from "./gpt";
import { logitLens, traceGpt } from "./gpt-trace";
import type { Params } from "./mlp";

// T tokens of the text, V tokens in the vocabulary, d channels, H heads, L blocks

export interface Station {
  /** 0 before the first block. */
  block: number;
  part: "tables" | "attention" | "perceptron";
  /** The residual stream at the last token, (d). */
  stream: number[];
  /** How long it is. */
  length: number;
  /** How long what this part added is; of the tables, all. */
  added: number;
  /** For each head, where the last token looks most, and how much; of attention only. */
  looks: { place: number; weight: number }[];
  /** The three likeliest tokens if it stopped here. */
  answers: { id: number; chance: number }[];
}

/** The 1 + 2L stations of the last of the ids (T). */
export async function pathOf(params: Params, options: GptOptions, ids: ArrayLike<number>): Promise<Station[]> {
  const { streams, weights, chances } = tf.tidy(() => {
    const trace = traceGpt(params, options, tf.tensor2d(Array.from(ids), [1, ids.length], "int32"));
    const lens = logitLens(params, trace);
    const lastOf = (all: tf.Tensor2D[]) => tf.stack(all.map((X) => X.slice([ids.length - 1, 0], [1, -1]).squeeze([0])));
    const found = {
      streams: lastOf(trace.stream), // (1 + 2L, d)
      chances: tf.softmax(lastOf(lens)), // (1 + 2L, V)
      weights: tf.stack(trace.weights.map((A) => A.slice([0, ids.length - 1, 0], [-1, 1, -1]).squeeze([1]))), // (L, H, T)
    };
    tf.dispose([trace.stream, trace.weights]);
    return found;
  });
  try {
    const [places, looks, said] = await Promise.all([streams.array(), weights.array(), chances.array()]);
    return (places as number[][]).map((stream, i, all) => ({
      block: Math.ceil(i / 2),
      part: i === 0 ? "tables" : i % 2 === 1 ? "attention" : "perceptron",
      stream,
      length: Math.hypot(...stream),
      added: Math.hypot(...stream.map((x, c) => x - (all[i - 1]?.[c] ?? 0))),
      looks: i % 2 === 1 ? (looks as number[][][])[(i - 1) / 2]!.map(findMost) : [],
      answers: rank((said as number[][])[i]!, 3).map((id) => ({ id, chance: (said as number[][])[i]![id]! })),
    }));
  } finally {
    tf.dispose([streams, weights, chances]);
  }
}

function findMost(weights: number[]): { place: number; weight: number } {
  const place = rank(weights, 1)[0]!;
  return { place, weight: weights[place]! };
}

/** The numbers of the `count` greatest, the greatest first. */
function rank(values: number[], count: number): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]!);
  return order.slice(0, count);
}
