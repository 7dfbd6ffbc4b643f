// A token's way and its heads' looks against the model's own forward pass. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test, vi } from "vitest";
import { headsFigure, mapsOf, watchHeads } from "./attention-watch";
import type { FigureSpec } from "./figure-spec";
import { initGpt } from "./gpt";
import { pathOf } from "./gpt-path";
import { quietHost } from "../../scripts/quiet-host";
import { traceGpt } from "./gpt-trace";
import { setHost, type FigureHandle, type Host } from "./host";

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

test("a head's map is who looked at whom, each row adds up to 1, and the place named is where the last row is greatest", async () => {
  const { params } = initGpt(shape);
  const before = tf.memory().numTensors;
  const maps = await mapsOf(params, { options: shape, ids });
  expect(tf.memory().numTensors).toBe(before);
  for (const row of maps.flat(2)) expect(Math.abs(row.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-6);
  const trace = traceGpt(params, shape, tf.tensor2d(ids, [1, 5], "int32"));
  expect(maps[1]).toEqual(await trace.weights[1]!.array());
  const last = maps[1]![0]!.at(-1)!;
  const [{ place, weight }] = (await pathOf(params, shape, ids))[3]!.looks as [{ place: number; weight: number }];
  expect([place, weight]).toEqual([last.indexOf(Math.max(...last)), Math.max(...last)]);
});

test("the figure has a cell for every look at what is past, with its block, head, row and column, and none for the future", async () => {
  const { params } = initGpt(shape);
  const maps = await mapsOf(params, { options: shape, ids });
  const { data, marks } = headsFigure(maps, [..."a b\na"]);
  expect(data.weight).toHaveLength(2 * 2 * 15);
  data.weight!.forEach((weight, i) => {
    const [block, head, query, key] = ["block", "head", "query", "key"].map((name) => Number(data[name]![i]));
    expect(key).toBeLessThanOrEqual(query!);
    expect(weight).toBe(maps[block! - 1]![head! - 1]![query! - 1]![key! - 1]);
  });
  expect(marks[0]).toMatchObject({ facets: { names: ["a", "␣", "b", "⏎", "a"] } });
});

test("a watched sentence is drawn again as often as a bar moves, for at most 3 % of the time, and at the end", async () => {
  const [{ params }, other] = [initGpt(shape), initGpt({ ...shape, seed: 4 })];
  shown.length = 0;
  let now = 1000;
  let cost = 1;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.spyOn(host, "figure").mockImplementation((spec) => {
    shown.push(spec);
    return { add: () => {}, redraw: (next: FigureSpec) => ((now += cost), shown.push(next)) } as FigureHandle;
  });
  const look = await watchHeads(params, { options: shape, ids, tokens: [..."a bba"] });
  const at = async (ms: number, isLast?: boolean) => {
    now = ms;
    await look(other.params, isLast);
    return shown.length;
  };
  expect([await at(1150), await at(1200), await at(1300), await at(1400)]).toEqual([1, 2, 2, 3]);
  cost = 30; // 3 % of a second
  expect([await at(1600), await at(2600), await at(2640)]).toEqual([4, 4, 5]);
  expect(await at(2700, true)).toBe(6);
  vi.restoreAllMocks();
  const newer = await mapsOf(other.params, { options: shape, ids });
  expect(shown[1]).toEqual(headsFigure(newer, [..."a bba"]));
  expect(shown[1]!.data.query).toEqual(shown[0]!.data.query);
  expect(shown[1]!.data.weight).not.toEqual(shown[0]!.data.weight);
});
