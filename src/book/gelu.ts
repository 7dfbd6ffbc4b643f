// GELU, the activation of GPT's perceptrons, in the form with tanh.
// Source: Hendrycks, Gimpel, "Gaussian Error Linear Units (GELUs)", arXiv:1606.08415 (2016).
import * as tf from "@tensorflow/tfjs";
import { runFused } from "./fused";

/** x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))), number by number: nearly x times the chance that N(0, 1) is below x.
 *  X any shape → the same shape. */
export function gelu<T extends tf.Tensor>(X: T): T {
  return runFused<T>("Gelu", { x: X }) ?? tf.tidy(() => X.mul(0.5).mul(tf.tanh(inside(X)).add<T>(1)));
}

/** The argument of tanh, not beyond ±10: there tanh is ±1 in float32, and on some GPUs that of larger numbers is none. */
function inside(X: tf.Tensor): tf.Tensor {
  return X.add(X.square().mul(X).mul(0.044715))
    .mul(Math.sqrt(2 / Math.PI))
    .clipByValue(-10, 10);
}
