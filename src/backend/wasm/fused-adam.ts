// FusedAdam for wasm: one step of Adam in place, in one pass over a variable. ../optimizers.ts calls it.
import { putKernel, sizeOf } from "../kernels";
import { forgetPacked } from "./packed";
import { simdOf } from "./simd";
import type { AdamSettings } from "../optimizers";
import type { Info, Tfjs, WasmBackend } from "../kernels";

/** Writes into `value`, `firstMoment` and `secondMoment`, which nobody else may hold, and gives them back. */
export function registerFusedAdam(tf: Tfjs): void {
  putKernel(tf, "FusedAdam", "wasm", ({ inputs, attrs, backend }) => {
    const { value, firstMoment, secondMoment, gradient, accBeta1, accBeta2 } = inputs as Record<string, Info>;
    const { learningRate, beta1, beta2, epsilon } = attrs as unknown as AdamSettings;
    const wasm = backend as WasmBackend;
    const changed = [value!, firstMoment!, secondMoment!];
    const [w, m, v, g] = [...changed, gradient!].map(({ dataId }) => wasm.getMemoryOffset(dataId));
    const [c1, c2] = [accBeta1!, accBeta2!].map((power) => 1 - wasm.typedArrayFromHeap(power)[0]!);
    const betas = [beta1, 1 - beta1, beta2, 1 - beta2];
    simdOf(wasm).simd.adam(w!, m!, v!, g!, sizeOf(value!.shape), learningRate, ...betas, epsilon, c1!, c2!);
    forgetPacked(value!, wasm);
    return changed;
  });
}
