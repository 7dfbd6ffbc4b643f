// What a training asks of WebGPU and of memory, heard at the prototypes that every library calls. To be imported before
// any library.

/** Since the worker began. */
export interface Counts {
  dispatches: number;
  passes: number;
  /** Tensors and constants written from JavaScript to the device. */
  uploads: number;
  /** Settings of a dispatch written to a uniform buffer. */
  uniforms: number;
  submits: number;
}

export const counts: Counts = { dispatches: 0, passes: 0, uploads: 0, uniforms: 0, submits: 0 };

/** The most that buffers of the device, or memories of wasm, have held. */
export const peak = { bytes: 0 };

type Method = (...args: never[]) => unknown;
type Methods<T> = { [K in keyof T as T[K] extends Method ? K : never]: T[K] };

/** Lets `hear` know of every call of a method, with what came back. */
function listen<T extends object, K extends keyof Methods<T> & string>(
  type: { prototype: T } | undefined,
  name: K,
  hear: (self: T, args: unknown[], result: unknown) => void,
): void {
  if (!type) return;
  const stock = type.prototype[name] as unknown as (...args: unknown[]) => unknown;
  const heard = function (this: T, ...args: unknown[]): unknown {
    const result = stock.apply(this, args);
    hear(this, args, result);
    return result;
  };
  Object.defineProperty(type.prototype, name, { value: heard, configurable: true, writable: true });
}

const uniform = 64; // GPUBufferUsage.UNIFORM
const gpu = globalThis as unknown as {
  GPUDevice?: { prototype: GPUDevice };
  GPUQueue?: { prototype: GPUQueue };
  GPUBuffer?: { prototype: GPUBuffer };
  GPUCommandEncoder?: { prototype: GPUCommandEncoder };
  GPUComputePassEncoder?: { prototype: GPUComputePassEncoder };
};
const alive = new Map<object, number>();
let bytes = 0;

listen(gpu.GPUComputePassEncoder, "dispatchWorkgroups", () => counts.dispatches++);
listen(gpu.GPUComputePassEncoder, "dispatchWorkgroupsIndirect", () => counts.dispatches++);
listen(gpu.GPUCommandEncoder, "beginComputePass", () => counts.passes++);
listen(gpu.GPUQueue, "submit", () => counts.submits++);
listen(gpu.GPUQueue, "writeBuffer", (_, [buffer]) => {
  counts[(buffer as GPUBuffer).usage & uniform ? "uniforms" : "uploads"]++;
});
listen(gpu.GPUDevice, "createBuffer", (_, [wish], buffer) => {
  const { size, mappedAtCreation, usage } = wish as GPUBufferDescriptor;
  if (mappedAtCreation) counts[usage & uniform ? "uniforms" : "uploads"]++;
  alive.set(buffer as object, size);
  peak.bytes = Math.max(peak.bytes, (bytes += size));
});
listen(gpu.GPUBuffer, "destroy", (buffer) => {
  bytes -= alive.get(buffer) ?? 0;
  alive.delete(buffer);
});

/** The memories that were made by JavaScript or exported by a module. */
const memories = new Set<WebAssembly.Memory>();
const StockMemory = WebAssembly.Memory;
WebAssembly.Memory = new Proxy(StockMemory, {
  construct(target, args: [WebAssembly.MemoryDescriptor]) {
    const memory = new target(...args);
    memories.add(memory);
    return memory;
  },
});
for (const name of ["instantiate", "instantiateStreaming"] as const) {
  const stock = WebAssembly[name] as (...args: unknown[]) => Promise<unknown>;
  const heard = async (...args: unknown[]): Promise<unknown> => {
    const result = await stock(...args);
    const instance =
      result instanceof WebAssembly.Instance ? result : (result as { instance: WebAssembly.Instance }).instance;
    for (const value of Object.values(instance.exports)) if (value instanceof StockMemory) memories.add(value);
    return result;
  };
  Object.defineProperty(WebAssembly, name, { value: heard, configurable: true, writable: true });
}

/** Bytes of all memories of wasm; they never shrink. */
export const wasmBytes = (): number => [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
