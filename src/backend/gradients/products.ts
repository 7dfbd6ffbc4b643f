// The gradient of prod along any axes. tfjs 4.22 takes no negative axis, and divides nothing by design; so does this: the
// product of the others is that of those before times that of those after.
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

export function registerProductGradient(tf: Tfjs): void {
  putGradient(tf, "Prod", ["x"], (dy, [x], attrs) => ({
    x: () => {
      const axes = tf.util.parseAxisParam(
        (attrs.axis as number | number[] | null) ?? x!.shape.map((_, i) => i),
        x!.shape,
      );
      return derivative(tf, dy, x!, axes);
    },
  }));
}

function derivative(tf: Tfjs, dy: Tf.Tensor, x: Tf.Tensor, axes: number[]): Tf.Tensor {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const keptShape = kept.map((axis) => x.shape[axis]!);
  const lines = tf.transpose(x, order).reshape([...keptShape, axes.reduce((n, axis) => n * x.shape[axis]!, 1)]);
  const before = tf.cumprod(lines, keptShape.length, true);
  const after = tf.cumprod(lines, keptShape.length, true, true);
  const dx = tf.mul(tf.reshape(dy, [...keptShape, 1]), tf.mul(before, after));
  const back = order.map((_, axis) => order.indexOf(axis));
  return tf.transpose(
    tf.reshape(
      dx,
      order.map((axis) => x.shape[axis]!),
    ),
    back,
  );
}
