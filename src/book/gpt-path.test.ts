// A token's way and its heads' looks against the model's own forward pass. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { headsFigure, looksOfLast, watchHeads } from "./attention-watch";
import type { FigureSpec } from "./figure-spec";
import { initGpt } from "./gpt";
import { pathOf } from "./gpt-path";
import { quietHost } from "../../scripts/quiet-host";
import { traceGpt } from "./gpt-trace";
import { setHost, type Host } from "./host";

const shown: FigureSpec[] = [];
const host: Host = {
  ...quietHost,
  figure: (spec) => (shown.push(spec), { add: () => {}, redraw: (next: FigureSpec) => shown.push(next) }),
  due: () => true,
};

beforeAll(async () => {
  setHost(host);
  await tf.setBackend("cpu");
});

const shape = { vocabulary: 9, context: 6, width: 8, numHeads: 2, numBlocks: 2, seed: 3 };
const ids = [4, 1, 7, 7, 2];

test("the last station answers what the model answers, and what the parts add leads from the tables to it", async () => {
  const { params, forward } = initGpt(shape);
  const before = tf.memory().numTensors;
  const path = await pathOf(params, shape, ids);
  expect(tf.memory().numTensors).toBe(before);
  expect(path.map(({ block, part }) => `${block} ${part}`)).toEqual([
    "0 tables",
    "1 attention",
    "1 perceptron",
    "2 attention",
    "2 perceptron",
  ]);
  const chances = tf.tidy(() =>
    forward(params, tf.tensor2d(ids, [1, 5], "int32"))
      .slice([4, 0], [1, -1])
      .softmax()
      .dataSync(),
  );
  const best = Array.from(chances.keys()).sort((a, b) => chances[b]! - chances[a]!);
  expect(path.at(-1)!.answers.map(({ id }) => id)).toEqual(best.slice(0, 3));
  expect(Math.abs(path.at(-1)!.answers[0]!.chance - chances[best[0]!]!)).toBeLessThan(1e-6);
  const moved = path[3]!.stream.map((x, c) => x - path[2]!.stream[c]!);
  expect(path[3]!.added).toBeCloseTo(Math.hypot(...moved), 12);
});

test("each head's looks are the last row of its attention, and the place named is where most of it goes", async () => {
  const { params } = initGpt(shape);
  const looks = await looksOfLast(params, { options: shape, ids });
  expect(looks).toHaveLength(4);
  for (const row of looks) expect(Math.abs(row.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-6);
  const trace = traceGpt(params, shape, tf.tensor2d(ids, [1, 5], "int32"));
  const second = (await trace.weights[1]!.array())[0]!.at(-1)!;
  expect(looks[2]).toEqual(second);
  const [{ place, weight }] = (await pathOf(params, shape, ids))[3]!.looks as [{ place: number; weight: number }];
  expect([place, weight]).toEqual([second.indexOf(Math.max(...second)), Math.max(...second)]);
});

test("a watched sentence is drawn again with the newer parameters, in the same squares", async () => {
  const [{ params }, other] = [initGpt(shape), initGpt({ ...shape, seed: 4 })];
  shown.length = 0;
  const look = await watchHeads(params, { options: shape, ids, tokens: [..."a bba"] });
  await look(other.params);
  const newer = await looksOfLast(other.params, { options: shape, ids });
  expect(shown[1]).toEqual(headsFigure(newer, [..."a bba"]));
  expect(shown[1]!.data.token).toEqual(shown[0]!.data.token);
  expect(shown[1]!.data.weight).not.toEqual(shown[0]!.data.weight);
  expect(new Set(shown[0]!.data.token)).toEqual(new Set(["1 a", "2 ␣", "3 b", "4 b", "5 a"]));
});
