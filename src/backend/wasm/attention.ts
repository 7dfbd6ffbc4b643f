// CausalAttention for wasm from packed queries, keys and values, a strip of scores at a time, and its way back.
// src/book/attention.ts has the formula, ../gradients/layers.ts calls the way back.
// B batch, T time, d channels, H heads
import { putKernel, sizeOf } from "../kernels";
import { simdOf } from "./simd";
import type { Info, Tfjs, WasmBackend } from "../kernels";

export function registerAttention(tf: Tfjs): void {
  // qkv (B, T, 3d) → y (B, T, d), and ln Σ e^score of each query (B, H, T)
  putKernel(tf, "CausalAttention", "wasm", ({ inputs, attrs, backend }) => {
    const { numHeads } = attrs as { numHeads: number };
    const [qkv, wasm] = [inputs.qkv as Info, backend as WasmBackend];
    const { batch, time, width } = sizesOf(qkv);
    const y = wasm.makeOutput([batch, time, width], "float32");
    const logSums = wasm.makeOutput([batch, numHeads, time], "float32");
    if (sizeOf(qkv.shape) > 0)
      withStrip(wasm, time, (strip, scratch) => {
        const [from, to, sums] = [qkv, y, logSums].map(({ dataId }) => wasm.getMemoryOffset(dataId));
        const heads = [batch, time, numHeads, width / numHeads] as const;
        simdOf(wasm).simd.attend(from!, to!, sums!, ...heads, strip, scratch);
      });
    return [y, logSums];
  });

  putKernel(tf, "CausalAttentionBack", "wasm", ({ inputs, attrs, backend }) => {
    const { numHeads } = attrs as { numHeads: number };
    const { dy, y, qkv, logSums } = inputs as Record<string, Info>;
    const wasm = backend as WasmBackend;
    const { batch, time, width } = sizesOf(qkv!);
    const dqkv = wasm.makeOutput(qkv!.shape, "float32");
    wasm.typedArrayFromHeap(dqkv).fill(0);
    if (sizeOf(dqkv.shape) > 0)
      withStrip(wasm, time, (strip, scratch) => {
        const tensors = [dy!, y!, qkv!, logSums!, dqkv].map(({ dataId }) => wasm.getMemoryOffset(dataId));
        const [slope, result, from, sums, to] = tensors as [number, number, number, number, number];
        const heads = [batch, time, numHeads, width / numHeads] as const;
        simdOf(wasm).simd.attendBack(slope, result, from, sums, to, ...heads, strip, scratch);
      });
    return dqkv;
  });
}

function sizesOf({ shape }: Info): { batch: number; time: number; width: number } {
  const [batch, time, width] = shape as [number, number, number];
  return { batch, time, width: width / 3 };
}

/** Lends memory for the strips of a head. */
function withStrip(wasm: WasmBackend, time: number, work: (strip: number, scratch: number) => void): void {
  const { simd, scratch } = simdOf(wasm);
  const strip = wasm.makeOutput([simd.stripSize(time)], "float32");
  work(wasm.getMemoryOffset(strip.dataId), scratch);
  wasm.disposeData(strip.dataId);
}
