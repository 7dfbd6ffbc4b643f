// gather with an index out of range: cpu and wasm refuse it, webgpu gives 0 and webgl some number, and neither says so.
// Indices that came from the page are still known there and are checked; reading back those computed on the device would
// hold it up.
import { replaceKernel } from "./kernels";
import type { Info, Tfjs } from "./kernels";

type Data = { values?: ArrayLike<number> | null } | undefined;

/** Where tfjs's two GPU backends keep what they have not sent to the device yet. */
interface GpuBackend {
  tensorMap?: { get(dataId: object): Data };
  texData?: { get(dataId: object): Data };
}

export function registerGatherCheck(tf: Tfjs, backendName: "webgpu" | "webgl"): void {
  replaceKernel(tf, "GatherV2", backendName, (stock) => (args) => {
    const { x, indices } = args.inputs as { x: Info; indices: Info };
    const { axis } = args.attrs as { axis: number };
    const { tensorMap, texData } = args.backend as unknown as GpuBackend;
    const known = (tensorMap ?? texData)?.get(indices.dataId)?.values;
    if (known) checkIndices(known, x.shape[axis]!);
    return stock(args);
  });
}

/** Throws where tfjs's cpu backend throws, and with its words. */
function checkIndices(indices: ArrayLike<number>, size: number): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (index < 0 || index >= size) {
      throw new Error(`GatherV2: the index value ${index} is not in [0, ${size - 1}]`);
    }
  }
}
