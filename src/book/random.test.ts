import { describe, expect, test } from "vitest";
import { philox4x32, seeded } from "./random";

// Random123 1.14, tests/kat_vectors, lines "philox4x32 10".
const knownAnswers = [
  { counter: [0, 0, 0, 0], key: [0, 0], out: "6627e8d5 e169c58d bc57ac4c 9b00dbd8" },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    out: "408f276d 41c83b0e a20bc7c6 6d5451fd",
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    out: "d16cfe09 94fdcceb 5001e420 24126ea1",
  },
] as const;

const hex = (words: readonly number[]) => words.map((word) => word.toString(16).padStart(8, "0")).join(" ");
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe("Philox4x32-10", () => {
  for (const { counter, key, out } of knownAnswers) {
    test(`counter ${hex(counter)} gives the words that Random123 publishes`, () => {
      expect(hex(philox4x32(counter, key))).toBe(out);
    });
  }
});

describe("a seeded generator", () => {
  test("begins with the first word of block 0 and goes on to block 1", () => {
    const random = seeded(0);
    const words = [...philox4x32([0, 0, 0, 0], [0, 0]), ...philox4x32([1, 0, 0, 0], [0, 0])];
    expect(words.map(() => random.uniform())).toEqual(words.map((word) => Math.floor(word / 256) / 2 ** 24));
  });

  test("is the same for the same seed, and different for another seed or stream", () => {
    const first = Array.from(seeded(7).normals(5));
    expect(Array.from(seeded(7).normals(5))).toEqual(first);
    expect(Array.from(seeded(8).normals(5))).not.toEqual(first);
    expect(Array.from(seeded(7, 1).normals(5))).not.toEqual(first);
  });

  test("has uniform numbers with mean 1/2 and variance 1/12, never 1 even in float32", () => {
    const values = seeded(1).uniforms(100_000);
    expect(Math.max(...values.subarray(0, 50_000))).toBeLessThan(1);
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / 100_000));
    expect(Math.abs(mean(values.map((u) => (u - 0.5) ** 2)) - 1 / 12)).toBeLessThan(0.001);
  });

  test("has normal numbers with the moments 0, 1, 0, 3 and 1.96 at 2.5 %", () => {
    const values = seeded(2).normals(100_000);
    const moment = (power: number) => mean(values.map((z) => z ** power));
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(100_000));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / 100_000));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / 100_000));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / 100_000));
    expect(Math.abs(mean(values.map((z) => (z > 1.959964 ? 1 : 0))) - 0.025)).toBeLessThan(0.002);
  });

  test("permutes without losing a number, every order of three about equally often", () => {
    expect(
      seeded(3)
        .permutation(50)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 50 }, (_, i) => i));
    const random = seeded(4);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.permutation(3).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(6000 / 6));
  });

  test("leaves the array it shuffles as it was", () => {
    const items = ["a", "b", "c", "d"];
    expect(seeded(5).shuffled(items).sort()).toEqual(items);
    expect(items).toEqual(["a", "b", "c", "d"]);
  });

  test("refuses a seed that is no 32-bit whole number, and an empty range", () => {
    expect(() => seeded(-1)).toThrow("seed must be a whole number of 0 … 2³²−1, got -1");
    expect(() => seeded(0, 0.5)).toThrow("stream must be a whole number");
    expect(() => seeded(0).integer(0)).toThrow("n must be a whole number of 1 … 2²⁴, got 0");
  });
});
