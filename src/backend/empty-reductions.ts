// Means, extremes and truths of no number at all. On wasm tfjs 4.22 gives whatever was in memory, on the others now 0, now
// NaN. Here as in NumPy: a mean is NaN, a product 1, all true, any false, and a largest number there is not.
import { replaceKernel, sizeOf } from "./kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, Tfjs } from "./kernels";

interface Reduction {
  /** What there is for no number; undefined where it is refused. */
  value?: number;
  dtype?: Tf.DataType;
}

/** Max says reductionIndices, the others axis. */
interface Attributes {
  axis?: number | number[];
  reductionIndices?: number | number[];
  keepDims?: boolean;
}

const reductions: Record<string, Reduction> = {
  Mean: { value: NaN, dtype: "float32" },
  Prod: { value: 1 },
  All: { value: 1, dtype: "bool" },
  Any: { value: 0, dtype: "bool" },
  Max: {},
  Min: {},
  ArgMax: { dtype: "int32" },
  ArgMin: { dtype: "int32" },
};

export function mendEmptyReductions(tf: Tfjs, backendName: string): void {
  for (const [name, { value, dtype }] of Object.entries(reductions)) {
    replaceKernel(tf, name, backendName, (stock) => (args) => {
      const x = args.inputs.x as Info;
      if (!x.shape.includes(0)) return stock(args);
      const { axis, reductionIndices, keepDims } = args.attrs as unknown as Attributes;
      const axes = tf.util.parseAxisParam((axis ?? reductionIndices)!, x.shape);
      const sizes = x.shape.map((n, i) => (axes.includes(i) ? 1 : n));
      const shape = keepDims ? sizes : sizes.filter((_, i) => !axes.includes(i));
      if (value === undefined && sizeOf(shape) > 0) {
        throw new Error(`${name} of no number: shape (${x.shape.join(", ")}), axis ${axes.join(", ")}`);
      }
      return tf.fill(shape, value ?? 0, dtype ?? (x.dtype as "float32"));
    });
  }
}
