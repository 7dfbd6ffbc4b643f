// The optimizers of tf.train as they stand, with one kernel for a step where a backend has it: tfjs 4.22 composes a step of
// Adam from 14 operations a variable. The kernels work in place. FusedAdamW is Adam for an optimizer that has a
// `weightDecay`. Where a kernel is missing, or a variable is not what it takes, tfjs composes the step.
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "./kernels";

/** One variable, what is remembered of it, and its gradient; all of one size. */
export interface Update {
  value: Tf.Variable;
  /** In the order that the kernel's rule has (update-rules.ts). */
  slots: Tf.Variable[];
  gradient: Tf.Tensor;
}

/** What a kernel is told, as its attributes. It has no inputs. */
export interface StepSpec {
  /** Whose step it is; a kernel may keep something of it. */
  optimizer: object;
  updates: Update[];
  settings: Settings;
  /** β₁ᵗ and β₂ᵗ of Adam, which the kernel multiplies by β₁ and β₂ when it is done. */
  powers: Tf.Variable[];
}

/** Numbers of the optimizer under their names there. Only the learning rate changes from step to step. */
export type Settings = { learningRate: number } & Record<string, number>;

type Gradients = Parameters<Tf.Optimizer["applyGradients"]>[0];
type Slots = { originalName: string; variable: Tf.Variable }[];

/** The inside of tfjs's optimizers, as far as a rule needs it. */
type Inside = Record<string, unknown> & { incrementIterations(): void };

/** How an optimizer of tfjs is taken apart. */
interface Kind {
  optimizer: { prototype: Tf.Optimizer };
  kernelOf(inside: Inside): string;
  /** Its lists of what is remembered, and how tfjs ends their names. */
  slotsOf(inside: Inside): [list: string, suffix: string][];
  settings: string[];
  powers?: string[];
}

function findKinds(tf: Tfjs): Kind[] {
  const moments: [string, string][] = [
    ["accumulatedFirstMoment", "m"],
    ["accumulatedSecondMoment", "v"],
  ];
  const squares: [string, string][] = [
    ["accumulatedMeanSquares", "rms"],
    ["accumulatedMoments", "momentum"],
  ];
  return [
    {
      optimizer: tf.AdamOptimizer,
      kernelOf: ({ weightDecay }) => (weightDecay === undefined ? "FusedAdam" : "FusedAdamW"),
      slotsOf: () => moments,
      settings: ["learningRate", "beta1", "beta2", "epsilon", "weightDecay"],
      powers: ["accBeta1", "accBeta2"],
    },
    { optimizer: tf.SGDOptimizer, kernelOf: () => "FusedSgd", slotsOf: () => [], settings: ["learningRate"] },
    {
      optimizer: tf.MomentumOptimizer,
      kernelOf: ({ useNesterov }) => (useNesterov ? "FusedNesterov" : "FusedMomentum"),
      slotsOf: () => [["accumulations", "momentum"]],
      settings: ["learningRate", "momentum"],
    },
    {
      optimizer: tf.RMSPropOptimizer,
      kernelOf: ({ centered }) => (centered ? "FusedCenteredRmsProp" : "FusedRmsProp"),
      slotsOf: ({ centered }) => (centered ? [...squares, ["accumulatedMeanGrads", "mg"]] : squares),
      settings: ["learningRate", "decay", "momentum", "epsilon"],
    },
  ];
}

export function fuseOptimizers(tf: Tfjs): void {
  for (const kind of findKinds(tf)) {
    const { prototype } = kind.optimizer;
    const stock = prototype.applyGradients;
    prototype.applyGradients = function (gradients: Gradients) {
      const inside = this as unknown as Inside;
      const kernel = tf.getKernel(kind.kernelOf(inside), tf.getBackend());
      const named = kernel && findGradients(tf, gradients);
      if (!named) return stock.call(this, gradients);
      const attrs = toStep(tf, kind, inside, named);
      for (const { value, slots } of attrs.updates) for (const variable of [value, ...slots]) makeSole(tf, variable);
      for (const power of attrs.powers) makeSole(tf, power);
      kernel.kernelFunc({ inputs: {}, attrs: attrs as never, backend: tf.backend() });
      inside.incrementIterations();
    };
  }
}

interface Named {
  value: Tf.Variable;
  gradient: Tf.Tensor | null | undefined;
}

/** Variables and their gradients; undefined where one is not what the kernels take. */
function findGradients(tf: Tfjs, gradients: Gradients): Named[] | undefined {
  const variables = tf.engine().registeredVariables;
  const entries = Array.isArray(gradients)
    ? gradients.map(({ name, tensor }) => [name, tensor] as const)
    : Object.entries(gradients);
  const named = entries.map(([name, gradient]) => ({ value: variables[name]!, gradient }));
  const isTaken = ({ value, gradient }: Named) =>
    value.dtype === "float32" && (!gradient || (gradient.dtype === "float32" && gradient.size === value.size));
  return named.every(isTaken) ? named : undefined;
}

/** What is remembered is by the variable's place among all, also of those that have no gradient. */
function toStep(tf: Tfjs, kind: Kind, inside: Inside, named: Named[]): StepSpec {
  const lists = kind.slotsOf(inside).map(([list, suffix]) => [inside[list] as Slots, suffix] as const);
  const all = named.map(({ value, gradient }, i) => ({
    value,
    gradient,
    slots: lists.map(([list, suffix]) => slotOf(tf, list, i, value, suffix)),
  }));
  const updates = all.filter((update): update is Update => update.gradient != null && update.value.size > 0);
  const told = kind.settings.filter((name) => inside[name] !== undefined);
  const settings = Object.fromEntries(told.map((name) => [name, inside[name] as number])) as Settings;
  return {
    optimizer: inside,
    updates,
    settings,
    powers: (kind.powers ?? []).map((name) => inside[name] as Tf.Variable),
  };
}

function slotOf(tf: Tfjs, list: Slots, i: number, value: Tf.Variable, suffix: string): Tf.Variable {
  list[i] ??= {
    originalName: `${value.name}/${suffix}`,
    variable: tf.tidy(() => tf.zerosLike(value).variable(false)),
  };
  return list[i].variable;
}

/** A backend that counts who holds data; webgpu's also says where it lies. */
interface Backend {
  refCount(dataId: object): number;
  tensorMap?: { get(dataId: object): { resource?: unknown; external?: boolean } };
}

/** Gives a variable data of its own if a clone or another shape of it holds the same: a step must not show there. On webgpu
 *  the variable keeps its buffer and the others get the new one, so that a recorded step still finds it. */
function makeSole(tf: Tfjs, variable: Tf.Variable): void {
  const backend = tf.backend() as unknown as Backend;
  if (backend.refCount(variable.dataId) <= 1) return;
  tf.tidy(() => {
    const old = backend.tensorMap?.get(variable.dataId);
    variable.assign(tf.add(variable, 0));
    const own = backend.tensorMap?.get(variable.dataId);
    if (!old?.resource || !own?.resource) return;
    [old.resource, own.resource] = [own.resource, old.resource];
    [old.external, own.external] = [own.external ?? false, old.external ?? false];
  });
}
