// Comparisons are steps: their derivative is 0 wherever there is one. tfjs 4.22 says so for greaterEqual only, so
// that where(greater(x, 0), …) could not be differentiated.
import { putGradient } from "./gradient";
import type { Tfjs } from "../kernels";

const ofPairs = ["Greater", "Less", "LessEqual", "Equal", "NotEqual", "LogicalAnd", "LogicalOr"];

export function registerComparisonGradients(tf: Tfjs): void {
  for (const name of ofPairs) {
    putGradient(tf, name, ["a", "b"], (_, [a, b]) => ({ a: () => tf.zeros(a!.shape), b: () => tf.zeros(b!.shape) }));
  }
  putGradient(tf, "LogicalNot", ["x"], (_, [x]) => ({ x: () => tf.zeros(x!.shape) }));
}
