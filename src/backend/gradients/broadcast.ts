// maximum, minimum and squaredDifference with both sides differentiated and one of them broadcast: tfjs 4.22 gives the
// derivative in the shape of the result and then refuses it. At a tie of maximum or minimum a gets it all, as in tfjs.
import { putGradient, unbroadcast } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

type Partial = (a: Tf.Tensor, b: Tf.Tensor) => Tf.Tensor;

/** ∂f/∂a and ∂f/∂b of an elementwise f(a, b). */
type Partials = [ofA: Partial, ofB: Partial];

export function registerBroadcastGradients(tf: Tfjs): void {
  const mask = (test: Tf.Tensor) => tf.cast(test, "float32");
  const partials: Record<string, Partials> = {
    Maximum: [(a, b) => mask(tf.greaterEqual(a, b)), (a, b) => mask(tf.less(a, b))],
    Minimum: [(a, b) => mask(tf.lessEqual(a, b)), (a, b) => mask(tf.greater(a, b))],
    SquaredDifference: [(a, b) => tf.mul(tf.sub(a, b), 2), (a, b) => tf.mul(tf.sub(b, a), 2)],
  };
  for (const [name, [ofA, ofB]] of Object.entries(partials)) {
    putGradient(tf, name, ["a", "b"], (dy, [a, b]) => ({
      a: () => unbroadcast(tf, tf.mul(dy, ofA(a!, b!)), a!.shape),
      b: () => unbroadcast(tf, tf.mul(dy, ofB(a!, b!)), b!.shape),
    }));
  }
}
