// Tensors that tfjs 4.22's wasm backend stretches to each other wrongly: a prelu whose alpha is no row of channels, and sums,
// products and pads of more than six axes, for which its library gives up without a word.
import { composed, replaceKernel } from "../kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, Tfjs } from "../kernels";

const maxAxes = 6;

export function mendStretching(tf: Tfjs): void {
  mendPrelu(tf);
  for (const name of ["Add", "Sub", "Multiply", "RealDiv", "SquaredDifference"]) mendManyAxes(tf, name);
  replaceKernel(tf, "PadV2", "wasm", (stock) => (args) => {
    const { shape } = args.inputs.x as Info;
    if (shape.length <= maxAxes) return stock(args);
    throw new Error(`pad on wasm takes at most ${maxAxes} axes, got (${shape.join(", ")}); cpu takes more`);
  });
}

/** x where it is above 0, αx elsewhere. tfjs reads the numbers of α round and round. */
function mendPrelu(tf: Tfjs): void {
  replaceKernel(tf, "Prelu", "wasm", (stock) => (args) => {
    const { x, alpha } = args.inputs as { x: Tf.Tensor; alpha: Tf.Tensor };
    if (isTail(alpha.shape, x.shape)) return stock(args);
    return composed(tf, () => tf.sub(tf.relu(x), tf.mul(alpha, tf.relu(tf.neg(x)))))(args);
  });
}

/** (3), (1, 3) and (2, 3) are tails of (5, 2, 3). */
function isTail(small: readonly number[], large: readonly number[]): boolean {
  const sizes = small.slice(small.findIndex((n) => n !== 1));
  return (
    small.length <= large.length && (small.every((n) => n === 1) || large.slice(-sizes.length).join() === sizes.join())
  );
}

function mendManyAxes(tf: Tfjs, name: string): void {
  replaceKernel(tf, name, "wasm", (stock) => (args) => {
    const { a, b } = args.inputs as { a: Tf.Tensor; b: Tf.Tensor };
    if (Math.max(a.shape.length, b.shape.length) <= maxAxes) return stock(args);
    const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    return composed(tf, () => {
      const [x, y] = [a, b].map((tensor) => tf.broadcastTo(tensor, shape).flatten());
      return (tf.engine().runKernel(name, { a: x!, b: y! }) as Tf.Tensor).reshape(shape);
    })(args);
  });
}
