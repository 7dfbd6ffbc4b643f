// Every head of a GPT on one sentence, as a figure that follows a training: a column for each head, a row for each token,
// dark where the last token looks when it asks what comes next. Section: char-gpt/train-your-own.
import * as tf from "@tensorflow/tfjs";
import type { FigureSpec } from "./figure-spec";
import type { GptOptions } from "./gpt";
import { traceGpt } from "./gpt-trace";
import { host } from "./host";
import type { Params } from "./mlp";
import { movingFigure } from "./moving-figure";

// T tokens of the sentence, H heads of each of L blocks

export interface WatchSpec {
  options: GptOptions;
  /** T */
  ids: ArrayLike<number>;
  /** What they are called. */
  tokens: readonly string[];
}

/** Shows the heads as they are, and returns what shows them as they have become. */
export async function watchHeads(params: Params, spec: WatchSpec): Promise<(params: Params) => Promise<void>> {
  const moving = movingFigure(headsFigure(await looksOfLast(params, spec), spec.tokens));
  return async (newer) => moving.redraw(headsFigure(await looksOfLast(newer, spec), spec.tokens));
}

/** How much the last token looks at each: L·H rows of T weights, the heads of the first block first. */
export async function looksOfLast(params: Params, { options, ids }: Omit<WatchSpec, "tokens">): Promise<number[][]> {
  const T = ids.length;
  const rows = tf.tidy(() => {
    const trace = traceGpt(params, options, tf.tensor2d(Array.from(ids), [1, T], "int32"));
    const last = trace.weights.map((weights) => weights.slice([0, T - 1, 0], [-1, 1, -1]).squeeze<tf.Tensor2D>([1]));
    const all = tf.concat(last, 0); // (L·H, T)
    tf.dispose([trace.stream, trace.weights]);
    return all;
  });
  try {
    return await rows.array();
  } finally {
    rows.dispose();
  }
}

/** The looks (L·H, T) as a figure: heads from left to right, by number. */
export function headsFigure(looks: readonly (readonly number[])[], tokens: readonly string[]): FigureSpec {
  const words = host().language === "zh" ? zh : en;
  const cells = tokens.flatMap((_, t) => looks.map((weights, head) => ({ t, head, weight: weights[t]! })));
  const names = tokens.map((token, t) => `${t + 1} ${token === " " ? "␣" : token === "\n" ? "⏎" : token}`);
  return {
    alt: words.alt(looks.length, tokens.length),
    height: 22 * tokens.length + 70,
    x: { label: words.head, type: "band" },
    y: { label: words.token, type: "band" },
    marks: [{ type: "cell", x: "head", y: "token", value: "weight", label: words.weight }],
    data: {
      head: cells.map(({ head }) => head + 1),
      token: cells.map(({ t }) => names[t]!),
      weight: cells.map(({ weight }) => weight),
    },
  };
}

const zh = {
  head: "哪个头",
  token: "被看的词元",
  weight: "权重",
  alt: (heads: number, tokens: number) => `${heads} 个头各自在看 ${tokens} 个词元里的哪些`,
};
const en: typeof zh = {
  head: "head",
  token: "looked at",
  weight: "weight",
  alt: (heads, tokens) => `Which of ${tokens} tokens each of ${heads} heads looks at`,
};
