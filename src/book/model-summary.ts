// A summary of a network that is a record of parameters and a function: found by running the function once and
// watching which operation reads which tensor. Shapes and counts are what happened, not what was declared.
import * as tf from "@tensorflow/tfjs";
import type { ModelLayer, ModelSpec } from "./model-spec";

export type { ModelLayer, ModelSpec } from "./model-spec";

/** A net of mlp.ts, or any other with named parameters and a forward function. */
export interface Summarised<P extends Record<string, tf.Tensor>, I extends tf.Tensor> {
  params: P;
  forward(params: P, X: I): tf.Tensor;
}

/** What `net` does to `X`, operation by operation; an addition of a parameter counts with what it is added to.
 *  Leaves no tensor behind. */
export function modelSummary<P extends Record<string, tf.Tensor>, I extends tf.Tensor>(
  net: Summarised<P, I>,
  X: I,
): ModelSpec {
  const trace = new Trace(net.params, X);
  tf.tidy(() => void watchKernels(trace, () => net.forward(net.params, X)));
  const total = Object.values(net.params).reduce((sum, { size }) => sum + size, 0);
  return { layers: trace.layers, edges: trace.edges, total, fixed: 0 };
}

/** Every operation that tfjs is asked for while `work` runs. */
function watchKernels(trace: Trace, work: () => tf.Tensor): void {
  const engine = tf.engine() as unknown as { runKernel: RunKernel };
  const { runKernel } = engine;
  let depth = 0;
  engine.runKernel = (name, inputs, attributes) => {
    depth++;
    try {
      const output = runKernel.call(engine, name, inputs, attributes);
      if (depth === 1) trace.add(name, Object.values(inputs).flat(), [output].flat());
      return output;
    } finally {
      depth--;
    }
  };
  try {
    work();
  } finally {
    engine.runKernel = runKernel;
  }
}

type RunKernel = (
  name: string,
  inputs: Record<string, tf.Tensor | tf.Tensor[]>,
  attributes?: object,
) => tf.Tensor | tf.Tensor[];

/** They give the same numbers in another form. */
const views = new Set(["Identity", "Reshape", "Cast", "ExpandDims"]);
const names: Record<string, string> = { BatchMatMul: "matMul", _FusedMatMul: "matMul", GatherV2: "gather" };

class Trace {
  readonly layers: ModelLayer[] = [];
  readonly edges: [number, number][] = [];
  /** Tensor id → the layer that gave it, or the parameter it is. */
  private readonly makers = new Map<number, number>();
  private readonly params: Map<number, string>;
  private readonly counted = new Set<string>();

  constructor(
    params: Record<string, tf.Tensor>,
    private readonly X: tf.Tensor,
  ) {
    this.params = new Map(Object.entries(params).map(([name, { id }]) => [id, name]));
    this.makers.set(X.id, this.push({ name: "X", kind: "input", shape: X.shape, params: 0 }));
  }

  add(kernel: string, inputs: tf.Tensor[], outputs: tf.Tensor[]): void {
    const used = inputs.flatMap(({ id }) => this.params.get(id) ?? []);
    const from = [...new Set(inputs.flatMap(({ id }) => this.makers.get(id) ?? []))];
    if (views.has(kernel)) return this.pass(used[0], from[0], outputs);
    const [only] = from;
    const isBias = kernel === "Add" && used.length === 1 && from.length === 1 && only! > 0;
    if (isBias && this.layers[only!]!.params > 0) return this.extend(only!, used[0]!, inputs, outputs);
    if (from.length === 0 && used.length === 0) return;
    const name = names[kernel] ?? kernel.charAt(0).toLowerCase() + kernel.slice(1);
    const layer = { name: used.join(", "), kind: name, shape: outputs[0]!.shape, params: this.count(used, inputs) };
    const index = this.push(layer);
    for (const one of from) this.edges.push([one, index]);
    for (const { id } of outputs) this.makers.set(id, index);
  }

  private pass(param: string | undefined, from: number | undefined, outputs: tf.Tensor[]): void {
    for (const { id } of outputs)
      if (from !== undefined) this.makers.set(id, from);
      else if (param !== undefined) this.params.set(id, param);
  }

  private extend(index: number, param: string, inputs: tf.Tensor[], outputs: tf.Tensor[]): void {
    const layer = this.layers[index]!;
    const kind = layer.kind.endsWith("+ b") ? layer.kind : `${layer.kind} + b`;
    const params = layer.params + this.count([param], inputs);
    this.layers[index] = { ...layer, kind, name: [layer.name, param].filter(Boolean).join(", "), params };
    for (const { id } of outputs) this.makers.set(id, index);
  }

  /** A parameter that is used twice is counted where it is used first. */
  private count(used: string[], inputs: tf.Tensor[]): number {
    const fresh = used.filter((name) => !this.counted.has(name));
    for (const name of fresh) this.counted.add(name);
    return inputs.reduce((sum, { id, size }) => sum + (fresh.includes(this.params.get(id) ?? "") ? size : 0), 0);
  }

  private push(layer: ModelLayer): number {
    return this.layers.push({ ...layer, shape: this.withBatch(layer.shape) }) - 1;
  }

  /** The first dimension is null where it is the batch's. */
  private withBatch(shape: (number | null)[]): (number | null)[] {
    return shape.length > 0 && shape[0] === this.X.shape[0] ? [null, ...shape.slice(1)] : shape;
  }
}
