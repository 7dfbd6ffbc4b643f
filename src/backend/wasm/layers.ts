// LayerNorm, RmsNorm and Gelu for wasm, each in one pass, and their ways back. src/book/layer-norm.ts and gelu.ts have
// the formulas, ../gradients/layers.ts calls the ways back.
import { putKernel, sizeOf } from "../kernels";
import { simdOf } from "./simd";
import type { Info, Tfjs, WasmBackend } from "../kernels";

export function registerLayers(tf: Tfjs): void {
  registerNorm(tf, "LayerNorm", true);
  registerNorm(tf, "RmsNorm", false);
  registerGelu(tf);
}

/** x (…, d), gain, bias (d) → y (…, d), and of each row the mean and 1/√(variance + ε), (rows). */
function registerNorm(tf: Tfjs, name: string, isCentred: boolean): void {
  const centred = isCentred ? 1 : 0;

  putKernel(tf, name, "wasm", ({ inputs, attrs, backend }) => {
    const { x, gain, bias } = inputs as Record<string, Info>;
    const [rows, d, wasm] = [sizeOf(x!.shape.slice(0, -1)), x!.shape.at(-1)!, backend as WasmBackend];
    const results = [x!.shape, [rows], [rows]].map((shape) => wasm.makeOutput(shape, "float32"));
    const [y, means, scales] = addressesOf(wasm, results);
    const [from, by, plus] = addressesOf(wasm, [x!, gain!, bias ?? gain!]);
    simdOf(wasm).simd.norm(
      from!,
      by!,
      plus!,
      y!,
      means!,
      scales!,
      rows,
      d,
      (attrs as unknown as Settings).epsilon,
      centred,
    );
    return results;
  });

  putKernel(tf, `${name}Back`, "wasm", ({ inputs, backend }) => {
    const { dy, x, gain, means, scales } = inputs as Record<string, Info>;
    const [rows, d, wasm] = [sizeOf(x!.shape.slice(0, -1)), x!.shape.at(-1)!, backend as WasmBackend];
    const shapes = isCentred ? [x!.shape, [d], [d]] : [x!.shape, [d]];
    const results = shapes.map((shape) => wasm.makeOutput(shape, "float32"));
    for (const sums of results.slice(1)) wasm.typedArrayFromHeap(sums).fill(0);
    const [slope, from, by, m, r] = addressesOf(wasm, [dy!, x!, gain!, means!, scales!]);
    const [dx, dgain, dbias] = addressesOf(wasm, results);
    simdOf(wasm).simd.normBack(slope!, from!, by!, m!, r!, dx!, dgain!, dbias ?? 0, rows, d, centred);
    return results;
  });
}

interface Settings {
  epsilon: number;
}

function registerGelu(tf: Tfjs): void {
  putKernel(tf, "Gelu", "wasm", ({ inputs, backend }) => {
    const [x, wasm] = [inputs.x as Info, backend as WasmBackend];
    const y = wasm.makeOutput(x.shape, "float32");
    const [from, to] = addressesOf(wasm, [x, y]);
    simdOf(wasm).simd.gelu(from!, to!, sizeOf(x.shape));
    return y;
  });

  putKernel(tf, "GeluBack", "wasm", ({ inputs, backend }) => {
    const { dy, x } = inputs as { dy: Info; x: Info };
    const wasm = backend as WasmBackend;
    const dx = wasm.makeOutput(x.shape, "float32");
    const [slope, from, to] = addressesOf(wasm, [dy, x, dx]);
    simdOf(wasm).simd.geluBack(slope!, from!, to!, sizeOf(x.shape));
    return dx;
  });
}

const addressesOf = (wasm: WasmBackend, tensors: Info[]): number[] =>
  tensors.map(({ dataId }) => wasm.getMemoryOffset(dataId));
