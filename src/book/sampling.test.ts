// Drawing and dropping out, against counts and moments. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { dropout, dropoutMask } from "./dropout";
import { seeded } from "./random";
import { drawByLogits, drawFrom } from "./sampling";

const counts = (draw: () => number, among: number, times: number): number[] => {
  const found = Array.from({ length: among }, () => 0);
  for (let i = 0; i < times; i++) found[draw()]!++;
  return found;
};

describe("drawing one of several", () => {
  test("takes each as often as its weight says, and never one of weight 0", () => {
    const random = seeded(1);
    const found = counts(() => drawFrom([1, 0, 3, 4], random), 4, 8000);
    expect(found[1]).toBe(0);
    [1000, 0, 3000, 4000].forEach((mean, i) => {
      expect(Math.abs(found[i]! - mean)).toBeLessThanOrEqual(4 * Math.sqrt(mean * (1 - mean / 8000)));
    });
  });

  test("by logits is drawing by softmax, sharper where it is colder", () => {
    const random = seeded(2);
    const found = counts(() => drawByLogits([0, Math.log(3)], random), 2, 8000);
    expect(Math.abs(found[1]! - 6000)).toBeLessThan(4 * Math.sqrt(1500));
    const cold = counts(() => drawByLogits([0, Math.log(3)], random, 0.5), 2, 8000); // 1 : 9
    expect(Math.abs(cold[1]! - 7200)).toBeLessThan(4 * Math.sqrt(720));
    expect(drawByLogits([2, 5, 5, 1], random, 0)).toBe(1);
  });

  test("refuses weights that are none", () => {
    expect(() => drawFrom([1, -1], seeded(0))).toThrow("drawFrom: weight 1 is -1");
    expect(() => drawFrom([0, 0], seeded(0))).toThrow("drawFrom: all 2 weights are 0");
    expect(() => drawFrom([NaN], seeded(0))).toThrow("drawFrom: weight 0 is NaN");
    expect(() => drawByLogits([1], seeded(0), -1)).toThrow("temperature must be at least 0, got -1");
  });
});

describe("dropout", () => {
  test("leaves out what the rate says, keeps the mean, and is the same for the same seed", async () => {
    await tf.setBackend("cpu");
    const mask = await dropoutMask([100, 200], 0.3, seeded(3)).data();
    expect([...new Set(mask)].sort()).toEqual([0, Math.fround(1 / 0.7)]);
    const dropped = mask.filter((m) => m === 0).length;
    expect(Math.abs(dropped - 6000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.3 * 0.7));
    expect(await dropoutMask([100, 200], 0.3, seeded(3)).data()).toEqual(mask);
  });

  test("at rate 0 changes nothing, lets gradients through, and leaves no tensor behind", () => {
    const X = tf.tensor2d([[1, -2]]);
    const before = tf.memory().numTensors;
    const [y, slope] = tf.tidy(() => [
      dropout(X, 0, seeded(4)).arraySync(),
      tf
        .grad((x) => tf.sum(dropout(x, 0.5, seeded(4))))(X)
        .arraySync(),
    ]);
    expect(y).toEqual([[1, -2]]);
    expect(slope).toEqual(dropoutMask([1, 2], 0.5, seeded(4)).arraySync());
    expect(tf.memory().numTensors).toBe(before + 1);
    expect(() => dropoutMask([1], 1, seeded(0))).toThrow("rate must be at least 0 and below 1, got 1");
  });
});
