import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import type { Net } from "./mlp";
import { boundary, planeAccuracy, toExamples } from "./plane";

beforeAll(async () => void (await tf.setBackend("cpu")));

/** Scores the second kind by x − 2y and the first by 0: the boundary is the line x = 2y. */
const line: Net = {
  params: {},
  forward: (_, X) => tf.tidy(() => X.matMul(tf.tensor2d([[0, 1], [0, -2]]))) as tf.Tensor2D, // prettier-ignore
};
const view = { x: [-1, 1], y: [-1, 1] } as const;

test("the boundary of a linear network is its straight line, from edge to edge", async () => {
  const points = await boundary(line, view);
  expect(points.at(-1)).toEqual([NaN, NaN]);
  const drawn = points.slice(0, -1);
  for (const [x, y] of drawn) expect(x).toBeCloseTo(2 * y!, 5);
  const across = drawn.map(([x]) => x!);
  expect([Math.min(...across), Math.max(...across)]).toEqual([-1, 1]);
});

test("a network that never changes its mind has no boundary", async () => {
  const sure: Net = { params: {}, forward: (_, X) => tf.tidy(() => X.mul(0).add(tf.tensor1d([0, 1]))) as tf.Tensor2D };
  expect(await boundary(sure, view)).toEqual([[NaN, NaN]]);
});

test("accuracy is the share of points on their own side, and nothing stays on the device", async () => {
  const before = tf.memory().numTensors;
  const X = [[1, 0], [-1, 0], [0, 1], [0, -1]]; // prettier-ignore
  expect(await planeAccuracy(line, { X, y: [1, 0, 0, 0] })).toBe(0.75);
  expect(tf.memory().numTensors).toBe(before);
});

test("examples come by number, in the order asked", () => {
  const { count, batch } = toExamples({ X: [[1, 2], [3, 4], [5, 6]], y: [0, 1, 1] }); // prettier-ignore
  const { X, y } = batch([2, 0]);
  expect(count).toBe(3);
  expect(X.arraySync()).toEqual([[5, 6], [1, 2]]); // prettier-ignore
  expect([y.arraySync(), y.dtype]).toEqual([[1, 0], "int32"]);
  tf.dispose([X, y]);
});
