// Largest numbers that tfjs 4.22's wasm backend looks for from 10⁻³⁸ upwards instead of from −∞: pools of voxels and
// dilation of an image gave 10⁻³⁸ where no number is above 0.
// N volumes, D, H and W their sizes, C channels
import { composed, replaceKernel } from "../kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, Tfjs } from "../kernels";

type Triple = number | [number, number, number];
type Shape5D = [number, number, number, number, number];

interface Pooling {
  filterSize: Triple;
  strides: Triple;
  pad: "valid" | "same" | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

/** A pool of images as tfjs's kernels take it, and the shapes before and after. */
interface Stage {
  from: number[];
  to: number[];
  attrs: object;
}

export function mendLargest(tf: Tfjs): void {
  const pool = (x: Tf.Tensor, { from, attrs }: Stage): Tf.Tensor =>
    tf.engine().runKernel("MaxPool", { x: x.reshape(from) }, attrs as never);
  const poolBack = (dy: Tf.Tensor, x: Tf.Tensor, y: Tf.Tensor, { from, to, attrs }: Stage): Tf.Tensor => {
    const inputs = { dy: dy.reshape(to), input: x.reshape(from), output: y.reshape(to) };
    return tf.engine().runKernel("MaxPoolGrad", inputs, attrs as never);
  };
  replaceKernel(tf, "MaxPool3D", "wasm", () =>
    composed(tf, ({ inputs, attrs }) => {
      const given = inputs.x as Tf.Tensor;
      const x = tf.where(tf.isNaN(given), -Infinity, given); // NaN is passed over, as on cpu
      const { rows, depth, shape } = toStages(tf, x, attrs as unknown as Pooling);
      return pool(pool(x, rows), depth).reshape(shape);
    }),
  );
  replaceKernel(tf, "MaxPool3DGrad", "wasm", () =>
    composed(tf, ({ inputs, attrs }) => {
      const { dy, input, output } = inputs as { dy: Tf.Tensor; input: Tf.Tensor; output: Tf.Tensor };
      const { rows, depth } = toStages(tf, input, attrs as unknown as Pooling);
      const between = pool(input, rows);
      return poolBack(poolBack(dy, between, output, depth), input, between, rows).reshape(input.shape);
    }),
  );
  mendDilation(tf);
}

/** A pool of voxels as two: over height and width, then over depth. */
function toStages(tf: Tfjs, { shape }: Info, { filterSize, strides, pad, dimRoundingMode }: Pooling) {
  const info = tf.backend_util.computePool3DInfo(shape as Shape5D, filterSize, strides, 1, pad, dimRoundingMode);
  const [n, d, h, w, c] = shape as Shape5D;
  const { outDepth, outHeight, outWidth } = info;
  const [size, step] = [triple(filterSize), triple(strides)];
  const rows: Stage = {
    from: [n * d, h, w, c],
    to: [n * d, outHeight, outWidth, c],
    attrs: { filterSize: size.slice(1), strides: step.slice(1), pad, dimRoundingMode },
  };
  const alongDepth = typeof pad === "number" ? [0, pad, 0, 0].map((zeros) => [zeros, zeros]) : pad;
  const depth: Stage = {
    from: [n, d, outHeight * outWidth, c],
    to: [n, outDepth, outHeight * outWidth, c],
    attrs: { filterSize: [size[0], 1], strides: [step[0], 1], pad: alongDepth, dimRoundingMode },
  };
  return { rows, depth, shape: [n, outDepth, outHeight, outWidth, c] };
}

const triple = (sizes: Triple): number[] => (typeof sizes === "number" ? [sizes, sizes, sizes] : sizes);

/** The largest x + w of a window: lifted above 0 and lowered again. */
function mendDilation(tf: Tfjs): void {
  replaceKernel(tf, "Dilation2D", "wasm", (stock) =>
    composed(tf, (args) => {
      const { x, filter } = args.inputs as { x: Tf.Tensor; filter: Tf.Tensor };
      const lift = tf.sub(1, tf.add(tf.min(x), tf.min(filter)));
      const result = stock({ ...args, inputs: { x: tf.add(x, lift), filter } }) as Info;
      return tf.sub(tf.engine().makeTensorFromTensorInfo(result), lift);
    }),
  );
}
