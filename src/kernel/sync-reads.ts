// On WebGPU a tensor cannot be read at once: tfjs 4.22 paints it on a canvas and reads that, which is slow, and where
// the GPU is a software one gives zeros and loses the device. A cell that tries is told to await instead.
import { Fault } from "./fault";

interface Readable {
  dataId: object;
  dataSync(): unknown;
}

/** tfjs's WebGPU backend, as far as it knows which values are at hand. */
interface WebgpuBackend {
  tensorMap: { get(id: object): { values?: unknown; dtype?: string } | undefined };
}

/** Refuses dataSync, and with it arraySync and print, for what lies only on the device. */
export function refuseSyncReads(prototype: Readable, backend: WebgpuBackend): void {
  const { dataSync } = prototype;
  prototype.dataSync = function () {
    const data = backend.tensorMap.get(this.dataId);
    const isAtHand = !data || data.values != null || data.dtype === "string";
    if (!isAtHand) throw new Fault("SyncReadError", ({ syncRead }) => syncRead());
    return dataSync.call(this);
  };
}
