// What a reader is told of an operation that cannot take what it got: operation, shapes and dtypes, in both languages.
// Backend: cpu, with the corrections, as in a cell.
import * as tfjs from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { registerCorrections } from "../backend";
import { toCellError } from "./errors";
import { loadImports } from "./modules";
import { Places } from "./places";
import type { Language } from "./protocol";

let tf: typeof tfjs;

beforeAll(async () => {
  const names = [{ imported: "*", local: "tf" }];
  const [imported] = await loadImports([{ module: "@tensorflow/tfjs", names, line: 1, column: 1 }], "en");
  tf = imported!.value as typeof tfjs;
  await tf.setBackend("cpu");
  await registerCorrections(tfjs, "cpu");
});

function say(work: () => unknown, language: Language): string {
  try {
    work();
  } catch (error) {
    const context = {
      cell: "a",
      language,
      places: new Places(),
      names: [],
      findOwner: () => undefined,
      findDisposer: () => undefined,
    };
    return toCellError(error, context).message;
  }
  throw new Error("it was taken");
}

const ones = (...shape: number[]): tfjs.Tensor => tf.ones(shape);
const whole = (...values: number[]): tfjs.Tensor1D => tf.tensor1d(values, "int32");
const image = (...shape: [number, number, number, number]): tfjs.Tensor4D => tf.ones(shape);

test.each<[string, () => unknown, string, string]>([
  [
    "matMul of shapes that do not fit",
    () => tf.matMul(ones(2, 4), ones(3, 5)),
    "matMul 需要 (2, 4)·(4, n)，得到 (2, 4)·(3, 5)。",
    "matMul needs (2, 4)·(4, n), got (2, 4)·(3, 5).",
  ],
  [
    "the same as a method",
    () => ones(4, 2).matMul(ones(3, 5), true),
    "matMul 需要 (4, 2)ᵀ·(4, n)，得到 (4, 2)ᵀ·(3, 5)。",
    "matMul needs (4, 2)ᵀ·(4, n), got (4, 2)ᵀ·(3, 5).",
  ],
  [
    "matMul of a vector",
    () => tf.matMul(ones(4), ones(4, 5)),
    "matMul 的两边都要有两个轴以上，得到 (4)·(4, 5)。",
    "matMul needs two axes or more on both sides, got (4)·(4, 5).",
  ],
  [
    "conv2d of one image",
    () => tf.conv2d(ones(28, 28) as never, image(3, 3, 1, 8), 1, "same"),
    'conv2d 的 input 要有 4 个轴，得到 2 个。调用的是 conv2d(float32 (28, 28), float32 (3, 3, 1, 8), 1, "same")。',
    'conv2d needs 4 axes of input, got 2. It was called as conv2d(float32 (28, 28), float32 (3, 3, 1, 8), 1, "same").',
  ],
  [
    "conv2d of other channels",
    () => tf.conv2d(image(1, 9, 9, 3), image(3, 3, 1, 8), 1, "same"),
    'conv2d 的输入有 3 个通道，而卷积核要 1 个。调用的是 conv2d(float32 (1, 9, 9, 3), float32 (3, 3, 1, 8), 1, "same")。',
    'conv2d got an input of 3 channels, and a filter for 1. It was called as conv2d(float32 (1, 9, 9, 3), float32 (3, 3, 1, 8), 1, "same").',
  ],
  [
    "conv2d of whole numbers",
    () => tf.conv2d(tf.ones([1, 9, 9, 1], "int32") as never, image(3, 3, 1, 8), 1, "same"),
    'conv2d 的 x 要是 float32 张量，得到 int32。调用的是 conv2d(int32 (1, 9, 9, 1), float32 (3, 3, 1, 8), 1, "same")。',
    'conv2d takes a tensor of float32 as x, got int32. It was called as conv2d(int32 (1, 9, 9, 1), float32 (3, 3, 1, 8), 1, "same").',
  ],
  [
    "gather by a place that there is not",
    () => tf.gather(ones(4, 2), whole(1, 4)),
    "gather 的下标 4 不在 0 … 3 之内。调用的是 gather(float32 (4, 2), int32 (2))。",
    "gather got the index 4, which is not in 0 … 3. It was called as gather(float32 (4, 2), int32 (2)).",
  ],
  [
    "gather by fractions",
    () => ones(4, 2).gather(tf.tensor1d([1, 2])),
    "gather 的 indices 要是 int32 张量，得到 float32。调用的是 gather(float32 (4, 2), float32 (2))。",
    "gather takes a tensor of int32 as indices, got float32. It was called as gather(float32 (4, 2), float32 (2)).",
  ],
  [
    "concat of unequal shapes",
    () => tf.concat([ones(2, 3), ones(2, 4)], 0),
    "concat：第 1 个张量 (2, 4) 和前面的 (2, 3) 在第 1 轴上不一样长。",
    "concat: tensor 1, (2, 4), and those before it, (2, 3), differ along axis 1.",
  ],
  [
    "oneHot of fractions",
    () => tf.oneHot(tf.tensor1d([0, 1.5]), 3),
    "oneHot 的 indices 要是 int32 张量，得到 float32。调用的是 oneHot(float32 (2), 3)。",
    "oneHot takes a tensor of int32 as indices, got float32. It was called as oneHot(float32 (2), 3).",
  ],
  [
    "softmaxCrossEntropy of labels that are numbers of classes",
    () => tf.losses.softmaxCrossEntropy(whole(1, 0), ones(2, 3)),
    "softmaxCrossEntropy 需要两个同样的形状，得到 (2) 和 (2, 3)。",
    "softmaxCrossEntropy needs two equal shapes, got (2) and (2, 3).",
  ],
  [
    "reshape to another size",
    () => ones(6).reshape([4, 2]),
    "6 个数排不成形状 (4, 2)。调用的是 reshape(float32 (6), [4, 2])。",
    "6 numbers cannot take the shape (4, 2). It was called as reshape(float32 (6), [4, 2]).",
  ],
  [
    "add of what does not broadcast",
    () => tf.add(ones(2, 3), ones(4)),
    "形状 (2, 3) 和 (4) 不能一起广播。调用的是 add(float32 (2, 3), float32 (4))。",
    "The shapes (2, 3) and (4) cannot be broadcast together. It was called as add(float32 (2, 3), float32 (4)).",
  ],
  [
    "add of strings",
    () => tf.add(tf.tensor1d(["a"]), 1),
    "add 的 a 要是数的张量，得到 string。调用的是 add(string (1), 1)。",
    "add takes a tensor of numbers as a, got string. It was called as add(string (1), 1).",
  ],
  [
    "add of what is still awaited",
    () => ones(2).add(Promise.resolve(1) as never),
    "add 的 b 要是张量或数，得到的是 Promise。调用的是 add(float32 (2), Promise)。",
    "add takes a tensor or numbers as b, got Promise. It was called as add(float32 (2), Promise).",
  ],
  [
    "an axis that there is not",
    () => tf.mean(ones(2, 3), 2),
    "没有第 2 轴：这个张量有 2 个轴，从 0 数起，也可以从后面数，−1 是最后一个。调用的是 mean(float32 (2, 3), 2)。",
    "There is no axis 2: the tensor has 2, counted from 0, or from the end, −1 the last. It was called as mean(float32 (2, 3), 2).",
  ],
  [
    "rows of different lengths",
    () => tf.tensor([[1, 2], [3]]),
    "数组不整齐：[1] 应该有 2 个数，却有 1 个。",
    "The arrays are ragged: [1] should have 2 numbers, but has 1.",
  ],
])("%s is told with operation and shapes", (_, work, zh, en) => {
  expect(say(work, "zh")).toBe(zh);
  expect(say(work, "en")).toBe(en);
});

describe("watching what operations are called with", () => {
  test("changes no result, no name and no tensor", () => {
    const before = tf.memory().numTensors;
    expect(tf.tidy(() => tf.add(1, 2).mul(3).dataSync()[0])).toBe(9);
    expect(tf.memory().numTensors).toBe(before);
    expect(Object.keys(tf).sort()).toEqual(Object.keys(tfjs).sort());
    expect(tf.Tensor).toBe(tfjs.Tensor);
  });

  test("tells the operation inside a function of the book's, too", () => {
    const forward = (X: tfjs.Tensor): tfjs.Tensor => X.matMul(ones(3, 1)).relu();
    expect(say(() => tf.tidy(() => forward(ones(4, 2))), "en")).toBe("matMul needs (4, 2)·(2, n), got (4, 2)·(3, 1).");
  });
});
