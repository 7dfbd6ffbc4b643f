// What a training run has made so far, off the device: parameters, what the optimizer remembers, the step, the losses.
// Plain data, so that it can be kept, posted to the page, stored, or written as safetensors. A run that goes on from a
// snapshot computes, on the same backend, exactly what it would have computed without a break.

/** A tensor off the device. */
export interface NamedArray {
  shape: number[];
  dtype: "float32" | "int32" | "bool";
  /** Row-major. */
  values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;
}

export type NamedArrays = { [name: string]: NamedArray };

export interface Snapshot {
  /** Steps taken. */
  step: number;
  /** What the order of the examples follows from. The generator is counter-based: seed and step are all its state. */
  seed: number;
  /** The network's parameters by their own names. */
  params: NamedArrays;
  /** What the optimizer remembers: "W1/m", "W1/v", "beta1", …; empty for plain descent. */
  optimizer: NamedArrays;
  /** The loss of each step taken, (step). */
  losses: Float32Array<ArrayBuffer>;
}

/** The room that a snapshot takes. */
export function toBytes({ params, optimizer, losses }: Snapshot): number {
  const arrays = [...Object.values(params), ...Object.values(optimizer)];
  return arrays.reduce((sum, { values }) => sum + values.byteLength, losses.byteLength);
}
