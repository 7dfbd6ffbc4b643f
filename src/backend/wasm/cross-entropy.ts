// SoftmaxCrossEntropy and SparseSoftmaxCrossEntropy for wasm: the loss of each row and its derivative by the logits in one
// pass. ../losses.ts calls it.
import { putKernel, sizeOf } from "../kernels";
import { simdOf } from "./simd";
import type { Info, KernelArguments, Tfjs, WasmBackend } from "../kernels";
import type { LossSettings } from "../losses";

export function registerCrossEntropy(tf: Tfjs): void {
  const [fractions, whole, numbers] = [0, 1, 2]; // kinds of labels
  const kindOf = ({ dtype }: Info): number => (dtype === "int32" ? whole : fractions);
  putKernel(tf, "SoftmaxCrossEntropy", "wasm", (args) => compute(args, kindOf(args.inputs.labels as Info)));
  putKernel(tf, "SparseSoftmaxCrossEntropy", "wasm", (args) => compute(args, numbers));
}

/** labels (…, V) of float32 or int32, or (…) of int32, logits (…, V) of float32 → losses (…) or their mean, slopes (…, V). */
function compute({ inputs, attrs, backend }: KernelArguments, kind: number): Info[] {
  const { labels, logits } = inputs as { labels: Info; logits: Info };
  const { mean } = attrs as LossSettings;
  const wasm = backend as WasmBackend;
  const [shape, columns] = [logits.shape.slice(0, -1), logits.shape.at(-1)!];
  const rows = sizeOf(shape);
  const results = [wasm.makeOutput(shape, "float32"), wasm.makeOutput(logits.shape, "float32")];
  const [y, x, losses, slopes] = [labels, logits, ...results].map(({ dataId }) => wasm.getMemoryOffset(dataId));
  simdOf(wasm).simd.crossEntropy(y!, kind, x!, losses!, slopes!, rows, columns, mean ? 1 / rows : 1);
  return mean ? [meanOf(wasm, results[0]!), results[1]!] : results;
}

function meanOf(wasm: WasmBackend, losses: Info): Info {
  const mean = wasm.makeOutput([], "float32");
  const numbers = wasm.typedArrayFromHeap(losses);
  wasm.typedArrayFromHeap(mean)[0] = numbers.reduce((sum, loss) => sum + loss, 0) / numbers.length;
  wasm.disposeData(losses.dataId);
  return mean;
}
