// Gradients of sum, mean and relu without a tensor of ones, and in one kernel each.
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";
import type { StretchSettings } from "../stretch";

export function registerSumGradients(tf: Tfjs): void {
  const gradientOf =
    (isMean: boolean) =>
    (dy: Tf.Tensor, [x]: Tf.Tensor[], attrs: Record<string, unknown>) => {
      const { shape } = x!;
      const axes = tf.util.parseAxisParam(attrs["axis"] as number | number[], shape);
      const count = axes.reduce((product, axis) => product * shape[axis]!, 1);
      const narrow = shape.map((n, i) => (axes.includes(i) ? 1 : n));
      return { x: () => stretch(tf, tf.reshape(dy, narrow), { axes, shape, factor: isMean ? 1 / count : 1 }) };
    };
  putGradient(tf, "Sum", ["x"], gradientOf(false));
  putGradient(tf, "Mean", ["x"], gradientOf(true));
  putGradient(tf, "Stretch", [], (dy, _, attrs) => {
    const { axes, factor } = attrs as StretchSettings;
    return { x: () => (factor === 1 ? tf.sum(dy, axes, true) : tf.mul(tf.sum(dy, axes, true), factor)) };
  });
  putGradient(tf, "Relu", ["x"], (dy, [x]) => ({ x: () => runReluGrad(tf, dy, x!) }));
  putGradient(tf, "ReluGrad", ["x"], (ddx, [x]) => ({
    dy: () => runReluGrad(tf, ddx, x!),
    x: () => tf.zerosLike(x!),
  }));
}

function stretch(tf: Tfjs, x: Tf.Tensor, settings: StretchSettings): Tf.Tensor {
  if (settings.shape.includes(0)) return tf.zeros(settings.shape);
  if (settings.factor === 1 && x.shape.join() === settings.shape.join()) return tf.clone(x);
  return tf.engine().runKernel("Stretch", { x }, settings);
}

/** dy where x is above 0, else 0. */
function runReluGrad(tf: Tfjs, dy: Tf.Tensor, x: Tf.Tensor): Tf.Tensor {
  if (tf.getKernel("ReluGrad", tf.getBackend())) return tf.engine().runKernel("ReluGrad", { dy, x });
  return tf.mul(dy, tf.cast(tf.step(x), "float32"));
}
