// A row beside a matrix, as every bias is: tfjs 4.22 has a shader of its own for it, one for each length, in which the
// workgroup waits for its shared copy of the row; by software that takes 20 times as long. Told that the row is a matrix
// of one row, it takes four numbers at a time.
import { replaceKernel } from "../kernels";
import type { Info, Tfjs } from "../kernels";

const kernels = ["Add", "Sub", "Multiply", "RealDiv", "Maximum", "Minimum", "SquaredDifference"];

export function spreadRows(tf: Tfjs): void {
  for (const name of kernels) {
    replaceKernel(tf, name, "webgpu", (stock) => (args) => {
      const { a, b } = args.inputs as { a: Info; b: Info };
      const inputs = { a: beside(a, b), b: beside(b, a) };
      return stock({ ...args, inputs: inputs as unknown as typeof args.inputs });
    });
  }
}

/** The same numbers, (n) as (1, n) where the other has more axes. */
const beside = (x: Info, other: Info): Info =>
  x.shape.length === 1 && other.shape.length > 1 ? { dataId: x.dataId, dtype: x.dtype, shape: [1, ...x.shape] } : x;
