// Backend: wasm, in Node, against plain float64 code.
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { registerWasmMatMul } from "./mat-mul";

beforeAll(async () => {
  await tf.setBackend("wasm");
  registerWasmMatMul(tf);
});

type Matrix = number[][];
const flip = (m: Matrix): Matrix => m[0]!.map((_, j) => m.map((row) => row[j]!));
const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => flip(b).map((column) => row.reduce((sum, v, i) => sum + v * column[i]!, 0)));
const toMatrix = (rows: number, columns: number, scale: number): Matrix =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => Math.sin(scale * (i * columns + j + 1))),
  );

describe("a matrix product on wasm", () => {
  test.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])("is right with flags %s, %s", async (flipA, flipB) => {
    const [a, b] = [toMatrix(3, 5, 1), toMatrix(5, 4, 2)];
    const before = tf.memory().numTensors;
    const product = tf.tidy(() =>
      tf.matMul(tf.tensor2d(flipA ? flip(a) : a), tf.tensor2d(flipB ? flip(b) : b), flipA, flipB),
    );
    const expected = times(a, b).flat();
    (await product.data()).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    product.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("takes batches of matrices", async () => {
    const [a, b] = [toMatrix(3, 5, 1), toMatrix(3, 4, 2)];
    const product = tf.matMul(tf.tensor3d([a, b.map((row) => [...row, 0])]), tf.tensor3d([a, a]), true, false);
    const second = times(flip(b.map((row) => [...row, 0])), a).flat();
    expect(product.shape).toEqual([2, 5, 5]);
    (await product.data()).slice(25).forEach((value, i) => expect(value).toBeCloseTo(second[i]!, 5));
  });

  test("leaves no data behind on the backend", () => {
    const X = tf.randomNormal([8, 6]);
    const count = () => (tf.backend() as tf.KernelBackend).numDataIds();
    const before = count();
    tf.tidy(() => void tf.matMul(X, X, true, false));
    expect(count()).toBe(before);
  });
});
