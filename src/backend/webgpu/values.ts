// Shapes and numbers that tfjs 4.22's webgpu backend gives wrongly: the place of the largest in a row, products and
// transposes of whole numbers, one number of linspace, rows of segments that there are not, convolutions of no image.
import { readKnown } from "../gather-check";
import { composed, replaceKernel, sizeOf } from "../kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, Tfjs } from "../kernels";

export function mendValues(tf: Tfjs): void {
  for (const name of ["ArgMax", "ArgMin"]) mendPlace(tf, name);
  mendWholeProducts(tf);
  mendWholeTransposes(tf);
  mendLinspace(tf);
  mendSegments(tf);
  mendNoImages(tf);
}

/** Of a row there is one place: shape (), not (1). */
function mendPlace(tf: Tfjs, name: string): void {
  replaceKernel(tf, name, "webgpu", (stock) => (args) => {
    if ((args.inputs.x as Info).shape.length !== 1) return stock(args);
    return composed(tf, () =>
      tf
        .engine()
        .makeTensorFromTensorInfo(stock(args) as Info)
        .reshape([]),
    )(args);
  });
}

/** Its shader does not compile: multiplied as fractions, exact to 2²⁴. */
function mendWholeProducts(tf: Tfjs): void {
  replaceKernel(tf, "BatchMatMul", "webgpu", (stock) => (args) => {
    const { a, b } = args.inputs as { a: Tf.Tensor; b: Tf.Tensor };
    const { transposeA, transposeB } = args.attrs as { transposeA: boolean; transposeB: boolean };
    if (a.dtype === "float32" && b.dtype === "float32") return stock(args);
    return composed(tf, () =>
      tf.cast(tf.matMul(tf.cast(a, "float32"), tf.cast(b, "float32"), transposeA, transposeB), "int32"),
    )(args);
  });
}

/** Its shader for all but two axes swapped does not compile either. */
function mendWholeTransposes(tf: Tfjs): void {
  replaceKernel(tf, "Transpose", "webgpu", (stock) => (args) => {
    const x = args.inputs.x as Tf.Tensor;
    const { perm } = args.attrs as { perm: number[] };
    const isWhole = x.dtype === "int32" || x.dtype === "bool";
    if (!isWhole || perm.join() === "1,0") return stock(args);
    return composed(tf, () => tf.cast(tf.transpose(tf.cast(x, "float32"), perm), x.dtype))(args);
  });
}

/** A step of 0/0. */
function mendLinspace(tf: Tfjs): void {
  replaceKernel(tf, "LinSpace", "webgpu", (stock) => (args) => {
    const { start, num } = args.attrs as { start: number; num: number };
    return num === 1 ? tf.tensor1d([start]) : stock(args);
  });
}

/** What belongs to no segment is added to the last. An id below 0 is let out. */
function mendSegments(tf: Tfjs): void {
  replaceKernel(tf, "UnsortedSegmentSum", "webgpu", (stock) => (args) => {
    const segmentIds = args.inputs.segmentIds as Tf.Tensor;
    const { numSegments } = args.attrs as { numSegments: number };
    const known = readKnown(args, segmentIds);
    const isInside = known && Array.prototype.every.call(known, (id: number) => id < numSegments);
    if (isInside) return stock(args);
    return composed(tf, () => {
      const ids = tf.where(tf.less(segmentIds, numSegments), segmentIds, tf.scalar(-1, "int32"));
      return tf
        .engine()
        .makeTensorFromTensorInfo(stock({ ...args, inputs: { ...args.inputs, segmentIds: ids } }) as Info);
    })(args);
  });
}

interface Convolution {
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dilations: number | [number, number];
  dimRoundingMode?: "floor" | "round" | "ceil";
}

type Shape4D = [number, number, number, number];

/** No image gives none, of the shape that it would have. */
function mendNoImages(tf: Tfjs): void {
  replaceKernel(tf, "Conv2D", "webgpu", (stock) => (args) => {
    const { x, filter } = args.inputs as { x: Info; filter: Info };
    const { strides, pad, dilations, dimRoundingMode } = args.attrs as unknown as Convolution;
    if (sizeOf(x.shape) > 0) return stock(args);
    const shapes = [x.shape as Shape4D, filter.shape as Shape4D] as const;
    return tf.zeros(tf.backend_util.computeConv2DInfo(...shapes, strides, dilations, pad, dimRoundingMode).outShape);
  });
}
