// Runs cases of the battery on the running backend of a tfjs and says what is wrong. Knows no test runner and no page.
import { expect, isFloat } from "./reference";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { BackendName, Case, Input, Refusal, Tfjs } from "./case";
import type { Expected } from "./reference";

/** What is wrong, in words; empty if nothing is. */
export async function check(tf: Tfjs, backend: BackendName, one: Case): Promise<string[]> {
  const expected = expect(one);
  const tolerance = (one.tolerance ?? 1e-4) * (backend === "webgl" || backend === "webgpu" ? 10 : 1);
  const before = tf.memory().numTensors;
  try {
    const found = await compute(tf, one, expected);
    const faults = [
      ...compareValues(found.y, expected.y, tolerance),
      ...compareSlopes(found.gradients, expected, one, tolerance),
    ];
    const left = tf.memory().numTensors - before;
    return left === 0 ? faults : [...faults, `leaves ${left} tensors`];
  } catch (error) {
    return [`throws: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** What is wrong with how something is refused. */
export async function checkRefusal(tf: Tfjs, { run, message }: Refusal): Promise<string[]> {
  try {
    tf.tidy(() => void run(tf));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return message.test(words) ? [] : [`is refused with other words: ${words}`];
  }
  return ["is not refused"];
}

interface Found {
  y: { shape: number[]; data: ArrayLike<number> };
  /** By input; undefined for one that is not differentiated. */
  gradients: (ArrayLike<number> | undefined)[];
}

async function compute(tf: Tfjs, one: Case, expected: Expected): Promise<Found> {
  const inputs = one.inputs.map((input, i) => toTensor(tf, input, expected.inputs[i]!));
  const y = tf.tidy(() => one.run(tf, ...inputs));
  const data = await y.data();
  const gradients = one.gradient === false ? [] : await differentiate(tf, one, inputs, expected.weights);
  const shape = y.shape;
  tf.dispose([y, ...inputs]);
  return { y: { shape, data }, gradients };
}

function toTensor(tf: Tfjs, input: Input, { shape, data }: Nd): Tf.Tensor {
  const dtype = "below" in input ? "int32" : "values" in input ? (input.dtype ?? "float32") : "float32";
  return tf.tensor(dtype === "float32" ? new Float32Array(data) : Int32Array.from(data), [...shape], dtype);
}

async function differentiate(tf: Tfjs, one: Case, inputs: Tf.Tensor[], weights: Nd): Promise<Found["gradients"]> {
  const places = inputs.flatMap((_, i) => (isFloat(one.inputs[i]!) ? [i] : []));
  if (places.length === 0) return [];
  const loss = (...moving: Tf.Tensor[]): Tf.Scalar => {
    const all = inputs.map((x, i) => (places.includes(i) ? moving[places.indexOf(i)]! : x));
    return tf.sum(tf.mul(one.run(tf, ...all), tf.tensor(new Float32Array(weights.data), [...weights.shape])));
  };
  const gradients = tf.tidy(() => tf.grads(loss)(places.map((i) => inputs[i]!)));
  const data = await Promise.all(gradients.map((gradient) => gradient.data()));
  tf.dispose(gradients);
  return inputs.map((_, i) => (places.includes(i) ? data[places.indexOf(i)] : undefined));
}

function compareValues(found: Found["y"], expected: Nd, tolerance: number): string[] {
  if (found.shape.join() !== expected.shape.join())
    return [`shape (${found.shape.join(", ")}) for (${expected.shape.join(", ")})`];
  let worst = { error: 0, place: 0 };
  for (let i = 0; i < expected.data.length; i++) {
    const error = errorOf(Number(found.data[i]), expected.data[i]!);
    if (error > worst.error) worst = { error, place: i };
  }
  if (worst.error <= tolerance) return [];
  const { place } = worst;
  return [
    `value ${place} is ${found.data[place]}, not ${expected.data[place]} (error ${worst.error.toExponential(1)})`,
  ];
}

/** Relative to what is large, absolute to what is small; infinite where only one is a number or one is infinite. */
function errorOf(found: number, expected: number): number {
  if (Object.is(found, expected) || found === expected) return 0;
  if (Number.isNaN(found) !== Number.isNaN(expected)) return Infinity;
  const error = Math.abs(found - expected) / (1 + Math.abs(expected));
  return Number.isNaN(error) ? Infinity : error;
}

function compareSlopes(gradients: Found["gradients"], { slopes }: Expected, one: Case, tolerance: number): string[] {
  if (one.gradient === false) return [];
  return slopes.flatMap(({ input, direction, value }) => {
    const gradient = gradients[input]!;
    let [slope, squares] = [0, 0];
    for (let i = 0; i < direction.length; i++) {
      slope += gradient[i]! * direction[i]!;
      squares += (gradient[i]! * direction[i]!) ** 2;
    }
    const error = Math.abs(slope - value) / (1 + Math.sqrt(squares));
    return error <= tolerance
      ? []
      : [`derivative by input ${input} is ${slope}, not ${value} (error ${error.toExponential(1)})`];
  });
}
