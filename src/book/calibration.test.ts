// calibration.ts and fcnn.ts, against naive sums, known counts and the variances that were asked for.
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { calibrationError, mcnemar } from "./calibration";
import { normalMlp, squaredError } from "./fcnn";
import { seeded } from "./random";

describe("the expected calibration error", () => {
  test("is the gap itself where all answers are in one bin", () => {
    expect(calibrationError([0.92, 0.94, 0.96, 0.98], [true, true, false, true])).toBeCloseTo(0.95 - 0.75, 12);
  });

  test("weighs a bin by how many answers it has, and does not let bins make up for each other", () => {
    const confidence = [0.55, 0.55, 0.95];
    expect(calibrationError(confidence, [true, true, false])).toBeCloseTo((2 * 0.45 + 0.95) / 3, 12);
  });

  test("takes a confidence of 1 into the last bin", () => {
    expect(calibrationError([1, 0.91], [false, true], 10)).toBeCloseTo((1 + 0.91) / 2 - 0.5, 12);
  });

  test("agrees with a naive sum over bins of other widths, and is small for answers as right as they say", () => {
    const random = seeded(3);
    const confidence = Array.from({ length: 20_000 }, () => random.uniform());
    const right = confidence.map((c) => random.uniform() < c);
    const naive = [0, 1, 2, 3, 4, 5, 6].map((m) => {
      const inBin = confidence.flatMap((c, i) => (Math.floor(7 * c) === m ? [i] : []));
      return Math.abs(inBin.reduce((sum, i) => sum + confidence[i]! - (right[i] ? 1 : 0), 0));
    });
    const expected = naive.reduce((a, b) => a + b) / confidence.length;
    expect(calibrationError(confidence, right, 7)).toBeCloseTo(expected, 12);
    expect(expected).toBeLessThan(0.02); // four standard deviations of 7 bins of about 2,860
  });
});

describe("McNemar's test", () => {
  test("looks only at the questions that one of the two got right", () => {
    const make = (...parts: [number, boolean][]) => parts.flatMap(([n, ok]) => Array.from({ length: n }, () => ok));
    const a = make([9000, true], [79, true], [70, false], [851, false]);
    const b = make([9000, true], [79, false], [70, true], [851, false]);
    expect(mcnemar(a, b)).toEqual({ onlyA: 79, onlyB: 70, z: 9 / Math.sqrt(149) });
    expect(mcnemar(b, a).z).toBe(-mcnemar(a, b).z);
  });

  test("finds no difference between a network and itself", () => {
    expect(mcnemar([true, false], [true, false])).toEqual({ onlyA: 0, onlyB: 0, z: 0 });
  });
});

describe("the network of normal first weights", () => {
  beforeAll(() => tf.setBackend("cpu"));

  test("has the deviations it was asked for, the same at every call, and 203,530 parameters", async () => {
    const { params } = normalMlp([784, 256, 10], [1, 0.25], 0);
    const again = normalMlp([784, 256, 10], [1, 0.25], 0);
    const deviation = async (t: tf.Tensor) => (await t.square().mean().sqrt().data())[0]!;
    expect(await deviation(params.W1)).toBeCloseTo(1, 2); // 200,704 numbers: ± 0.0016
    expect(Math.abs((await deviation(params.W2)) - 0.25)).toBeLessThan(0.014); // 2,560 numbers: four deviations
    expect(Object.values(params).reduce((sum, { size }) => sum + size, 0)).toBe(203_530);
    expect(await again.params.W1.data()).toEqual(await params.W1.data());
  });

  test("starts at the squared error that the sizes predict", async () => {
    const random = seeded(9);
    const q = 0.1;
    const X = tf.tensor2d(
      random.normals(50 * 64).map((v) => v * Math.sqrt(q)),
      [50, 64],
    );
    const losses = [];
    for (let seed = 0; seed < 100; seed++) {
      const { params, forward } = normalMlp([64, 32, 10], [1, 1], seed);
      losses.push((await squaredError(forward(params, X), tf.zeros([50], "int32")).data())[0]!);
    }
    const measured = losses.reduce((a, b) => a + b) / losses.length;
    expect(measured / (16 * 64 * q + 0.1)).toBeCloseTo(1, 1); // within 5 %
  });

  test("squared error of a constant 0.1 is 0.09, of nothing 0.1", async () => {
    const labels = tf.tensor1d([3, 0, 9], "int32");
    const at = async (c: number) =>
      (await squaredError(tf.zeros<tf.Rank.R2>([3, 10]).add(c) as tf.Tensor2D, labels).data())[0]!;
    expect(await at(0.1)).toBeCloseTo(0.09, 6);
    expect(await at(0)).toBeCloseTo(0.1, 6);
  });
});
