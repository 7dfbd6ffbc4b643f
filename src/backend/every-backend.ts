// What is wrong in the kernels of every backend of tfjs 4.22, because they share the reasoning.
import { replaceKernel, sizeOf } from "./kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, Tfjs } from "./kernels";

export function correctEvery(tf: Tfjs, backendName: string): void {
  mendMatMul(tf, backendName);
  mendEmpty(tf, backendName);
  refuseStepsBesideShrunkAxes(tf, backendName);
}

interface Flags {
  transposeA: boolean;
  transposeB: boolean;
}

/** Batches that stretch each other, (3, 1)·(1, 2), are read past their end, and a product over no number at all is left
 *  as it was found in memory. */
function mendMatMul(tf: Tfjs, backendName: string): void {
  replaceKernel(tf, "BatchMatMul", backendName, (stock) => (args) => {
    const { a, b } = args.inputs as { a: Tf.Tensor; b: Tf.Tensor };
    const { transposeA, transposeB } = args.attrs as unknown as Flags;
    const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
    const size = sizeOf(a.shape) * sizeOf(b.shape);
    if (size > 0 && !stretchEachOther(batchA, batchB)) return stock(args);
    const batch = tf.broadcast_util.assertAndGetBroadcastShape(batchA, batchB);
    if (size === 0) return tf.zeros([...batch, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!]);
    return tf.tidy(() => {
      const full = (x: Tf.Tensor) => tf.broadcastTo(x, [...batch, ...x.shape.slice(-2)]);
      return tf.matMul(full(a), full(b), transposeA, transposeB);
    });
  });
}

function stretchEachOther(a: number[], b: number[]): boolean {
  return sizeOf(a) > 1 && sizeOf(b) > 1 && a.join() !== b.join();
}

/** Takes the steps as 1 if an axis is dropped. */
function refuseStepsBesideShrunkAxes(tf: Tfjs, backendName: string): void {
  replaceKernel(tf, "StridedSlice", backendName, (stock) => (args) => {
    const { strides, shrinkAxisMask } = args.attrs as { strides: number[]; shrinkAxisMask: number };
    if (shrinkAxisMask && strides.some((stride) => stride !== 1)) {
      throw new Error(
        `stridedSlice cannot drop an axis and take steps of ${strides.join(", ")} at once; drop it with slice and squeeze first`,
      );
    }
    return stock(args);
  });
}

/** Sums, softmax and picks of no number at all: the GPU backends divide by the size, 0/0. */
function mendEmpty(tf: Tfjs, backendName: string): void {
  replaceKernel(tf, "Softmax", backendName, (stock) => (args) => {
    const { shape } = args.inputs.logits as Info;
    return shape.includes(0) ? tf.zeros(shape) : stock(args);
  });
  replaceKernel(tf, "Sum", backendName, (stock) => (args) => {
    const { shape, dtype } = args.inputs.x as Info;
    if (!shape.includes(0)) return stock(args);
    const { axis, keepDims } = args.attrs as { axis: number | number[]; keepDims: boolean };
    const axes = tf.util.parseAxisParam(axis, shape);
    const sizes = shape.map((n, i) => (axes.includes(i) ? 1 : n));
    return tf.zeros(keepDims ? sizes : sizes.filter((_, i) => !axes.includes(i)), dtype);
  });
  replaceKernel(tf, "GatherV2", backendName, (stock) => (args) => {
    const { x, indices } = args.inputs as { x: Info; indices: Info };
    const { axis, batchDims } = args.attrs as { axis: number; batchDims: number };
    const shape = [...x.shape.slice(0, axis), ...indices.shape.slice(batchDims), ...x.shape.slice(axis + 1)];
    return shape.includes(0) ? tf.zeros(shape, x.dtype) : stock(args);
  });
  replaceKernel(tf, "UnsortedSegmentSum", backendName, (stock) => (args) => {
    const { x, segmentIds } = args.inputs as { x: Info; segmentIds: Info };
    const { numSegments } = args.attrs as { numSegments: number };
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
    return x.shape.includes(0) ? tf.zeros(shape, x.dtype) : stock(args);
  });
}
