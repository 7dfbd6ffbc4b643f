// Running sums and products along any axis: tfjs 4.22 moves the axes of cumsum's derivative once too often, and has
// none for cumprod.
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

interface Cumulative {
  axis: number;
  exclusive: boolean;
  reverse: boolean;
}

export function registerCumulativeGradients(tf: Tfjs): void {
  putGradient(tf, "Cumsum", ["x"], (dy, _, attrs) => {
    const { axis, exclusive, reverse } = attrs as unknown as Cumulative;
    return { x: () => tf.cumsum(dy, axis, exclusive, !reverse) };
  });
  putGradient(tf, "Cumprod", ["x"], (dy, [x], attrs) => ({
    x: () => ofProduct(tf, dy, x!, attrs as unknown as Cumulative),
  }));
}

/** With y₋₁ = 1 and yₖ = yₖ₋₁ xₖ: dxₖ = gₖ yₖ₋₁, where gₖ = dyₖ + xₖ₊₁ gₖ₊₁; exclusive, where yₖ is without xₖ,
 *  gₖ = dyₖ₊₁ + xₖ₊₁ gₖ₊₁. Divides by nothing: an x may be 0. */
function ofProduct(tf: Tfjs, dy: Tf.Tensor, x: Tf.Tensor, { axis, exclusive, reverse }: Cumulative): Tf.Tensor {
  const before = tf.unstack(tf.cumprod(x, axis, true, reverse), axis);
  const xs = tf.unstack(x, axis);
  const dys = tf.unstack(dy, axis);
  const places = xs.map((_, k) => k);
  const backwards = reverse ? places : places.reverse();
  const dx: Tf.Tensor[] = [];
  let carried: Tf.Tensor = tf.zerosLike(dys[0]!);
  for (const k of backwards) {
    const g = exclusive ? carried : tf.add(dys[k]!, carried);
    dx[k] = tf.mul(g, before[k]!);
    carried = exclusive ? tf.add(dys[k]!, tf.mul(xs[k]!, carried)) : tf.mul(xs[k]!, g);
  }
  return tf.stack(dx, axis);
}
