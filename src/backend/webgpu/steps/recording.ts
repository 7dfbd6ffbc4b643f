// A step that was heard twice alike, to be done again: new inputs are written into its buffers, what JavaScript adds to each
// step is done, and its commands are encoded anew, for a command buffer is spent when it is submitted (gpuweb#1971).
import { flush, storageUsage } from "./backend";
import { encodeCommands, settleCommands } from "./commands";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../../kernels";
import type { Backend } from "./backend";
import type { Home, Homes } from "./homes";
import type { Tape } from "./tape";

export class Recording {
  private readonly homes: Home[] = [];
  private readonly outside: [dataId: object, buffer: GPUBuffer][] = [];

  constructor(
    private readonly tf: Tfjs,
    private readonly backend: Backend,
    private readonly homesOf: Homes,
    private readonly tape: Tape,
    readonly pinned: ReadonlySet<GPUBuffer>,
  ) {
    settleCommands(backend.device, tape.commands);
    const variables = Object.values(tf.engine().registeredVariables).filter(
      ({ dataId }) => backend.tensorMap.has(dataId) && tape.bound.has(backend.tensorMap.get(dataId).resource!),
    );
    const homed = new Set<GPUBuffer>();
    for (const variable of variables) {
      const home = homesOf.take(variable, tape.changed.has(variable.dataId));
      if (home) homed.add(home.buffer);
      if (home) this.homes.push(home);
    }
    for (const [dataId, buffer] of tape.outside) if (!homed.has(buffer)) this.outside.push([dataId, buffer]);
  }

  /** All that the step takes from outside is where it was. */
  get isValid(): boolean {
    const { tensorMap } = this.backend;
    const isThere = ([dataId, buffer]: (typeof this.outside)[number]): boolean =>
      tensorMap.has(dataId) && tensorMap.get(dataId).resource === buffer;
    return this.homes.every(({ variable }) => !variable.isDisposed) && this.outside.every(isThere);
  }

  /** Variables that were touched between steps are put in order. */
  settle(encoder: GPUCommandEncoder): void {
    for (const home of this.homes) this.homesOf.settle(home, encoder);
  }

  /** Takes a step; `fill` writes the batch. Returns the loss, of this shape. */
  replay(
    fill: (encoder: GPUCommandEncoder) => void,
    { shape, dtype }: { shape: number[]; dtype: Tf.DataType },
  ): Tf.Tensor {
    const { backend, tape } = this;
    const { device, queue } = backend;
    const encoder = device.createCommandEncoder();
    this.settle(encoder);
    for (const work of tape.repeated) work();
    for (const { buffer, read } of tape.followed) queue.writeBuffer(buffer, 0, read());
    fill(encoder);
    flush(backend); // what settling uploaded
    encodeCommands(encoder, tape.commands);
    const loss = newTensor(this.tf, backend, shape, dtype, tape.out!.size);
    encoder.copyBufferToBuffer(tape.out!, 0, loss.buffer, 0, tape.out!.size);
    queue.submit([encoder.finish()]);
    return loss.tensor;
  }

  free(): void {
    for (const home of this.homes.splice(0)) this.homesOf.leave(home);
  }
}

/** A tensor without numbers, and the buffer where they are to be. */
export function newTensor(
  tf: Tfjs,
  backend: Backend,
  shape: number[],
  dtype: Tf.DataType,
  size: number,
): { tensor: Tf.Tensor; buffer: GPUBuffer } {
  const buffer = backend.bufferManager.acquireBuffer(size, storageUsage());
  const dataId = backend.write(undefined, shape, dtype);
  backend.tensorMap.get(dataId).resource = buffer;
  return { tensor: tf.engine().makeTensorFromDataId(dataId, shape, dtype, backend as never), buffer };
}
