// Memory that a device does not have: tfjs 4.22 asks for it without looking at the answer. wasm's allocator returns 0,
// and tfjs writes there; WebGPU gives a buffer that fails later, without a place. Here the asking itself fails.
import { Fault } from "./fault";

/** Why there is not enough, in bytes. */
export interface Shortage {
  asked: number;
  /** The most that the device gives: in one piece (WebGPU), or altogether (wasm). */
  limit: number;
  /** What is in use already, where that counts against the limit. */
  held?: number;
}

export const newMemoryFault = (shortage: Shortage): Fault =>
  new Fault("MemoryError", ({ outOfMemory }) => outOfMemory(shortage));

/** Into how many parts what was asked must be cut for one of them to fit. */
export function countParts({ asked, limit, held = 0 }: Shortage): number {
  return Math.max(2, Math.ceil(asked / Math.max(limit - held, limit / 64)));
}

/** The module of tfjs's wasm backend. */
interface WasmModule {
  _malloc(bytes: number): number;
  _free(address: number): void;
  HEAPU8: Uint8Array;
}

/** The heap of tfjs's three builds grows to this (their getHeapMax): 4 GB less a page. */
const maxHeapBytes = 2 ** 32 - 2 ** 16;

/** `countHeld`: the bytes of all tensors, for the heap keeps what was freed. */
export function watchWasmMemory(wasm: WasmModule, countHeld: () => number): void {
  wasm["_free"](wasm["_malloc"](8)); // the first call puts the real allocator in place of its stub
  const allocate = wasm["_malloc"];
  wasm["_malloc"] = (bytes) => {
    const address = bytes < maxHeapBytes ? allocate(bytes) : 0;
    if (address !== 0 || bytes === 0) return address;
    const heapBytes = wasm.HEAPU8.length;
    const isRefused = heapBytes + bytes < maxHeapBytes; // by the browser, which could have let it grow
    throw newMemoryFault({ asked: bytes, limit: isRefused ? heapBytes : maxHeapBytes, held: countHeld() });
  };
}

type BufferDevice = Pick<GPUDevice, "createBuffer"> & { limits: GPUSupportedLimits };

/** Returns the size that was asked for last, for errors that come later. */
export function watchBufferSizes(device: BufferDevice): () => number {
  const create = device.createBuffer.bind(device);
  const { maxBufferSize, maxStorageBufferBindingSize } = device.limits;
  let last = 0;
  device.createBuffer = (descriptor) => {
    const { size, usage } = descriptor;
    last = size;
    const limit = usage & storageUsage ? Math.min(maxBufferSize, maxStorageBufferBindingSize) : maxBufferSize;
    if (size > limit) throw newMemoryFault({ asked: size, limit });
    return create(descriptor);
  };
  return () => last;
}

/** GPUBufferUsage.STORAGE, which Node has not. */
const storageUsage = 0x80;
