// Identity on wasm without a copy: tfjs 4.22 copies every input that a gradient saves. The data is shared and counted,
// as on its other backends; nothing writes into data that is counted twice.
import { replaceKernel } from "../kernels";
import type { Info, Tfjs, WasmBackend } from "../kernels";

export function shareIdentity(tf: Tfjs): void {
  replaceKernel(tf, "Identity", "wasm", (stock) => (args) => {
    const { dataId, shape, dtype } = args.inputs.x as Info;
    if (dtype === "string") return stock(args);
    (args.backend as WasmBackend).incRef(dataId);
    return { dataId, shape, dtype };
  });
}
