// Adam in one kernel where a backend has FusedAdam, for `tf.train.adam` as it stands: tfjs 4.22 composes a step from 14
// operations a variable. The results are those of the composed step.
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "./kernels";

/** What FusedAdam is told besides its inputs: value, firstMoment and secondMoment, on which it works in place, gradient,
 *  and the numbers accBeta1 = β₁ᵗ and accBeta2 = β₂ᵗ. */
export interface AdamSettings {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
}

type Gradients = Parameters<Tf.AdamOptimizer["applyGradients"]>[0];
type Moments = { originalName: string; variable: Tf.Variable }[];

/** The inside of tfjs's AdamOptimizer. */
interface Adam extends AdamSettings {
  accBeta1: Tf.Variable;
  accBeta2: Tf.Variable;
  accumulatedFirstMoment: Moments;
  accumulatedSecondMoment: Moments;
  incrementIterations(): void;
}

export function fuseOptimizers(tf: Tfjs): void {
  const prototype = tf.AdamOptimizer.prototype;
  const stock = prototype.applyGradients;
  prototype.applyGradients = function (gradients: Gradients) {
    const kernel = tf.getKernel("FusedAdam", tf.getBackend());
    const found = kernel && findUpdates(tf, gradients);
    if (!found) return stock.call(this, gradients);
    takeStep(tf, this as unknown as Adam, found);
  };
}

interface Update {
  value: Tf.Variable;
  gradient: Tf.Tensor | null | undefined;
}

/** Variables and their gradients; undefined where one is not what the kernel takes. */
function findUpdates(tf: Tfjs, gradients: Gradients): Update[] | undefined {
  const variables = tf.engine().registeredVariables;
  const named = Array.isArray(gradients)
    ? gradients.map(({ name, tensor }) => [name, tensor] as const)
    : Object.entries(gradients);
  const updates = named.map(([name, gradient]) => ({ value: variables[name]!, gradient }));
  const isTaken = ({ value, gradient }: Update) =>
    value.dtype === "float32" && (!gradient || (gradient.dtype === "float32" && gradient.size === value.size));
  return updates.every(isTaken) ? updates : undefined;
}

function takeStep(tf: Tfjs, adam: Adam, updates: Update[]): void {
  const { learningRate, beta1, beta2, epsilon, accBeta1, accBeta2 } = adam;
  const { kernelFunc } = tf.getKernel("FusedAdam", tf.getBackend())!;
  updates.forEach(({ value, gradient }, i) => {
    const firstMoment = momentOf(tf, adam.accumulatedFirstMoment, i, value, "m");
    const secondMoment = momentOf(tf, adam.accumulatedSecondMoment, i, value, "v");
    if (!gradient) return;
    for (const variable of [value, firstMoment, secondMoment]) makeSole(tf, variable);
    const inputs = { value, firstMoment, secondMoment, gradient, accBeta1, accBeta2 };
    kernelFunc({ inputs, attrs: { learningRate, beta1, beta2, epsilon }, backend: tf.backend() });
  });
  tf.tidy(() => {
    accBeta1.assign(tf.mul(accBeta1, beta1));
    accBeta2.assign(tf.mul(accBeta2, beta2));
  });
  adam.incrementIterations();
}

function momentOf(tf: Tfjs, moments: Moments, i: number, value: Tf.Variable, letter: string): Tf.Variable {
  moments[i] ??= {
    originalName: `${value.name}/${letter}`,
    variable: tf.tidy(() => tf.zerosLike(value).variable(false)),
  };
  return moments[i].variable;
}

interface Counted {
  refCount(dataId: object): number;
}

/** Gives a variable data of its own if a clone or another shape of it holds the same: a step must not show there. */
function makeSole(tf: Tfjs, variable: Tf.Variable): void {
  const backend = tf.backend() as unknown as Counted;
  if (backend.refCount(variable.dataId) <= 1) return;
  tf.tidy(() => variable.assign(tf.add(variable, 0)));
}
