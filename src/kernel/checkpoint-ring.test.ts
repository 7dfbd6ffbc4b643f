import { describe, expect, test } from "vitest";
import { CheckpointRing } from "./checkpoint-ring";
import type { Snapshot } from "../book/snapshot";

const snapshotOf = (step: number, numbers = 0): Snapshot => ({
  step,
  seed: 0,
  params: numbers > 0 ? { w: { shape: [numbers], dtype: "float32", values: new Float32Array(numbers) } } : {},
  optimizer: {},
  losses: new Float32Array(0),
});
const stepsOf = (ring: CheckpointRing): number[] => ring.all.map(({ step }) => step);
const fill = (ring: CheckpointRing, steps: number, numbers = 0): CheckpointRing => {
  for (let step = 0; step <= steps; step++) ring.add(snapshotOf(step, numbers));
  return ring;
};

describe("the ring of checkpoints", () => {
  test("keeps everything while there is room", () => {
    expect(stepsOf(fill(new CheckpointRing({ bytes: 1e6, count: 5 }), 4))).toEqual([0, 1, 2, 3, 4]);
  });

  test("keeps first and last, and no gap is more than twice the even one, however far it is filled", () => {
    for (const steps of [5, 8, 13, 100, 1000]) {
      const kept = stepsOf(fill(new CheckpointRing({ bytes: 1e6, count: 9 }), steps));
      expect(kept).toHaveLength(Math.min(9, steps + 1));
      expect([kept[0], kept.at(-1)]).toEqual([0, steps]);
      const gaps = kept.slice(1).map((step, i) => step - kept[i]!);
      expect(Math.max(...gaps), `${steps} steps: ${kept.join(" ")}`).toBeLessThanOrEqual(2 * Math.ceil(steps / 8));
    }
  });

  test("stays within its bytes, and keeps the newest even where that alone is too large", () => {
    expect(fill(new CheckpointRing({ bytes: 400, count: 99 }), 50, 25).all).toHaveLength(4); // 100 bytes each
    expect(stepsOf(fill(new CheckpointRing({ bytes: 10, count: 99 }), 50, 25))).toEqual([50]);
  });

  test("finds a checkpoint by its step; the last step again replaces it", () => {
    const ring = fill(new CheckpointRing(), 3);
    const again = snapshotOf(3);
    ring.add(again);
    expect(stepsOf(ring)).toEqual([0, 1, 2, 3]);
    expect(ring.find(3)).toBe(again);
    expect(ring.find(7)).toBeUndefined();
  });
});
