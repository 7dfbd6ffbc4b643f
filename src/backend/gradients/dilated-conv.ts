// Convolutions with a dilated filter: tfjs 4.22 refuses to differentiate them. A dilated filter is a larger filter with
// zeros between its weights, and that one it can differentiate; of its derivative only the weights' places are taken.
// R rows, K columns of the filter; C channels in, O out
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Gradient } from "./gradient";
import type { Tfjs } from "../kernels";

type Pair = [number, number];

export function registerDilatedConvGradients(tf: Tfjs): void {
  for (const name of ["Conv2D", "DepthwiseConv2dNative"]) {
    const stock = tf.getGradient(name);
    if (!stock) throw new Error(`tfjs has no gradient of ${name}`);
    putGradient(tf, name, ["x", "filter"], dilatable(tf, stock.gradFunc as unknown as Gradient));
  }
}

function dilatable(tf: Tfjs, stock: Gradient): Gradient {
  return (dy, [x, filter], attrs) => {
    const dilations = toPair(attrs.dilations as number | Pair | undefined);
    if (Math.max(...dilations) === 1) return stock(dy, [x!, filter!], attrs);
    const derivatives = stock(dy, [x!, dilate(tf, filter!, dilations)], { ...attrs, dilations: [1, 1] });
    return { x: derivatives.x!, filter: () => undilate(tf, derivatives.filter!(), filter!.shape, dilations) };
  };
}

const toPair = (value: number | Pair = 1): Pair => (typeof value === "number" ? [value, value] : value);

/** (R, K, C, O) → ((R−1)d + 1, (K−1)d′ + 1, C, O), zeros between the weights. */
function dilate(tf: Tfjs, filter: Tf.Tensor, [down, across]: Pair): Tf.Tensor {
  const [rows, columns, channels, outputs] = filter.shape as [number, number, number, number];
  const tall = spread(tf, tf.reshape(filter, [1, rows, columns * channels * outputs]), down);
  const wide = spread(tf, tf.reshape(tall, [tall.shape[1]!, columns, channels * outputs]), across);
  return tf.reshape(wide, [tall.shape[1]!, wide.shape[1]!, channels, outputs]);
}

/** (P, N, Q) → (P, (N−1)d + 1, Q): d−1 zeros after each but the last. */
function spread(tf: Tfjs, x: Tf.Tensor, by: number): Tf.Tensor {
  const [outer, count, inner] = x.shape as [number, number, number];
  const parted = tf.pad(tf.reshape(x, [outer * count, 1, inner]), [
    [0, 0],
    [0, by - 1],
    [0, 0],
  ]);
  return tf.slice(tf.reshape(parted, [outer, count * by, inner]), [0, 0, 0], [outer, (count - 1) * by + 1, inner]);
}

/** The weights' places of a dilated filter's derivative. */
function undilate(tf: Tfjs, derivative: Tf.Tensor, shape: number[], [down, across]: Pair): Tf.Tensor {
  return tf.stridedSlice(derivative, [0, 0, 0, 0], derivative.shape, [down, across, 1, 1]).reshape(shape);
}
