// Identity on wasm without a copy, and a cast to what it is already: tfjs 4.22 copies every input that a gradient saves,
// and once more on the way back. The data is shared and counted, as on its other backends; nothing writes into data that
// is counted twice.
import { replaceKernel } from "../kernels";
import type { Info, Tfjs, WasmBackend } from "../kernels";

export function shareIdentity(tf: Tfjs): void {
  replaceKernel(tf, "Identity", "wasm", (stock) => (args) => {
    const x = args.inputs.x as Info;
    return x.dtype === "string" ? stock(args) : share(x, args.backend as WasmBackend);
  });
  replaceKernel(tf, "Cast", "wasm", (stock) => (args) => {
    const x = args.inputs.x as Info;
    const { dtype } = args.attrs as { dtype: string };
    return x.dtype === dtype && dtype !== "string" ? share(x, args.backend as WasmBackend) : stock(args);
  });
}

function share({ dataId, shape, dtype }: Info, wasm: WasmBackend): Info {
  wasm.incRef(dataId);
  return { dataId, shape, dtype };
}
