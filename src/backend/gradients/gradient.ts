// The shape of a gradient, and the one thing they share: summing a derivative back to the shape it was broadcast from.
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

export type Derivatives = Record<string, () => Tf.Tensor>;
export type Gradient = (dy: Tf.Tensor, saved: Tf.Tensor[], attrs: Record<string, unknown>) => Derivatives;

/** Registers the gradient of a kernel, in the place of tfjs's own if there is one. `inputsToSave` names the
 *  inputs that it needs, in order; after them come the outputs that `outputsToSave` marks. */
export function putGradient(
  tf: Tfjs,
  kernelName: string,
  inputsToSave: string[],
  gradient: Gradient,
  outputsToSave: boolean[] = [],
): void {
  if (tf.getGradient(kernelName)) tf.unregisterGradient(kernelName);
  tf.registerGradient({ kernelName, inputsToSave, outputsToSave, gradFunc: gradient as never });
}

/** Sums over the axes along which `shape` was stretched to that of `derivative`. */
export function unbroadcast(tf: Tfjs, derivative: Tf.Tensor, shape: number[]): Tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, derivative.shape);
  return (axes.length > 0 ? tf.sum(derivative, axes) : derivative).reshape(shape);
}
