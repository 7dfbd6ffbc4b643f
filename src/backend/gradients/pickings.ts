// Gradients of operations that pick, move or scatter numbers: tfjs 4.22 lacks them, and that of mirrorPad forgets the
// mirrored numbers. Each number of the result is one of the input, so the derivative goes back to where it came from. A
// ramp sent through the operation tells whence.
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

export function registerPickingGradients(tf: Tfjs): void {
  for (const name of ["StridedSlice", "DepthToSpace", "MirrorPad"]) {
    putGradient(tf, name, ["x"], (dy, [x], attrs) => ({ x: () => sendBack(tf, dy, x!.shape, name, attrs) }));
  }
  putGradient(tf, "GatherNd", ["params", "indices"], (dy, [params, indices]) => ({
    params: () => tf.scatterND(indices!, dy, params!.shape),
    indices: () => tf.zeros(indices!.shape),
  }));
  putGradient(tf, "ScatterNd", ["indices", "updates"], (dy, [indices]) => ({
    indices: () => tf.zeros(indices!.shape),
    updates: () => tf.gatherND(dy, indices!),
  }));
  putGradient(tf, "SparseToDense", ["sparseIndices", "sparseValues", "defaultValue"], (dy, saved) => {
    const [places, values, other] = saved as [Tf.Tensor, Tf.Tensor, Tf.Tensor];
    const back = (): Tf.Tensor => tf.gatherND(dy, places.rank < 2 ? places.reshape([places.size, 1]) : places);
    return {
      sparseIndices: () => tf.zeros(places.shape),
      sparseValues: () => (values.rank === 0 ? tf.sum(back()) : back().reshape(values.shape)),
      defaultValue: () => tf.sub(tf.sum(dy), tf.sum(back())).reshape(other.shape),
    };
  });
  putGradient(tf, "TopK", ["x"], (dys, [x], attrs) => ({
    x: () => ofLargest(tf, (dys as unknown as Tf.Tensor[])[0]!, x!, attrs as { k: number }),
  }));
  mendGather(tf);
}

/** Sums dy into the places that the kernel took its numbers from. */
function sendBack(tf: Tfjs, dy: Tf.Tensor, shape: number[], kernel: string, attrs: object): Tf.Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const ramp = tf.range(0, size, 1, "int32").reshape(shape);
  const from = tf.engine().runKernel(kernel, { x: ramp }, attrs as never) as Tf.Tensor;
  return tf.unsortedSegmentSum(dy.flatten(), from.flatten() as Tf.Tensor1D, size).reshape(shape);
}

/** The derivative of the k largest goes to their places along the last axis. */
function ofLargest(tf: Tfjs, dy: Tf.Tensor, x: Tf.Tensor, { k }: { k: number }): Tf.Tensor {
  const places = tf.oneHot(tf.topk(x, k).indices.toInt(), x.shape.at(-1)!); // (…, k, n)
  return tf.sum(tf.mul(tf.expandDims(dy, -1), places), -2);
}

/** tfjs gives the indices themselves as the derivative by the indices, and then refuses it for its dtype. Rows that were
 *  picked go back without the two transposes that it makes of any axis. */
function mendGather(tf: Tfjs): void {
  const stock = tf.getGradient("GatherV2")!.gradFunc;
  putGradient(tf, "GatherV2", ["x", "indices"], (dy, saved, attrs) => {
    const [x, indices] = saved as [Tf.Tensor, Tf.Tensor];
    const { axis, batchDims } = attrs as { axis: number; batchDims: number };
    const [numRows, ...row] = x.shape as [number, ...number[]];
    const isRows = (axis === 0 || axis === -x.rank) && batchDims === 0;
    const ofRows = () =>
      tf.unsortedSegmentSum(dy.reshape([indices.size, ...row]), indices.flatten() as Tf.Tensor1D, numRows);
    return {
      x: isRows ? ofRows : (stock(dy, saved, attrs as never) as Record<string, () => Tf.Tensor>).x!,
      indices: () => tf.zeros(indices.shape),
    };
  });
}
