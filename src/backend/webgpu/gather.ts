// gather with an index out of range: cpu and wasm refuse it, webgpu gives 0 and says nothing. Indices that came from the
// page are still known here and are checked; reading back those computed on the device would hold it up.
import { replaceKernel } from "../kernels";
import type { Info, Tfjs } from "../kernels";

interface WebGpuBackend {
  tensorMap: { get(dataId: object): { values?: ArrayLike<number> | null } | undefined };
}

export function registerGatherCheck(tf: Tfjs): void {
  replaceKernel(tf, "GatherV2", "webgpu", (stock) => (args) => {
    const { x, indices } = args.inputs as { x: Info; indices: Info };
    const { axis } = args.attrs as { axis: number };
    const known = (args.backend as unknown as WebGpuBackend).tensorMap.get(indices.dataId)?.values;
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
