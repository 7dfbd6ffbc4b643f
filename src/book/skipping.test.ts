import { expect, test } from "vitest";
import { seeded } from "./random";
import { skipping } from "./skipping";

test("passes over numbers and says where they stand", () => {
  const all = seeded(7, 2).uniforms(20);
  const random = skipping(7, 2);
  expect([...random.uniforms(1)]).toEqual([all[0]]);
  expect(random.skip(5)).toEqual({ seed: 7, stream: 2, from: 1 });
  expect([...random.uniforms(1)]).toEqual([all[6]]);
  expect(random.skip(9)).toEqual({ seed: 7, stream: 2, from: 7 });
  expect([...random.uniforms(4)]).toEqual(Array.from(all.slice(16)));
  expect(() => skipping(-1)).toThrow("seed must be a whole number of 0 … 2³²−1, got -1");
});
