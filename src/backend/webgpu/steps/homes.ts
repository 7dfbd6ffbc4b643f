// Variables that recordings read and write: each stays in one buffer, its home, whatever is done with the variable between
// steps. Others that hold the same data (a clone, a read under way) get a copy before a replay changes it; what a variable was
// assigned is moved in.
import { storageUsage } from "./backend";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../../kernels";
import type { Backend, TensorData } from "./backend";

export interface Home {
  variable: Tf.Variable;
  buffer: GPUBuffer;
  /** Whose data the buffer is now. */
  dataId: object;
  /** Recordings that use it. */
  users: number;
  /** One of them changes it. */
  isChanged: boolean;
}

/** Of one backend. */
export class Homes {
  private readonly homes = new Map<Tf.Variable, Home>();

  constructor(
    private readonly tf: Tfjs,
    private readonly backend: Backend,
  ) {}

  find(variable: Tf.Variable): Home | undefined {
    return this.homes.get(variable);
  }

  /** The variable stays where it is. Undefined where its buffer is not its own. */
  take(variable: Tf.Variable, isChanged: boolean): Home | undefined {
    const known = this.homes.get(variable);
    if (known) {
      known.users++;
      known.isChanged ||= isChanged;
      return known;
    }
    const { dataId } = variable;
    const data = this.backend.tensorMap.get(dataId);
    if (data.external || !data.resource) return undefined;
    data.external = true;
    const home = { variable, buffer: data.resource, dataId, users: 1, isChanged };
    this.homes.set(variable, home);
    return home;
  }

  /** tfjs may have the buffer back. */
  leave(home: Home): void {
    if (--home.users > 0) return;
    this.homes.delete(home.variable);
    const { tensorMap, bufferManager } = this.backend;
    const data = tensorMap.has(home.dataId) ? tensorMap.get(home.dataId) : undefined;
    if (data?.resource === home.buffer) data.external = false;
    else bufferManager.releaseBuffer(home.buffer);
  }

  /** The variable's numbers are in the buffer, and if a replay will change them, nobody else's. Encodes the copies. */
  settle(home: Home, encoder: GPUCommandEncoder): void {
    const { variable, buffer, isChanged } = home;
    const { tensorMap } = this.backend;
    const data = tensorMap.get(variable.dataId);
    if (data.resource === buffer) home.dataId = variable.dataId;
    const isShared = isChanged && data.refCount > 1;
    if (variable.dataId === home.dataId && !isShared) {
      if (isChanged) data.values = null; // what was read is over
      return;
    }
    if (tensorMap.has(home.dataId)) this.moveOthers(home, encoder);
    if (variable.dataId !== home.dataId) {
      this.backend.uploadToGPU(variable.dataId);
      encoder.copyBufferToBuffer(data.resource!, 0, buffer, 0, buffer.size);
    }
    if (isShared) this.moveIn(variable, buffer);
    else this.putIn(data, buffer);
    tensorMap.get(variable.dataId).external = true;
    home.dataId = variable.dataId;
  }

  /** The data itself goes to the buffer. */
  private putIn(data: TensorData, buffer: GPUBuffer): void {
    if (!data.external) this.backend.bufferManager.releaseBuffer(data.resource!);
    data.resource = buffer;
    data.values = null;
  }

  /** Gives a variable new data in this buffer. */
  moveIn(variable: Tf.Variable, buffer: GPUBuffer): void {
    const { shape, dtype } = variable;
    const dataId = this.backend.write(undefined, shape, dtype);
    this.backend.tensorMap.get(dataId).resource = buffer;
    const moved = this.tf.engine().makeTensorFromDataId(dataId, shape, dtype, this.backend as never);
    variable.assign(moved);
    moved.dispose();
  }

  private moveOthers(home: Home, encoder: GPUCommandEncoder): void {
    const data = this.backend.tensorMap.get(home.dataId);
    if (data.resource !== home.buffer) return;
    const { size } = home.buffer;
    data.resource = this.backend.bufferManager.acquireBuffer(size, storageUsage());
    data.external = false;
    encoder.copyBufferToBuffer(home.buffer, 0, data.resource, 0, size);
  }
}
