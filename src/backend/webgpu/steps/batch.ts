// The batch of a recorded step: buffers that stay, into which every new batch of the same shapes is written.
import { storageUsage } from "./backend";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../../kernels";
import type { Backend } from "./backend";

export class BatchBuffers {
  readonly buffers: GPUBuffer[];

  constructor(
    private readonly backend: Backend,
    batch: Tf.Tensor[],
  ) {
    this.buffers = batch.map(({ size }) => backend.device.createBuffer({ size: 4 * size, usage: storageUsage() }));
  }

  get bytes(): number {
    return this.buffers.reduce((sum, { size }) => sum + size, 0);
  }

  /** Numbers from the page are written, numbers on the device copied. */
  fill(batch: Tf.Tensor[], encoder: GPUCommandEncoder): void {
    batch.forEach(({ dataId }, i) => {
      const { resource, values, dtype } = this.backend.tensorMap.get(dataId);
      const buffer = this.buffers[i]!;
      if (resource) encoder.copyBufferToBuffer(resource, 0, buffer, 0, buffer.size);
      else this.backend.queue.writeBuffer(buffer, 0, toWords(values!, dtype));
    });
  }

  /** Tensors in the buffers for the step itself, with what the page knows of their numbers. */
  toTensors(tf: Tfjs, batch: Tf.Tensor[]): Tf.Tensor[] {
    const { backend } = this;
    return batch.map(({ dataId, shape, dtype }, i) => {
      const known = backend.tensorMap.get(dataId);
      const own = backend.write(known.values ?? undefined, shape, known.dtype);
      Object.assign(backend.tensorMap.get(own), { resource: this.buffers[i]!, external: true });
      return tf.engine().makeTensorFromDataId(own, shape, dtype, backend as never);
    });
  }

  destroy(): void {
    for (const buffer of this.buffers) buffer.destroy();
  }
}

/** Batches with the same words are one shape. Undefined where one of them is none that a buffer holds. */
export function describeBatch(backend: Backend, batch: Tf.Tensor[]): string | undefined {
  const isPlain = batch.every(({ dtype, size }) => dtype !== "string" && dtype !== "complex64" && size > 0);
  if (!isPlain) return undefined;
  return batch
    .map(({ dataId, shape, dtype }) => `${dtype} ${backend.tensorMap.get(dataId).dtype} ${shape.join()}`)
    .join("; ");
}

/** What lies there as the device has it: whole numbers and truths in 32 bits. */
function toWords(values: ArrayLike<number>, dtype: Tf.DataType): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  if (dtype === "float32")
    return values instanceof Float32Array ? (values as Float32Array<ArrayBuffer>) : Float32Array.from(values);
  return values instanceof Int32Array ? (values as Int32Array<ArrayBuffer>) : Int32Array.from(values);
}
