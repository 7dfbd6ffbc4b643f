// The gradient of avgPool where windows reach beyond the image: forward, tfjs divides by the pixels that are there, but
// 4.22's derivative divides by the size of the window.
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

interface Pooling {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

type Shape4D = [number, number, number, number];

export function registerAvgPoolGradient(tf: Tfjs): void {
  const run = (name: string, inputs: Record<string, Tf.Tensor>, attrs: object) =>
    tf.engine().runKernel(name, inputs, attrs as never) as Tf.Tensor;
  const share = (shape: number[], attrs: object) => windowShares(tf, shape as Shape4D, attrs as Pooling);

  putGradient(tf, "AvgPool", ["x"], (dy, [x], attrs) => ({
    x: () => run("AvgPoolGrad", { dy: tf.mul(dy, share(x!.shape, attrs)), input: x! }, attrs),
  }));
  putGradient(tf, "AvgPoolGrad", ["input"], (g, [input], attrs) => ({
    dy: () => tf.div(run("AvgPool", { x: g }, attrs), share(input!.shape, attrs)),
    input: () => tf.zerosLike(input!),
  }));
}

/** For each window its size over the number of its pixels inside the image; 1 for all without padding. (1, H′, W′, 1) */
function windowShares(tf: Tfjs, shape: Shape4D, { filterSize, strides, pad, dimRoundingMode }: Pooling): Tf.Tensor {
  const pool = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { top, bottom, left, right } = pool.padInfo;
  if (top + bottom + left + right === 0) return tf.scalar(1);
  const inside = (i: number, stride: number, before: number, width: number, size: number) =>
    Math.min(size, i * stride - before + width) - Math.max(0, i * stride - before);
  const shares: number[] = [];
  for (let i = 0; i < pool.outHeight; i++) {
    const rows = inside(i, pool.strideHeight, top, pool.filterHeight, pool.inHeight);
    for (let j = 0; j < pool.outWidth; j++) {
      const columns = inside(j, pool.strideWidth, left, pool.filterWidth, pool.inWidth);
      shares.push((pool.filterHeight * pool.filterWidth) / Math.max(1, rows * columns));
    }
  }
  return tf.tensor4d(shares, [1, pool.outHeight, pool.outWidth, 1]);
}
