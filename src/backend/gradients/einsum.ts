// The gradient of einsum, which tfjs 4.22 lacks. For Y = einsum("ab,bc->ac", A, B) it is einsum("ac,bc->ab", dY, B) for A;
// a letter of A that stands in neither Y nor B was summed alone, and its derivative is the same all along it.
import type * as Tf from "@tensorflow/tfjs";
import type { Derivatives } from "./gradient";
import type { Tfjs } from "../kernels";

export function registerEinsumGradient(tf: Tfjs): void {
  if (tf.getGradient("Einsum")) tf.unregisterGradient("Einsum");
  tf.registerGradient({ kernelName: "Einsum", saveAllInputs: true, gradFunc: gradient as never });

  function gradient(dy: Tf.Tensor, inputs: Tf.Tensor[], { equation }: { equation: string }): Derivatives {
    const { terms, result } = readEquation(equation);
    const of = (i: number) => () => {
      const others = inputs.map((tensor, j) => ({ tensor, letters: terms[j]! })).filter((_, j) => j !== i);
      return derivative(tf, terms[i]!, inputs[i]!.shape, [{ tensor: dy, letters: result }, ...others]);
    };
    return Object.fromEntries(inputs.map((_, i) => [String(i), of(i)]));
  }
}

interface Factor {
  tensor: Tf.Tensor;
  letters: string;
}

/** "ab,bc->ac" → its terms "ab", "bc" and its result "ac". */
export function readEquation(equation: string): { terms: string[]; result: string } {
  const [left = "", result = ""] = equation.replace(/\s/g, "").split("->");
  return { terms: left.split(","), result };
}

function derivative(tf: Tfjs, letters: string, shape: number[], factors: Factor[]): Tf.Tensor {
  const known = [...letters].filter((letter) => factors.some((factor) => factor.letters.includes(letter))).join("");
  const equation = `${factors.map((factor) => factor.letters).join(",")}->${known}`;
  const product = tf.einsum(equation, ...factors.map(({ tensor }) => tensor));
  const stretchable = [...letters].map((letter, axis) => (known.includes(letter) ? shape[axis]! : 1));
  return tf.broadcastTo(tf.reshape(product, stretchable), shape);
}
