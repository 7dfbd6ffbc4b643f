// Whole layers in one kernel, where a backend has one of that name (src/backend registers them, with their gradients);
// elsewhere, in plain tfjs for example, a layer is computed by the formula that stands beside the call.
import * as tf from "@tensorflow/tfjs";

/** The first result of the running backend's kernel; undefined where it has none, or an input is not of float32. */
export function runFused<T extends tf.Tensor>(
  name: string,
  inputs: Record<string, tf.Tensor>,
  attributes: Record<string, number> = {},
): T | undefined {
  const isTaken = Object.values(inputs).every(({ dtype }) => dtype === "float32");
  if (!isTaken || !tf.getKernel(name, tf.getBackend())) return undefined;
  return tf.tidy(() => [tf.engine().runKernel(name, inputs, attributes)].flat()[0]) as T;
}
