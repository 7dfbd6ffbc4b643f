// What is wrong in the kernels of every backend of tfjs 4.22, because they share the reasoning.
import { refuseMisfitTransposes } from "./conv-transpose";
import { mendDtypes } from "./dtypes";
import { mendEmptyReductions } from "./empty-reductions";
import { readKnown, registerBoxCheck } from "./gather-check";
import { replaceKernel, sizeOf } from "./kernels";
import { checkProduct, refuseMisfits } from "./misfits";
import { refuseMissing } from "./missing";
import { mendMultinomial } from "./multinomial";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, Tfjs } from "./kernels";
import type { Flags } from "./misfits";

export function correctEvery(tf: Tfjs, backendName: string): void {
  // Rows of different lengths are refused; tfjs looks only while it debugs.
  tf.env().set("TENSORLIKE_CHECK_SHAPE_CONSISTENCY", true);
  mendMatMul(tf, backendName);
  mendEmpty(tf, backendName);
  mendRunsFromBehind(tf, backendName);
  mendBincount(tf, backendName);
  registerBoxCheck(tf, backendName);
  mendEmptyReductions(tf, backendName);
  mendStepsBesideShrunkAxes(tf, backendName);
  mendDtypes(tf, backendName);
  refuseMisfits(tf, backendName);
  refuseMisfitTransposes(tf, backendName);
  mendMultinomial(tf, backendName);
  refuseMissing(tf, backendName);
}

/** Batches that stretch each other, (3, 1)·(1, 2), are read past their end, and a product over no number at all is left
 *  as it was found in memory. */
function mendMatMul(tf: Tfjs, backendName: string): void {
  replaceKernel(tf, "BatchMatMul", backendName, (stock) => (args) => {
    const { a, b } = args.inputs as { a: Tf.Tensor; b: Tf.Tensor };
    const { transposeA, transposeB } = args.attrs as unknown as Flags;
    checkProduct(tf, a.shape, b.shape, { transposeA, transposeB });
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

/** An axis counted from behind is looked for as it is written: the result has no shape, or wasm's memory is overrun. */
function mendRunsFromBehind(tf: Tfjs, backendName: string): void {
  for (const name of ["Cumsum", "Cumprod"]) {
    replaceKernel(tf, name, backendName, (stock) => (args) => {
      const [axis] = tf.util.parseAxisParam((args.attrs as { axis: number }).axis, (args.inputs.x as Info).shape);
      return stock({ ...args, attrs: { ...args.attrs, axis: axis! } });
    });
  }
}

/** What is not a row is counted row by row, or not at all; what is below 0 is counted somewhere. */
function mendBincount(tf: Tfjs, backendName: string): void {
  replaceKernel(tf, "Bincount", backendName, (stock) => (args) => {
    const x = args.inputs.x as Tf.Tensor;
    const { weights } = args.inputs as { weights: Tf.Tensor };
    const below = Array.prototype.find.call(readKnown(args, x) ?? [], (number: number) => number < 0) as unknown;
    if (below !== undefined) throw new Error(`bincount counts whole numbers from 0 on, got ${String(below)}`);
    if (x.shape.length === 1) return stock(args);
    const { size } = args.attrs as { size: number };
    return tf.tidy(() =>
      tf.bincount(tf.reshape(x, [sizeOf(x.shape)]), tf.reshape(weights, [sizeOf(weights.shape)]), size),
    );
  });
}

/** Takes the steps as 1 if an axis is dropped: take the steps first, then drop. */
function mendStepsBesideShrunkAxes(tf: Tfjs, backendName: string): void {
  replaceKernel(tf, "StridedSlice", backendName, (stock) => (args) => {
    const { begin, end, strides, ...masks } = args.attrs as unknown as SliceAttributes;
    if (!masks.shrinkAxisMask) return stock(args);
    const x = args.inputs.x as Tf.Tensor;
    const { beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = masks;
    const all = [beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask] as const;
    const slice = tf.slice_util.sliceInfo(x.shape, begin, end, strides, ...all);
    if (slice.strides.every((stride) => stride === 1)) return stock(args);
    if (slice.strides.some((stride) => stride < 0)) {
      throw new Error(
        `stridedSlice cannot drop an axis and take steps of ${strides.join(", ")} at once; reverse first, or squeeze after`,
      );
    }
    return tf.tidy(() => tf.stridedSlice(x, slice.begin, slice.end, slice.strides).reshape(slice.finalShape));
  });
}

interface SliceAttributes {
  begin: number[];
  end: number[];
  strides: number[];
  beginMask: number;
  endMask: number;
  ellipsisMask: number;
  newAxisMask: number;
  shrinkAxisMask: number;
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
    const place = tf.util.parseAxisParam(axis, x.shape)[0]!;
    const sizes = tf.backend_util.segment_util.collectGatherOpShapeInfo(x as never, indices as never, place, batchDims);
    const shape = sizes.outputShape;
    return shape.includes(0) ? tf.zeros(shape, x.dtype) : stock(args);
  });
  replaceKernel(tf, "UnsortedSegmentSum", backendName, (stock) => (args) => {
    const { x, segmentIds } = args.inputs as { x: Info; segmentIds: Info };
    const { numSegments } = args.attrs as { numSegments: number };
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)];
    return x.shape.includes(0) ? tf.zeros(shape, x.dtype) : stock(args);
  });
}
