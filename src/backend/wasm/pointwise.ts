// Functions of single numbers and sums on wasm, four numbers at a time, where tfjs 4.22 takes them one by one.
import { replaceKernel, sizeOf } from "../kernels";
import { simdOf } from "./simd";
import type { Info, Tfjs, WasmBackend } from "../kernels";

/** Above, pow of tfjs is as near and hardly slower. */
const largestPower = 8;

export function registerPointwise(tf: Tfjs): void {
  for (const [name, run] of [
    ["Tanh", "tanh"],
    ["Exp", "exp"],
  ] as const) {
    replaceKernel(tf, name, "wasm", (stock) => (args) => {
      const x = args.inputs.x as Info;
      if (x.dtype !== "float32") return stock(args);
      const wasm = args.backend as WasmBackend;
      const y = wasm.makeOutput(x.shape, "float32");
      simdOf(wasm).simd[run](wasm.getMemoryOffset(x.dataId), wasm.getMemoryOffset(y.dataId), sizeOf(x.shape));
      return y;
    });
  }
  registerPowers(tf);
  registerSums(tf);
}

/** xⁿ for one whole n of 1 … 8. */
function registerPowers(tf: Tfjs): void {
  replaceKernel(tf, "Pow", "wasm", (stock) => (args) => {
    const { a, b } = args.inputs as { a: Info; b: Info };
    if (a.dtype !== "float32" || b.dtype !== "float32" || sizeOf(b.shape) !== 1 || b.shape.length > a.shape.length)
      return stock(args);
    const wasm = args.backend as WasmBackend;
    const n = wasm.typedArrayFromHeap(b)[0]!;
    if (!Number.isInteger(n) || n < 1 || n > largestPower) return stock(args);
    const y = wasm.makeOutput(a.shape, "float32");
    simdOf(wasm).simd.power(wasm.getMemoryOffset(a.dataId), n, wasm.getMemoryOffset(y.dataId), sizeOf(a.shape));
    return y;
  });
}

/** Sums along axes that stand side by side, wherever they stand: tfjs transposes first. */
function registerSums(tf: Tfjs): void {
  replaceKernel(tf, "Sum", "wasm", (stock) => (args) => {
    const x = args.inputs.x as Info;
    const { axis, keepDims } = args.attrs as { axis: number | number[]; keepDims: boolean };
    const axes = tf.util.parseAxisParam(axis, x.shape).toSorted((a, b) => a - b);
    const [first, last] = [axes[0] ?? 0, axes.at(-1) ?? -1];
    if (x.dtype !== "float32" || last - first + 1 !== axes.length) return stock(args);
    const wasm = args.backend as WasmBackend;
    const [outer, inner] = [x.shape.slice(0, first), x.shape.slice(last + 1)];
    const y = wasm.makeOutput([...outer, ...(keepDims ? axes.map(() => 1) : []), ...inner], "float32");
    const n = sizeOf(x.shape.slice(first, last + 1));
    const [from, to] = [wasm.getMemoryOffset(x.dataId), wasm.getMemoryOffset(y.dataId)];
    simdOf(wasm).simd.sums(from, to, sizeOf(outer), n, sizeOf(inner));
    return y;
  });
}
