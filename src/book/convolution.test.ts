// convolution.ts, grid-sheet.ts and cnn.ts against naive loops, finite differences and tf.conv2d in float64 or on cpu.
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { countParams } from "./mlp";
import { featureMaps, initCnn, initSmallCnn } from "./cnn";
import { convolve, convolveBack, im2col, maxPool, outputSize, pad, receptiveField, type Grid } from "./convolution";
import { gridSheet, toGrid, toGrids } from "./grid-sheet";
import { numericalGradient } from "./differences";
import { largestGap } from "./matrix";
import { seeded } from "./random";

beforeAll(async () => void (await tf.setBackend("cpu")));

const random = seeded(3);
const randomGrid = (rows: number, columns: number): Grid =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, random.normal));

describe("a convolution in plain numbers", () => {
  test("the number of places is what counting them gives", () => {
    for (let n = 1; n < 9; n++)
      for (let k = 1; k <= n + 2; k++)
        for (const stride of [1, 2, 3]) {
          let places = 0;
          for (let at = -1; at + k <= n + 1; at += stride) places++;
          expect(outputSize(n, k, { stride, padding: 1 })).toBe(places);
        }
  });

  test("a window that does not fit is refused, and so is half a pixel", () => {
    expect(() => outputSize(3, 5)).toThrow("a window of 5 does not fit into 3 + 2·0");
    expect(() => outputSize(3.5, 2)).toThrow("whole numbers");
    expect(() => outputSize(3, 2, { padding: -1 })).toThrow("whole numbers");
  });

  test("it agrees with tf.conv2d for every stride and padding tried", () => {
    const [image, kernel] = [randomGrid(9, 7), randomGrid(3, 3)];
    for (const [stride, padding] of [
      [1, 0],
      [2, 0],
      [1, 1],
      [3, 2],
    ] as const) {
      const ours = convolve(image, kernel, { stride, padding }).flat();
      const theirs = tf.tidy(() =>
        tf
          .tensor2d(image)
          .reshape<tf.Tensor4D>([1, 9, 7, 1])
          .conv2d(tf.tensor2d(kernel).reshape<tf.Tensor4D>([3, 3, 1, 1]), stride, padding)
          .dataSync(),
      );
      expect(ours.length).toBe(theirs.length);
      expect(largestGap(ours, Array.from(theirs))).toBeLessThan(1e-5);
    }
  });

  test("its gradients are those that finite differences find", () => {
    const [image, kernel, delta] = [randomGrid(6, 5), randomGrid(3, 3), randomGrid(4, 3)];
    const loss = (image: Grid, kernel: Grid) =>
      convolve(image, kernel).reduce((sum, row, i) => sum + row.reduce((s, v, j) => s + v * delta[i]![j]!, 0), 0);
    const back = convolveBack(image, kernel, delta);
    const byKernel = numericalGradient((v) => loss(image, toGrid(v, 3)), kernel.flat());
    const byImage = numericalGradient((v) => loss(toGrid(v, 5), kernel), image.flat());
    expect(largestGap(back.kernel.flat(), byKernel)).toBeLessThan(1e-8);
    expect(largestGap(back.image.flat(), byImage)).toBeLessThan(1e-8);
  });

  test("windows laid out as rows turn it into one product", () => {
    const [image, kernel] = [randomGrid(7, 6), randomGrid(3, 3)];
    const spec = { stride: 2, padding: 1 };
    const flat = kernel.flat();
    const product = im2col(image, 3, spec).map((row) => row.reduce((sum, v, i) => sum + v * flat[i]!, 0));
    expect(largestGap(product, convolve(image, kernel, spec).flat())).toBeLessThan(1e-12);
  });

  test("padding lays zeros around, a pool keeps the greatest and leaves out what fills no block", () => {
    expect(pad([[5]], 1)).toEqual([
      [0, 0, 0],
      [0, 5, 0],
      [0, 0, 0],
    ]);
    expect(
      maxPool(
        [
          [1, 2, 9],
          [4, 3, 9],
          [9, 9, 9],
        ],
        2,
      ),
    ).toEqual([[4]]);
  });

  test("the receptive field is as wide as the part of the input whose change is felt", () => {
    const seen = (n: number): number => {
      const output = (x: number[]) => {
        const once = Array.from({ length: n - 4 }, (_, i) => x.slice(i, i + 5).reduce((a, b) => a + b));
        const pooled = Array.from({ length: once.length >> 1 }, (_, i) => once[2 * i]! + once[2 * i + 1]!);
        return Array.from({ length: pooled.length - 2 }, (_, i) => pooled.slice(i, i + 3).reduce((a, b) => a + b))[1]!;
      };
      return numericalGradient(output, new Array<number>(n).fill(1)).filter((g) => Math.abs(g) > 0.5).length;
    };
    const layers = [
      { k: 5, stride: 1 },
      { k: 2, stride: 2 },
      { k: 3, stride: 1 },
    ];
    expect(receptiveField(layers)).toBe(seen(20));
    expect(receptiveField([])).toBe(1);
  });
});

describe("convolutional networks", () => {
  test("the network of the article has 320 + 692,352 + 1,290 parameters", () => {
    const net = initCnn({ numFilters: 32, numHiddens: 128, numOutputs: 10, seed: 0 });
    expect(countParams(net)).toBe(320 + 692_352 + 1290);
    tf.dispose(net.params);
  });

  test("it computes what plain loops compute from the same parameters", () => {
    const net = initCnn({ numFilters: 2, numHiddens: 3, numOutputs: 4, seed: 1 });
    const pixels = Array.from({ length: 784 }, random.uniform);
    const { W1, W2, W3 } = net.params;
    const kernels = toGrids(W1.dataSync(), [3, 3, 2]);
    const maps = kernels.map((kernel) =>
      maxPool(
        convolve(toGrid(pixels, 28), kernel).map((row) => row.map((v) => Math.max(v, 0))),
        2,
      ),
    );
    const flat = Array.from({ length: 169 * 2 }, (_, i) => maps[i % 2]!.flat()[i >> 1]!);
    const affine = (x: number[], W: tf.Tensor2D) =>
      (W.arraySync() as number[][])[0]!.map((_, j) =>
        x.reduce((sum, v, i) => sum + v * (W.arraySync() as number[][])[i]![j]!, 0),
      );
    const expected = affine(
      affine(flat, W2).map((v) => Math.max(v, 0)),
      W3,
    );
    const logits = tf.tidy(() => net.forward(net.params, tf.tensor2d([pixels])).dataSync());
    expect(largestGap(Array.from(logits), expected)).toBeLessThan(1e-4);
    tf.dispose(net.params);
  });

  test("the greatest of each map forgets where it stood", () => {
    const net = initSmallCnn({ numFilters: [3, 4], numOutputs: 5, seed: 0, head: "global-max" });
    const dot = (row: number, column: number) =>
      Array.from({ length: 784 }, (_, i) => (i === 28 * row + column ? 1 : 0));
    const [here, there] = tf.tidy(
      () => net.forward(net.params, tf.tensor2d([dot(12, 12), dot(12, 16)])).arraySync() as number[][],
    );
    expect(largestGap(here!, there!)).toBeLessThan(1e-6);
    tf.dispose(net.params);
  });

  test("the small network has few parameters, starts with Glorot's variance and leaves no tensor", () => {
    const before = tf.memory().numTensors;
    const net = initSmallCnn({ numFilters: [8, 16], numOutputs: 10, seed: 0 });
    expect(countParams(net)).toBe(208 + 3216 + 2570);
    const weights = Array.from(net.params.W2.dataSync());
    const variance = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
    expect(variance / (2 / (25 * 8 + 25 * 16))).toBeCloseTo(1, 1);
    tf.tidy(() => {
      const { first, second } = featureMaps(net.params, tf.zeros([2, 784]));
      expect([first.shape, second.shape]).toEqual([
        [2, 24, 24, 8],
        [2, 8, 8, 16],
      ]);
    });
    tf.dispose(net.params);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("grids as a picture", () => {
  test("grey runs from black to white, and nothing is drawn between grids", () => {
    const { width, height, data } = gridSheet([[[0, 1]], [[2, 1]]], { text: "two" });
    expect([width, height]).toEqual([6, 1]);
    expect(Array.from(data.slice(0, 8))).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
    expect(data[4 * 2 + 3]).toBe(0);
    expect(data[4 * 5]).toBe(128);
  });

  test("signs have colours, and zero is white", () => {
    const { data } = gridSheet([[[-1, 0, 1]]], { signed: true, text: "signs" });
    expect([...data]).toEqual([33, 102, 172, 255, 255, 255, 255, 255, 178, 24, 43, 255]);
  });
});
