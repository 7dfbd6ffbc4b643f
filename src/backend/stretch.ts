// Stretch: what the gradient of a sum or a mean is made of. Each number of x is repeated along the axes that were summed, times
// a factor. tfjs 4.22 multiplies by a tensor of ones of the whole shape, which it makes on the CPU and uploads.
import { putKernel, sizeOf } from "./kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, KernelArguments, Tfjs, WasmBackend } from "./kernels";

/** x has 1 number along each of `axes`, the result as many as `shape`. */
export type StretchSettings = { axes: number[]; shape: number[]; factor: number };

/** For a backend that has none of ours. */
export function composeStretch(tf: Tfjs, backendName: string): void {
  if (tf.getKernel("Stretch", backendName)) return;
  putKernel(tf, "Stretch", backendName, (args) => stretchComposed(tf, args));
}

export function stretchComposed(tf: Tfjs, { inputs, attrs }: KernelArguments): Info {
  const { shape, factor } = attrs as StretchSettings;
  return tf.tidy(() => {
    const x = inputs.x as Tf.Tensor;
    return tf.broadcastTo(factor === 1 ? x : tf.mul(x, factor), shape as never);
  });
}

/** A shape around axes that stand side by side: (outer, n, inner). */
export interface Sides {
  outer: number;
  n: number;
  inner: number;
}

/** Undefined if the axes do not stand side by side. Axes of one number stand anywhere. */
export function findSides(shape: number[], axes: number[]): Sides | undefined {
  const wide = axes.filter((axis) => shape[axis] !== 1).toSorted((a, b) => a - b);
  const [first, last] = [wide[0] ?? 0, wide.at(-1) ?? -1];
  const between = shape.slice(first, last + 1).filter((n, i) => n !== 1 && !wide.includes(first + i));
  if (between.length > 0) return undefined;
  const [outer, inner] = [shape.slice(0, first), shape.slice(last + 1)];
  return { outer: sizeOf(outer), n: sizeOf(shape.slice(first, last + 1)), inner: sizeOf(inner) };
}

/** On wasm line by line. */
export function registerWasmStretch(tf: Tfjs): void {
  putKernel(tf, "Stretch", "wasm", (args) => {
    const x = args.inputs.x as Info;
    const { axes, shape, factor } = args.attrs as StretchSettings;
    const sides = findSides(shape, axes);
    if (!sides || x.dtype !== "float32") return stretchComposed(tf, args);
    const wasm = args.backend as WasmBackend;
    const y = wasm.makeOutput(shape, "float32");
    repeat(wasm.typedArrayFromHeap(x), wasm.typedArrayFromHeap(y), sides, factor);
    return y;
  });
}

function repeat(from: Float32Array, to: Float32Array, { outer, n, inner }: Sides, factor: number): void {
  for (let i = 0; i < outer; i++) {
    const start = i * n * inner;
    if (inner === 1) {
      to.fill(from[i]! * factor, start, start + n);
      continue;
    }
    for (let j = 0; j < inner; j++) to[start + j] = from[i * inner + j]! * factor;
    for (let k = 1; k < n; k++) to.copyWithin(start + k * inner, start, start + inner);
  }
}
