// SoftmaxCrossEntropy for wasm: the loss of each row and its derivative by the logits in one pass. ../losses.ts calls it.
import { putKernel, sizeOf } from "../kernels";
import { simdOf } from "./simd";
import type { Info, Tfjs, WasmBackend } from "../kernels";

/** labels (…, V) of float32 or int32, logits (…, V) of float32 → losses (…), slopes (…, V). */
export function registerCrossEntropy(tf: Tfjs): void {
  putKernel(tf, "SoftmaxCrossEntropy", "wasm", ({ inputs, backend }) => {
    const { labels, logits } = inputs as { labels: Info; logits: Info };
    const wasm = backend as WasmBackend;
    const rows = logits.shape.slice(0, -1);
    const results = [wasm.makeOutput(rows, "float32"), wasm.makeOutput(logits.shape, "float32")];
    const [y, x, losses, slopes] = [labels, logits, ...results].map(({ dataId }) => wasm.getMemoryOffset(dataId));
    const isWhole = labels.dtype === "int32" ? 1 : 0;
    simdOf(wasm).simd.crossEntropy(y!, isWhole, x!, losses!, slopes!, sizeOf(rows), logits.shape.at(-1)!);
    return results;
  });
}
