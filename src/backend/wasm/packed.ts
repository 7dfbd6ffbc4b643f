// tfjs 4.22's wasm keeps a packed copy of a product's second factor and of a filter by the id of its data alone: the same
// numbers in another shape (reshape, clone), or changed in place, are then multiplied as they were before, or past their
// end. Here a copy goes when the shape is another or the numbers are.
import { replaceKernel, sizeOf } from "../kernels";
import type { Info, Tfjs, WasmBackend } from "../kernels";

/** Kernels that pack, and the input that they pack. */
const packing: [kernelName: string, input: string][] = [
  ["BatchMatMul", "b"],
  ["_FusedMatMul", "b"],
  ["Conv2D", "filter"],
  ["FusedConv2D", "filter"],
  ["DepthwiseConv2dNative", "filter"],
  ["FusedDepthwiseConv2D", "filter"],
];

/** The kernel and the shape that data was packed for last. */
const packedFor = new WeakMap<object, string>();

export function keepPackedApart(tf: Tfjs): void {
  for (const [kernelName, input] of packing) {
    replaceKernel(tf, kernelName, "wasm", (stock) => (args) => {
      const factor = args.inputs[input] as Info;
      const use = `${kernelName} ${factor.shape.join()}`;
      const last = packedFor.get(factor.dataId);
      if (last !== undefined && last !== use) forgetPacked(factor, args.backend as WasmBackend);
      packedFor.set(factor.dataId, use);
      return stock(args);
    });
  }
}

/** Drops the packed copy: for tfjs the data is new. */
export function forgetPacked({ dataId, shape }: Info, wasm: WasmBackend): void {
  const { id } = wasm.dataIdMap.get(dataId);
  wasm.wasm.tfjs.disposeData(id);
  wasm.wasm.tfjs.registerTensor(id, sizeOf(shape), wasm.getMemoryOffset(dataId));
}
