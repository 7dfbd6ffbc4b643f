// gather in each of a batch on wasm: tfjs 4.22 reads the first row of indices for all. One gather each instead.
import { replaceKernel } from "../kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

export function mendBatchedGather(tf: Tfjs): void {
  replaceKernel(tf, "GatherV2", "wasm", (stock) => (args) => {
    const { x, indices } = args.inputs as { x: Tf.Tensor; indices: Tf.Tensor };
    const { axis, batchDims } = args.attrs as { axis: number; batchDims: number };
    if (!batchDims) return stock(args);
    return tf.tidy(() => {
      const rows = tf.unstack(indices);
      const each = tf.unstack(x).map((one, i) => tf.gather(one, rows[i]! as Tf.Tensor1D, axis - 1, batchDims - 1));
      return tf.stack(each);
    });
  });
}
