// Reading a tensor that is disposed meanwhile: tfjs 4.22's webgpu backend looks for it once more when its numbers arrive,
// and throws. Here a read holds the data until it ends.
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

interface WebGpuBackend {
  read(dataId: object): Promise<Tf.backend_util.BackendValues>;
  incRef(dataId: object): void;
  disposeData(dataId: object): boolean;
}

interface Engine {
  removeDataId(dataId: object, backend: unknown): void;
}

/** Of every webgpu backend, also of one that starts later. */
export function holdWhileRead(tf: Tfjs): void {
  const backend = Object.getPrototypeOf(tf.backend()) as WebGpuBackend;
  const { read } = backend;
  backend.read = async function (dataId) {
    this.incRef(dataId);
    try {
      return await read.call(this, dataId);
    } finally {
      if (this.disposeData(dataId)) (tf.engine() as unknown as Engine).removeDataId(dataId, this);
    }
  };
}
