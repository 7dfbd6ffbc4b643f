// What training changes: the parameters, as variables, and what the optimizer remembers. A step is compiled, so that the
// device may replay it (compile-step.ts). Reads itself off the device as a snapshot and begins from one.
import * as tf from "@tensorflow/tfjs";
import { compileStep, type CompiledStep } from "./compile-step";
import type { Params } from "./mlp";
import { disposeOptimizer, findMemory, setLearningRate, setMemory, toOptimizer } from "./optimizers";
import type { OptimizerName } from "./optimizers";
import type { NamedArray, NamedArrays } from "./snapshot";

export interface StepSpec<P extends Params, Batch extends tf.Tensor[]> {
  /** The loss of a batch, as a function of parameters and batch alone. */
  loss: (params: P, ...batch: Batch) => tf.Scalar;
  optimizer: OptimizerName;
  lr: number;
  /** What `lr` is multiplied with at a step, the first being 1. */
  schedule?: ((step: number) => number) | undefined;
  /** The greatest norm that all gradients together may have; longer ones are shortened to it. */
  clip?: number | undefined;
  weightDecay?: number | undefined;
}

/** Parameters and memory off the device. */
export type StateArrays = { params: NamedArrays; optimizer: NamedArrays };

export class TrainingState<P extends Params, Batch extends tf.Tensor[]> {
  readonly params: P;
  private readonly names: string[];
  private readonly variables: tf.Variable[] = [];
  private readonly optimizer: tf.Optimizer;
  private readonly compiled: CompiledStep<Batch>;

  /** Begins from these parameters, or from a snapshot of ones like them. Throws RangeError if they are not alike. */
  constructor(
    params: P,
    private readonly spec: StepSpec<P, Batch>,
    from?: StateArrays,
  ) {
    if (from) checkAlike(params, from.params);
    this.names = Object.keys(params);
    this.optimizer = toOptimizer(spec.optimizer, spec.lr, spec.weightDecay);
    this.params = mapParams(params, (tensor, name) => {
      const variable = withTensor(from?.params[name], (saved) => tf.variable(saved ?? tensor));
      this.variables.push(variable);
      return variable;
    });
    if (from) this.recall(from.optimizer);
    this.compiled = compileStep((...batch: Batch) => this.update(() => spec.loss(this.params, ...batch)));
  }

  /** Step number `step`: loss, gradients, update. Disposes of the batch; returns the loss before the update, on the device. */
  async step(step: number, batch: Batch): Promise<tf.Scalar> {
    const { lr, schedule } = this.spec;
    if (schedule) setLearningRate(this.optimizer, lr * schedule(step));
    try {
      return await this.compiled.ahead(...batch);
    } finally {
      tf.dispose(batch);
    }
  }

  private update(loss: () => tf.Scalar): tf.Scalar {
    const { clip } = this.spec;
    if (clip === undefined) return this.optimizer.minimize(loss, true, this.variables)!;
    const { value, grads } = this.optimizer.computeGradients(loss, this.variables);
    const clipped = clipByNorm(
      this.variables.map(({ name }) => grads[name]!),
      clip,
    );
    this.optimizer.applyGradients(this.variables.map(({ name }, i) => ({ name, tensor: clipped[i]! })));
    tf.dispose([grads, clipped]);
    return value;
  }

  /** The parameters as they are now, in tensors of their own. */
  copyParams(): P {
    return mapParams(this.params, (variable) => variable.clone());
  }

  /** Reads all of it as it is at this moment; steps may be taken meanwhile. */
  async read(): Promise<StateArrays> {
    const memory = findMemory(this.optimizer, this.names);
    const [params, optimizer] = await Promise.all([readArrays(this.params), readArrays(memory)]);
    return { params, optimizer };
  }

  dispose(): void {
    this.compiled.dispose();
    disposeOptimizer(this.optimizer);
    tf.dispose(this.variables);
  }

  private recall(arrays: NamedArrays): void {
    const memory = mapValues(arrays, toTensor);
    setMemory(this.optimizer, this.names, memory);
    tf.dispose(memory);
  }
}

/** gₖ · min(1, clip / ‖g‖), the norm over all of them together. New tensors. */
export function clipByNorm(gradients: tf.Tensor[], clip: number): tf.Tensor[] {
  const inputs = { ...gradients } as unknown as tf.NamedTensorMap;
  if (tf.getKernel("ClipByGlobalNorm", tf.getBackend()))
    return tf.engine().runKernel("ClipByGlobalNorm", inputs, { clip }) as unknown as tf.Tensor[];
  return tf.tidy(() => {
    const norm = tf.addN(gradients.map((gradient) => gradient.square().sum())).sqrt();
    const scale = tf.div(clip, tf.maximum(norm, clip));
    return gradients.map((gradient) => gradient.mul(scale));
  });
}

/** The same record with each parameter replaced by one of its shape. */
export function mapParams<P extends Params>(params: P, map: (tensor: tf.Tensor, name: string) => tf.Tensor): P {
  return mapValues(params, map) as P;
}

export function toTensor({ values, shape, dtype }: NamedArray): tf.Tensor {
  return tf.tensor(values, shape, dtype);
}

/** The values as they are at the call: a clone keeps them while its original is assigned others. */
async function readArrays(tensors: Record<string, tf.Tensor>): Promise<NamedArrays> {
  const entries = Object.entries(tensors).map(async ([name, tensor]) => [name, await readArray(tensor)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function readArray(tensor: tf.Tensor): Promise<NamedArray> {
  const clone = tf.keep(tensor.clone());
  const { shape, dtype } = clone;
  try {
    const values = (await clone.data<"float32">()).slice() as NamedArray["values"]; // cpu gives its own array
    return { shape: [...shape], dtype: dtype as NamedArray["dtype"], values };
  } finally {
    clone.dispose();
  }
}

function withTensor<T>(array: NamedArray | undefined, use: (tensor: tf.Tensor | undefined) => T): T {
  const tensor = array && toTensor(array);
  const result = use(tensor);
  tensor?.dispose();
  return result;
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A, name: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}

function checkAlike(params: Params, saved: NamedArrays): void {
  const describe = (shapes: Record<string, { shape: number[] }>) =>
    Object.entries(shapes)
      .map(([name, { shape }]) => `${name} (${shape.join(", ")})`)
      .sort()
      .join(", ");
  if (describe(params) === describe(saved)) return;
  throw new RangeError(`fit: the snapshot is of another network: ${describe(saved)}, not ${describe(params)}`);
}
