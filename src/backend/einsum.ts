// einsum as one matrix product, for every backend: wasm has none, and tfjs 4.22's own multiplies with all letters spread
// out, which takes the memory of their product.
// Letters: batch in both factors and the result; common in both, not in the result (summed); own in one factor and the
// result. What stands in one factor alone is summed first.
import { composed, putKernel } from "./kernels";
import { readEquation } from "./gradients/einsum";
import type * as Tf from "@tensorflow/tfjs";
import type { KernelArguments, Tfjs } from "./kernels";

interface Factor {
  tensor: Tf.Tensor;
  letters: string[];
}

export function registerEinsum(tf: Tfjs, backendName: string): void {
  putKernel(
    tf,
    "Einsum",
    backendName,
    composed(tf, (args) => einsum(tf, args)),
  );
}

function einsum(tf: Tfjs, { inputs, attrs }: KernelArguments): Tf.Tensor {
  const { equation } = attrs as { equation: string };
  const { result } = readEquation(equation);
  const factors = readFactors(equation, Object.values(inputs) as Tf.Tensor[]);
  const all = new Set(factors.flatMap(({ letters }) => letters));
  const wanted = [...result];
  if (wanted.some((letter) => !all.has(letter)) || new Set(wanted).size < wanted.length) {
    throw new Error(`einsum "${equation}": each letter after -> must stand once there, and before it`);
  }
  const [a, b] = factors.map((factor, i) => sumAlone(tf, factor, factors[1 - i], wanted));
  return b ? multiply(tf, a!, b, wanted) : arrange(tf, a!, wanted);
}

function readFactors(equation: string, tensors: Tf.Tensor[]): Factor[] {
  const { terms } = readEquation(equation);
  if (equation.split("->").length !== 2 || /[^a-zA-Z,\->\s]/.test(equation)) {
    throw new Error(`einsum "${equation}": write letters, commas and one arrow, as in "ij,jk->ik"`);
  }
  const shapes = tensors.map(({ shape }) => `(${shape.join(", ")})`).join(", ");
  if (terms.length !== tensors.length || tensors.length > 2) {
    throw new Error(
      `einsum "${equation}" names ${terms.length} tensors, got ${tensors.length}: ${shapes}; 1 or 2 can be taken`,
    );
  }
  const sizes = new Map<string, number>();
  return tensors.map((tensor, i) => {
    const letters = [...terms[i]!];
    const isSize = (letter: string, axis: number) => (sizes.get(letter) ?? tensor.shape[axis]) === tensor.shape[axis];
    const fits = letters.length === tensor.rank && new Set(letters).size === letters.length && letters.every(isSize);
    if (!fits) throw new Error(`einsum "${equation}" does not fit ${shapes}`);
    letters.forEach((letter, axis) => sizes.set(letter, tensor.shape[axis]!));
    return { tensor, letters };
  });
}

/** Sums over letters that stand in neither the other factor nor the result. */
function sumAlone(tf: Tfjs, { tensor, letters }: Factor, other: Factor | undefined, wanted: string[]): Factor {
  const isAlone = (letter: string) => !wanted.includes(letter) && !other?.letters.includes(letter);
  const axes = letters.flatMap((letter, axis) => (isAlone(letter) ? [axis] : []));
  if (axes.length === 0) return { tensor, letters };
  return { tensor: tf.sum(tensor, axes), letters: letters.filter((letter) => !isAlone(letter)) };
}

/** The factor with its letters in this order. */
function arrange(tf: Tfjs, { tensor, letters }: Factor, order: string[]): Tf.Tensor {
  return tf.transpose(
    tensor,
    order.map((letter) => letters.indexOf(letter)),
  );
}

function multiply(tf: Tfjs, a: Factor, b: Factor, wanted: string[]): Tf.Tensor {
  const shared = a.letters.filter((letter) => b.letters.includes(letter));
  const batch = shared.filter((letter) => wanted.includes(letter));
  const common = shared.filter((letter) => !wanted.includes(letter));
  const [ownA, ownB] = [a, b].map(({ letters }) => letters.filter((letter) => !shared.includes(letter)));
  const size = (letter: string) =>
    [a, b].flatMap((f) => (f.letters.includes(letter) ? [f.tensor.shape[f.letters.indexOf(letter)]!] : []))[0]!;
  const sizes = (letters: string[]) => letters.map(size);
  const flat = (letters: string[]) => sizes(letters).reduce((product, n) => product * n, 1);

  const left = arrange(tf, a, [...batch, ...ownA!, ...common]).reshape([flat(batch), flat(ownA!), flat(common)]);
  const right = arrange(tf, b, [...batch, ...common, ...ownB!]).reshape([flat(batch), flat(common), flat(ownB!)]);
  const letters = [...batch, ...ownA!, ...ownB!];
  return arrange(tf, { tensor: tf.matMul(left, right).reshape(sizes(letters)), letters }, wanted);
}
