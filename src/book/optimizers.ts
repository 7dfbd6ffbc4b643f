// The optimizers of the trainer, and what each remembers from step to step, by name: tfjs can say it, but sets Adam's
// powers of β anew from the step, which is not bit for bit what it had (tfjs 4.22, AdamOptimizer.setWeights).
import * as tf from "@tensorflow/tfjs";

export type OptimizerName = "adam" | "adamw" | "rmsprop" | "momentum" | "sgd";

/** The memory of tfjs's optimizers, which its types hide. */
interface Slots {
  accBeta1?: tf.Variable;
  accBeta2?: tf.Variable;
  accumulatedFirstMoment?: Slot[];
  accumulatedSecondMoment?: Slot[];
  accumulatedMeanSquares?: Slot[];
  accumulatedMoments?: Slot[];
  accumulations?: Slot[];
  /** The rate as a scalar on the device, where there is one. */
  c?: tf.Tensor;
  learningRate: number;
  setLearningRate?(lr: number): void;
}

type Slot = { originalName: string; variable: tf.Variable };

/** Adam whose weights also shrink by themselves, λ the decay: θ ← (1 − ηλ) θ, then a step of Adam.
 *  Loshchilov & Hutter, "Decoupled Weight Decay Regularization" (2019). */
class AdamW extends tf.AdamOptimizer {
  constructor(
    lr: number,
    readonly weightDecay: number,
  ) {
    super(lr, 0.9, 0.999, epsilon);
  }

  override applyGradients(gradients: Parameters<tf.AdamOptimizer["applyGradients"]>[0]): void {
    const isDoneByKernel = tf.getKernel("FusedAdamW", tf.getBackend()) !== undefined;
    if (!isDoneByKernel)
      this.shrink(Array.isArray(gradients) ? gradients.map(({ name }) => name) : Object.keys(gradients));
    super.applyGradients(gradients);
  }

  private shrink(names: string[]): void {
    const kept = 1 - this.learningRate * this.weightDecay;
    for (const name of names) {
      const value = tf.engine().registeredVariables[name]!;
      tf.tidy(() => value.assign(value.mul(kept)));
    }
  }
}

/** Said, because the backends of tfjs disagree about its default (tensorflow/tfjs#6980). */
const epsilon = 1e-7;

/** `weightDecay` is AdamW's λ. */
export function toOptimizer(name: OptimizerName, lr: number, weightDecay = 0.01): tf.Optimizer {
  switch (name) {
    case "adam":
      return tf.train.adam(lr, 0.9, 0.999, epsilon);
    case "adamw":
      return new AdamW(lr, weightDecay);
    case "rmsprop":
      return tf.train.rmsprop(lr, 0.9, 0, epsilon);
    case "momentum":
      return tf.train.momentum(lr, 0.9);
    case "sgd":
      return tf.train.sgd(lr);
    default:
      return name satisfies never;
  }
}

export function setLearningRate(optimizer: tf.Optimizer, lr: number): void {
  const slots = slotsOf(optimizer);
  if (slots.setLearningRate) slots.setLearningRate(lr);
  else slots.learningRate = lr;
}

/** What the optimizer remembers, under the names of the parameters, which are in the order of its variables. Its own tensors. */
export function findMemory(optimizer: tf.Optimizer, names: string[]): Record<string, tf.Tensor> {
  const { accBeta1, accBeta2, ...slots } = slotsOf(optimizer);
  const memory: Record<string, tf.Tensor> = {};
  if (accBeta1) memory.beta1 = accBeta1;
  if (accBeta2) memory.beta2 = accBeta2;
  for (const [suffix, list] of listsOf(slots))
    list.forEach(({ variable }, i) => (memory[`${names[i]}/${suffix}`] = variable));
  return memory;
}

/** Gives a new optimizer the memory of another of its kind; takes copies. */
export function setMemory(optimizer: tf.Optimizer, names: string[], memory: Record<string, tf.Tensor>): void {
  const slots = slotsOf(optimizer);
  if (memory.beta1) slots.accBeta1?.assign(memory.beta1);
  if (memory.beta2) slots.accBeta2?.assign(memory.beta2);
  for (const [suffix, list] of listsOf(slots))
    for (const name of names) {
      const value = memory[`${name}/${suffix}`];
      if (value) list.push({ originalName: `${name}/${suffix}`, variable: tf.variable(value, false) });
    }
}

/** tfjs's own dispose forgets momentum's rate. */
export function disposeOptimizer(optimizer: tf.Optimizer): void {
  const { c } = slotsOf(optimizer);
  optimizer.dispose();
  if (c && !c.isDisposed) c.dispose();
}

function listsOf(slots: Partial<Slots>) {
  const lists = {
    m: slots.accumulatedFirstMoment,
    v: slots.accumulatedSecondMoment,
    rms: slots.accumulatedMeanSquares,
    momentum: slots.accumulations ?? slots.accumulatedMoments,
  };
  return Object.entries(lists).filter((entry): entry is [string, Slot[]] => entry[1] !== undefined);
}

function slotsOf(optimizer: tf.Optimizer): Slots {
  return optimizer as unknown as Slots;
}
