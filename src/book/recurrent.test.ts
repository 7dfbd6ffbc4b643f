// Backends: cpu, as tfjs has it and with our kernels.
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { registerCorrections } from "../backend";
import { gru, gruStep, lstm, lstmStep } from "./recurrent";
import { seeded } from "./random";

// B = 3, T = 4, D = 2, H = 5
const [B, T, D, H] = [3, 4, 2, 5];
const random = seeded(7);
const normals = <R extends tf.Rank>(...shape: number[]): tf.Tensor<R> =>
  tf.tensor(random.normals(tf.util.sizeFromShape(shape)), shape as never);
const params = (gates: number) => ({
  Wx: normals<tf.Rank.R2>(D, gates * H),
  Wh: normals<tf.Rank.R2>(H, gates * H),
  b: normals<tf.Rank.R1>(gates * H),
});
const [ofLstm, ofGru] = [params(4), params(3)];
const X = normals<tf.Rank.R3>(B, T, D);
const start = { h: normals<tf.Rank.R2>(B, H), c: normals<tf.Rank.R2>(B, H) };
const weights = normals<tf.Rank.R3>(B, T, H);

/** The states, and the derivatives of a weighted sum of them. */
function probe(states: (...x: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]): number[][] {
  return tf.tidy(() => {
    const gradients = tf.grads((...x) =>
      states(...x)
        .mul(weights)
        .sum(),
    )(inputs);
    return [states(...inputs), ...gradients].map((x) => [...x.dataSync()]);
  });
}

const layers: [name: string, states: (...x: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]][] = [
  ["lstm", (x, Wx, Wh, b) => lstm(x as never, { Wx, Wh, b } as never), [X, ...Object.values(ofLstm)]],
  ["gru", (x, Wx, Wh, b) => gru(x as never, { Wx, Wh, b } as never), [X, ...Object.values(ofGru)]],
  [
    "lstm from a state",
    (x, Wx, Wh, b, h, c) => lstm(x as never, { Wx, Wh, b } as never, { h, c } as never),
    [X, ...Object.values(ofLstm), start.h, start.c],
  ],
  [
    "gru from a state",
    (x, Wx, Wh, b, h) => gru(x as never, { Wx, Wh, b } as never, h as never),
    [X, ...Object.values(ofGru), start.h],
  ],
];

describe("step by step, as in a program that left the page, and by the page's kernel", async () => {
  await tf.setBackend("cpu");
  const plain = layers.map(([, states, inputs]) => probe(states, inputs));
  await registerCorrections(tf, "cpu");

  test.each(layers.map(([name, ...rest], i) => [name, i, ...rest] as const))(
    "%s is the same",
    (_, i, states, inputs) => {
      const before = tf.memory().numTensors;
      const fused = probe(states, inputs);
      expect(tf.memory().numTensors).toBe(before);
      fused.forEach((numbers, j) => numbers.forEach((value, k) => expect(value).toBeCloseTo(plain[i]![j]![k]!, 4)));
    },
  );
});

describe("one step", () => {
  const x = X.slice([0, 0, 0], [B, 1, D]).reshape<tf.Tensor2D>([B, D]);

  test("of an LSTM is the first of its states", () => {
    const { h } = lstmStep(x, start, ofLstm);
    const [first] = tf.unstack(lstm(X, ofLstm, start), 1);
    [...h.dataSync()].forEach((value, i) => expect(first!.dataSync()[i]).toBeCloseTo(value, 5));
  });

  test("of a GRU is the first of its states", () => {
    const h = gruStep(x, start.h, ofGru);
    const [first] = tf.unstack(gru(X, ofGru, start.h), 1);
    [...h.dataSync()].forEach((value, i) => expect(first!.dataSync()[i]).toBeCloseTo(value, 5));
  });

  test("of an LSTM whose forget gate is shut and input gate is open keeps nothing of its memory", () => {
    const params = { Wx: tf.zeros([D, 4]), Wh: tf.zeros([1, 4]), b: tf.tensor1d([50, -50, 0.5, 50]) };
    const { c, h } = lstmStep(x, { h: tf.ones([B, 1]), c: tf.ones([B, 1]).mul(9) }, params as never);
    expect(c.dataSync()[0]).toBeCloseTo(Math.tanh(0.5), 6);
    expect(h.dataSync()[0]).toBeCloseTo(Math.tanh(Math.tanh(0.5)), 6);
  });

  test("of a GRU whose update gate is open keeps its state", () => {
    const params = { Wx: tf.zeros([D, 3]), Wh: tf.zeros([1, 3]), b: tf.tensor1d([0, 50, 0.5]) };
    expect(gruStep(x, tf.ones<tf.Rank.R2>([B, 1]).mul(0.25), params as never).dataSync()[0]).toBeCloseTo(0.25, 6);
  });
});

describe("shapes that do not fit are told", () => {
  test.each<[string, () => unknown, string]>([
    ["Wx", () => lstm(X, ofGru as never), "Wx must be (2, 20), got (2, 15)"],
    [
      "b",
      () => gru(X, { ...ofGru, b: tf.zeros([5]) }),
      "gru: with X (3, 4, 2) and H = 5 (rows of Wh), b must be (15), got (5)",
    ],
    ["start", () => gru(X, ofGru, tf.zeros([2, 5])), "start must be (3, 5), got (2, 5)"],
    ["start.c", () => lstm(X, ofLstm, { h: start.h, c: tf.zeros([3, 4]) }), "start.c must be (3, 5), got (3, 4)"],
    ["X", () => lstm(tf.zeros([4, 2]) as never, ofLstm), "X must be (B, T, D) of float32, none of them 0, got (4, 2)"],
  ])("%s", (_, run, words) => {
    expect(run).toThrow(words);
  });
});
