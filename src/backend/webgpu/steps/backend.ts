// What recording a step uses of tfjs 4.22's webgpu backend, half of it private there.
import type * as Tf from "@tensorflow/tfjs";

export interface TensorData {
  values?: ArrayLike<number> | null;
  resource?: GPUBuffer | null;
  dtype: Tf.DataType;
  shape: number[];
  refCount: number;
  /** Not of the backend's own buffers: it is not put back among them. */
  external?: boolean;
}

export interface BufferManager {
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
  numBytesUsed: number;
  numBytesAllocated: number;
  numUsedBuffers: number;
}

export interface MainManager extends BufferManager {
  device: GPUDevice;
  usedBuffers: Map<string, GPUBuffer[]>;
  freeBuffers: Map<string, GPUBuffer[]>;
}

export interface Backend {
  device: GPUDevice;
  queue: GPUQueue;
  tensorMap: {
    get(dataId: object): TensorData;
    has(dataId: object): boolean;
    set(dataId: object, data: TensorData): void;
  };
  bufferManager: BufferManager;
  pipelineCache: Record<string, unknown>;
  commandEncoder: unknown;
  activeTimers?: unknown;
  write(values: ArrayLike<number> | undefined, shape: number[], dtype: Tf.DataType): object;
  read(dataId: object): Promise<unknown>;
  readSync(dataId: object): unknown;
  refCount(dataId: object): number;
  uploadToGPU(dataId: object): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

/** Submits what tfjs has encoded so far. */
export function flush(backend: Backend): void {
  if (!backend.commandEncoder) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** What tensors lie in. */
export const storageUsage = (): number => GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

export type Undo = () => void;

/** Puts something in the place of a member until the returned function is called. */
export function substitute<T extends object, K extends keyof T>(target: T, name: K, value: T[K]): Undo {
  const own = Object.getOwnPropertyDescriptor(target, name);
  target[name] = value;
  return () => {
    if (own) Object.defineProperty(target, name, own);
    else delete (target as Partial<T>)[name];
  };
}
