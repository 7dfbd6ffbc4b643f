// What tfjs 4.22's webgpu backend gets wrong, each mended by other kernels of the same backend.
import { registerGatherCheck, registerPlaceChecks } from "../gather-check";
import { composed, replaceKernel, sizeOf } from "../kernels";
import { registerAttention } from "./attention";
import { registerCast } from "./cast";
import { registerConvolutions } from "./convolutions";
import { registerClip } from "./clip";
import { registerCrossEntropy } from "./cross-entropy";
import { registerGelu } from "./gelu";
import { registerLog } from "./log";
import { registerMaxPoolGrad } from "./max-pool-grad";
import { registerNorms } from "./norms";
import { registerProducts } from "./products";
import { takeOverQueue } from "./queue";
import { holdWhileRead } from "./reads";
import { registerRecurrent } from "./recurrent";
import { spreadRows } from "./rows";
import { shareScalars } from "./scalars";
import { registerSegmentSum } from "./segment-sum";
import { registerSums } from "./sums";
import { registerUpdates } from "./updates";
import { mendValues } from "./values";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, Tfjs } from "../kernels";
import type { Flags } from "../misfits";

export function correctWebgpu(tf: Tfjs): void {
  mendMatMul(tf);
  registerProducts(tf);
  mendSoftmax(tf);
  mendAddN(tf);
  mendDenseBincount(tf);
  mendReversedRuns(tf);
  registerGatherCheck(tf, "webgpu");
  registerPlaceChecks(tf, "webgpu");
  registerCast(tf);
  registerLog(tf);
  mendValues(tf);
  holdWhileRead(tf);
  takeOverQueue(tf);
  shareScalars(tf);
  spreadRows(tf);
  registerConvolutions(tf);
  registerMaxPoolGrad(tf);
  registerRecurrent(tf);
  registerCrossEntropy(tf);
  registerSegmentSum(tf);
  registerNorms(tf);
  registerGelu(tf);
  registerAttention(tf);
  registerUpdates(tf);
  registerClip(tf);
  registerSums(tf);
}

/** The kernel for long products of few rows reads a transposed B as if it were not: transpose it first. More columns than a
 *  dispatch has room for are refused: take them in parts. */
function mendMatMul(tf: Tfjs): void {
  const minK = 2000; // tfjs takes that kernel from here on (matmul_webgpu_impl)
  replaceKernel(tf, "BatchMatMul", "webgpu", (stock) => (args) => {
    const { a, b } = args.inputs as { a: Info; b: Tf.Tensor };
    const { transposeA, transposeB } = args.attrs as { transposeA: boolean; transposeB: boolean };
    if (b.shape.at(transposeB ? -2 : -1)! > mostColumns)
      return multiplyParts(tf, a as Tf.Tensor, b, { transposeA, transposeB });
    if (!transposeB || b.shape.at(-1)! < minK) return stock(args);
    return tf.tidy(() => {
      const order = b.shape.map((_, axis) => axis);
      const flipped = tf.transpose(b, [...order.slice(0, -2), order.at(-1)!, order.at(-2)!]);
      return tf.matMul(a as Tf.Tensor, flipped, transposeA, false);
    });
  });
}

const mostColumns = 2 ** 19;

/** a · b, so many columns of b at a time. */
function multiplyParts(tf: Tfjs, a: Tf.Tensor, b: Tf.Tensor, { transposeA, transposeB }: Flags): Tf.Tensor {
  const axis = b.shape.length - (transposeB ? 2 : 1);
  const starts = Array.from({ length: Math.ceil(b.shape[axis]! / mostColumns) }, (_, i) => i * mostColumns);
  const sizes = starts.map((start) => Math.min(mostColumns, b.shape[axis]! - start));
  return tf.tidy(() => {
    const parts = tf.split(b, sizes, axis).map((part) => tf.matMul(a, part, transposeA, transposeB));
    return tf.concat(parts, -1);
  });
}

/** One workgroup a row; a dispatch has at most 65,535 of them a side, and what is too much overwrites the last row. */
function mendSoftmax(tf: Tfjs): void {
  const maxRows = 65_535;
  replaceKernel(tf, "Softmax", "webgpu", (stock) => (args) => {
    const logits = args.inputs.logits as Tf.Tensor;
    const numRows = sizeOf(logits.shape.slice(0, -1));
    if (numRows <= maxRows) return stock(args);
    return tf.tidy(() => {
      const rows = tf.reshape(logits, [numRows, logits.shape.at(-1)!]);
      const sizes = Array.from({ length: Math.ceil(numRows / maxRows) }, (_, i) =>
        Math.min(maxRows, numRows - i * maxRows),
      );
      return tf.concat(tf.split(rows, sizes).map((part) => tf.softmax(part))).reshape(logits.shape);
    });
  });
}

/** A shader has 8 storage buffers, so 7 inputs and a result. With more, tfjs's pipeline is invalid and says nothing. */
function mendAddN(tf: Tfjs): void {
  const maxInputs = 7;
  replaceKernel(tf, "AddN", "webgpu", (stock) => (args) => {
    const tensors = Object.values(args.inputs) as Tf.Tensor[];
    if (tensors.length <= maxInputs) return stock(args);
    return tf.tidy(() => {
      let sum = tf.addN(tensors.slice(0, maxInputs));
      for (let i = maxInputs; i < tensors.length; i += maxInputs - 1) {
        sum = tf.addN([sum, ...tensors.slice(i, i + maxInputs - 1)]);
      }
      return sum;
    });
  });
}

/** Counts by row are wrong: count each row's numbers in a range of its own. */
function mendDenseBincount(tf: Tfjs): void {
  replaceKernel(tf, "DenseBincount", "webgpu", (stock) => (args) => {
    const { x, weights } = args.inputs as { x: Tf.Tensor; weights: Tf.Tensor };
    const { size, binaryOutput } = args.attrs as { size: number; binaryOutput: boolean };
    if (x.rank === 1) return stock(args);
    return composed(tf, () => countRows(tf, x as Tf.Tensor2D, weights, size, binaryOutput))(args);
  });
}

function countRows(tf: Tfjs, x: Tf.Tensor2D, weights: Tf.Tensor, size: number, isBinary: boolean): Tf.Tensor {
  const [numRows, width] = x.shape;
  const row = tf.range(0, numRows, 1, "int32").reshape([numRows, 1]);
  const isCounted = tf.logicalAnd(tf.greaterEqual(x, 0), tf.less(x, size));
  const bins = tf.where(isCounted, tf.add(x, tf.mul(row, tf.scalar(size, "int32"))), tf.fill(x.shape, -1, "int32"));
  const amounts = weights.size > 0 ? tf.cast(weights, "float32") : tf.ones([numRows, width]);
  const counts = tf.unsortedSegmentSum(amounts.flatten(), bins.flatten(), numRows * size).reshape([numRows, size]);
  return tf.cast(isBinary ? tf.greater(counts, 0) : counts, weights.dtype);
}

/** Running sums and products from the end: the shader has the length of the axis written in, but is kept and used again
 *  for every length. Reverse, run from the start, reverse back. */
function mendReversedRuns(tf: Tfjs): void {
  for (const [name, run] of [
    ["Cumsum", tf.cumsum],
    ["Cumprod", tf.cumprod],
  ] as const) {
    replaceKernel(tf, name, "webgpu", (stock) => (args) => {
      const { axis, exclusive, reverse } = args.attrs as { axis: number; exclusive: boolean; reverse: boolean };
      if (!reverse) return stock(args);
      const x = args.inputs.x as Tf.Tensor;
      return tf.tidy(() => tf.reverse(run(tf.reverse(x, axis), axis, exclusive), axis));
    });
  }
}
