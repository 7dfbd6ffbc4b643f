// Against the counts that Keras prints for these layers, published counts, and shapes multiplied out one by one.
import { expect, test } from "vitest";
import { bertCount, blockCount, convCount, denseCount, gptCount, lstmCount } from "./parameter-count";

const sizes = (...shapes: number[][]) =>
  shapes.reduce((sum, shape) => sum + shape.reduce((product, side) => product * side, 1), 0);

test("the four networks of the sources", () => {
  expect(denseCount(784, 128) + denseCount(128, 10)).toBe(101_770);
  expect(denseCount(784, 256) + denseCount(256, 10)).toBe(203_530);
  expect(convCount(3, 1, 32) + denseCount(13 * 13 * 32, 128) + denseCount(128, 10)).toBe(693_962);
  expect(10_000 * 64 + lstmCount(64, 64) + denseCount(64, 2)).toBe(673_154);
});

test("a block is its arrays multiplied out, and 12d² + 13d", () => {
  const d = 768;
  const arrays = [[d, d], [d], [d, d], [d], [d, d], [d], [d, d], [d], [d, 4 * d], [4 * d], [4 * d, d], [d]];
  expect(blockCount(d)).toBe(sizes(...arrays, [d], [d], [d], [d]));
  expect(blockCount(d)).toBe(12 * d * d + 13 * d);
});

test("GPT-2 and GPT-3 at their published shapes", () => {
  expect(gptCount({ layers: 12, width: 768, vocabulary: 50_257, context: 1024 })).toBe(124_439_808);
  expect(gptCount({ layers: 48, width: 1600, vocabulary: 50_257, context: 1024 })).toBe(1_557_611_200);
  expect(gptCount({ layers: 96, width: 12_288, vocabulary: 50_257, context: 2048 })).toBe(174_604_259_328);
});

test("BERT's two sizes, as the released checkpoints have them", () => {
  expect(bertCount({ layers: 12, width: 768, vocabulary: 30_522, context: 512 })).toBe(109_482_240);
  expect(bertCount({ layers: 24, width: 1024, vocabulary: 30_522, context: 512 })).toBe(335_141_888);
});
