// Every head of a GPT on one sentence, as a figure that follows a training: a small map for each head and block, a row for
// each token that looks, a column for each that is looked at. Sections: char-gpt/gpt, char-gpt/train-your-own.
import * as tf from "@tensorflow/tfjs";
import type { FigureSpec } from "./figure-spec";
import type { GptOptions } from "./gpt";
import { traceGpt } from "./gpt-trace";
import { host } from "./host";
import type { Params } from "./mlp";
import { movingFigure } from "./moving-figure";

// T tokens of the sentence, H heads of each of L blocks

/** L × H × T × T: of each block and head, how much each token looks at each. */
export type HeadMaps = number[][][][];

export interface WatchSpec {
  options: GptOptions;
  /** T */
  ids: ArrayLike<number>;
  /** What they are called. */
  tokens: readonly string[];
}

/** A figure moves as often as a bar does … */
const leastMs = 200;
/** … and takes at most this share of the training's time. */
const share = 0.03;

/** Shows how the heads have become, if it is time; the last state always. */
export type Look = (params: Params, isLast?: boolean) => Promise<void>;

/** Shows the heads as they are, and returns what shows them as they have become. */
export async function watchHeads(params: Params, spec: WatchSpec): Promise<Look> {
  const moving = movingFigure(headsFigure(await mapsOf(params, spec), spec.tokens));
  let nextMs = performance.now() + leastMs;
  return async (newer, isLast = false) => {
    const start = performance.now();
    if (start < nextMs && !isLast) return;
    moving.redraw(headsFigure(await mapsOf(newer, spec), spec.tokens));
    const now = performance.now();
    nextMs = Math.max(start + leastMs, now + (now - start) / share);
  };
}

/** The weights of every head on one text of T tokens, each row adding up to 1. */
export async function mapsOf(params: Params, { options, ids }: Omit<WatchSpec, "tokens">): Promise<HeadMaps> {
  const maps = tf.tidy(() => {
    const trace = traceGpt(params, options, tf.tensor2d(Array.from(ids), [1, ids.length], "int32"));
    const all = tf.stack(trace.weights) as tf.Tensor4D; // (L, H, T, T)
    tf.dispose([trace.stream, trace.weights]);
    return all;
  });
  try {
    return await maps.array();
  } finally {
    maps.dispose();
  }
}

/** The maps as one figure: heads from left to right, blocks downward, and no place for what is still to come. */
export function headsFigure(maps: HeadMaps, tokens: readonly string[]): FigureSpec {
  const words = host().language === "zh" ? zh : en;
  const cells = maps.flatMap((heads, block) =>
    heads.flatMap((rows, head) =>
      rows.flatMap((weights, query) =>
        weights.slice(0, query + 1).map((weight, key) => ({ block, head, query, key, weight })),
      ),
    ),
  );
  return {
    alt: words.alt(maps.length, maps[0]?.length ?? 0, tokens.length),
    x: { label: words.key, type: "band" },
    y: { label: words.query, type: "band" },
    marks: [
      {
        type: "cell",
        x: "key",
        y: "query",
        value: "weight",
        label: words.weight,
        facets: {
          across: { by: "head", label: words.head },
          down: { by: "block", label: words.block },
          names: tokens.map((token) => (token === " " ? "␣" : token === "\n" ? "⏎" : token)),
        },
      },
    ],
    data: {
      block: cells.map(({ block }) => block + 1),
      head: cells.map(({ head }) => head + 1),
      query: cells.map(({ query }) => query + 1),
      key: cells.map(({ key }) => key + 1),
      weight: cells.map(({ weight }) => weight),
    },
  };
}

const zh = {
  head: "头",
  block: "块",
  query: "行：在看的",
  key: "列：被看的",
  weight: "权重",
  alt: (blocks: number, heads: number, tokens: number) =>
    `${blocks} 块、每块 ${heads} 个头各一张图：${tokens} 个词元里谁在看谁`,
};
const en: typeof zh = {
  head: "head",
  block: "block",
  query: "row: looking",
  key: "column: looked at",
  weight: "weight",
  alt: (blocks, heads, tokens) =>
    `A map for each of ${heads} heads in each of ${blocks} blocks: which of ${tokens} tokens looks at which`,
};
