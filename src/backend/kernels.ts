// How a correction gets in: a kernel of a backend is replaced or added by name, from outside tfjs.
// Knows the registry of tfjs 4.22 and no kernel in particular.
import type * as Tf from "@tensorflow/tfjs";

export type Tfjs = typeof Tf;
export type KernelFunc = NonNullable<ReturnType<Tfjs["getKernel"]>>["kernelFunc"];
export type KernelArguments = Parameters<KernelFunc>[0];

/** A tensor as kernels see it: where its data is, its shape and its dtype. */
export type Info = Tf.TensorInfo;

/** What our kernels need of tfjs's wasm backend. A view of the heap dies with the next allocation: take it after. */
export interface WasmBackend {
  makeOutput(shape: number[], dtype: Tf.DataType): Info;
  typedArrayFromHeap(info: Info): Float32Array;
  disposeData(dataId: object): void;
  incRef(dataId: object): void;
  refCount(dataId: object): number;
  /** The address of the data, which stays where it is when the memory grows. */
  getMemoryOffset(dataId: object): number;
  dataIdMap: { get(dataId: object): { id: number; dtype: string } };
  /** Emscripten's module. */
  wasm: {
    asm?: { memory?: WebAssembly.Memory };
    _malloc(bytes: number): number;
    tfjs: { disposeData(id: number): void; registerTensor(id: number, size: number, address: number): void };
  };
}

/** The kernel of a backend. Throws if tfjs has none: a broken promise of ours, not of the caller. */
export function kernelOf(tf: Tfjs, kernelName: string, backendName: string): KernelFunc {
  const kernel = tf.getKernel(kernelName, backendName);
  if (!kernel) throw new Error(`the ${backendName} backend has no kernel ${kernelName}`);
  return kernel.kernelFunc;
}

/** Puts a kernel in the place of tfjs's own, which `make` gets and may still call. What tfjs's own does when a backend
 *  starts or ends stays: on wasm it binds the kernel to the memory of that start. */
export function replaceKernel(
  tf: Tfjs,
  kernelName: string,
  backendName: string,
  make: (stock: KernelFunc) => KernelFunc,
): void {
  const kernelFunc = make(kernelOf(tf, kernelName, backendName));
  const config = tf.getKernel(kernelName, backendName);
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ ...config!, kernelFunc });
}

/** Gives a backend a kernel, also in the place of one it has. */
export function putKernel(tf: Tfjs, kernelName: string, backendName: string, kernelFunc: KernelFunc): void {
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ kernelName, backendName, kernelFunc });
}

/** Gives a backend a kernel as `twin` composes it; where it has one of its own, `twin` is for what that does not take. */
export function putTwin(
  tf: Tfjs,
  kernelName: string,
  backendName: string,
  twin: KernelFunc,
  isTaken: (args: KernelArguments) => boolean,
): void {
  if (!tf.getKernel(kernelName, backendName)) return putKernel(tf, kernelName, backendName, twin);
  replaceKernel(tf, kernelName, backendName, (own) => (args) => (isTaken(args) ? own(args) : twin(args)));
}

/** A kernel written in tfjs's own operations. It frees what it made on the way. */
export function composed(tf: Tfjs, work: (args: KernelArguments) => Tf.Tensor): KernelFunc {
  return (args) => tf.tidy(() => work(args));
}

export const sizeOf = (shape: number[]): number => shape.reduce((product, n) => product * n, 1);
