// Convolution on wasm and both its gradients, each as one matrix product on the pixels laid out under the windows
// (im2col), some images at a time. tfjs 4.22 has loops for the input's gradient, and none at all for the filter's.
// P output pixels, R·K·C numbers that one of them reads, O channels out
import { kernelOf, putKernel } from "../kernels";
import { simdOf } from "./simd";
import { toWindow } from "./windows";
import type { Info, KernelArguments, Tfjs, WasmBackend } from "../kernels";
import type { Opened } from "./simd";
import type { Window } from "./windows";

type Shape4D = [number, number, number, number];

interface Convolution {
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dataFormat: "NHWC" | "NCHW";
  dilations?: number | [number, number];
  dimRoundingMode?: "floor" | "round" | "ceil";
  filterShape: Shape4D;
  inputShape: Shape4D;
}

/** So many numbers are laid out at a time, at most, unless one image alone has more: 1 MiB, which caches hold. */
const maxNumbers = 2 ** 18;

export function registerConvolutions(tf: Tfjs): void {
  const windowOf = (
    input: Shape4D,
    filter: Shape4D,
    { strides, pad, dataFormat, dilations, dimRoundingMode }: Convolution,
  ) => {
    if (dataFormat !== "NHWC") throw new Error(`conv2d on wasm takes NHWC, got ${dataFormat}`);
    return toWindow(tf.backend_util.computeConv2DInfo(input, filter, strides, dilations ?? 1, pad, dimRoundingMode));
  };

  putKernel(tf, "Conv2D", "wasm", ({ inputs, attrs, backend }) => {
    const { x, filter } = inputs as { x: Info; filter: Info };
    const window = windowOf(x.shape as Shape4D, filter.shape as Shape4D, attrs as unknown as Convolution);
    return convolve(x, filter, window, backend as WasmBackend);
  });
  putKernel(tf, "Conv2DBackpropFilter", "wasm", ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as { x: Info; dy: Info };
    const convolution = { ...(attrs as unknown as Convolution), dilations: 1 };
    const window = windowOf(x.shape as Shape4D, convolution.filterShape, convolution);
    return filterGradient(x, dy, convolution.filterShape, window, backend as WasmBackend);
  });
  const stock = kernelOf(tf, "Conv2DBackpropInput", "wasm");
  putKernel(tf, "Conv2DBackpropInput", "wasm", (args: KernelArguments) => {
    const { dy, filter } = args.inputs as { dy: Info; filter: Info };
    const convolution = { ...(args.attrs as unknown as Convolution), dilations: 1 };
    if (convolution.dataFormat !== "NHWC") return stock(args);
    const window = windowOf(convolution.inputShape, filter.shape as Shape4D, convolution);
    return inputGradient(dy, filter, convolution.inputShape, window, args.backend as WasmBackend);
  });
}

/** Y (P, O) = columns (P, RKC) · W (RKC, O). */
function convolve(x: Info, filter: Info, window: Window, wasm: WasmBackend): Info {
  const outputs = filter.shape[3]!;
  const y = wasm.makeOutput([window.batchSize, window.outHeight, window.outWidth, outputs], "float32");
  const w = wasm.getMemoryOffset(filter.dataId);
  eachPart(window, wasm, ({ simd, scratch }, { pixels, reads, columns, first, layOut }) => {
    layOut(wasm.getMemoryOffset(x.dataId));
    const to = wasm.getMemoryOffset(y.dataId) + 4 * first * outputs;
    simd.multiply(1, columns, 0, reads, 1, w, 0, outputs, 1, to, 0, pixels, outputs, reads, 0, scratch);
  });
  return y;
}

/** dW (RKC, O) = columnsᵀ (RKC, P) · dY (P, O), summed over the images. */
function filterGradient(x: Info, dy: Info, shape: Shape4D, window: Window, wasm: WasmBackend): Info {
  const outputs = shape[3];
  const dw = wasm.makeOutput(shape, "float32");
  wasm.typedArrayFromHeap(dw).fill(0);
  const to = wasm.getMemoryOffset(dw.dataId);
  eachPart(window, wasm, ({ simd, scratch }, { pixels, reads, columns, first, layOut }) => {
    layOut(wasm.getMemoryOffset(x.dataId));
    const derivatives = wasm.getMemoryOffset(dy.dataId) + 4 * first * outputs;
    simd.multiply(1, columns, 0, 1, reads, derivatives, 0, outputs, 1, to, 0, reads, outputs, pixels, 1, scratch);
  });
  return dw;
}

/** dX from columns (P, RKC) = dY (P, O) · Wᵀ (O, RKC), each number added to the pixel that it was read from. */
function inputGradient(dy: Info, filter: Info, shape: Shape4D, window: Window, wasm: WasmBackend): Info {
  const outputs = filter.shape[3]!;
  const dx = wasm.makeOutput(shape, "float32");
  wasm.typedArrayFromHeap(dx).fill(0);
  const w = wasm.getMemoryOffset(filter.dataId);
  eachPart(window, wasm, ({ simd, scratch }, { pixels, reads, columns, first, addBack }) => {
    const derivatives = wasm.getMemoryOffset(dy.dataId) + 4 * first * outputs;
    simd.multiply(1, derivatives, 0, outputs, 1, w, 0, 1, outputs, columns, 0, pixels, reads, outputs, 0, scratch);
    addBack(wasm.getMemoryOffset(dx.dataId));
  });
  return dx;
}

/** Some of the images. */
interface Part {
  /** P and RKC. */
  pixels: number;
  reads: number;
  /** The address of memory for P · RKC numbers. */
  columns: number;
  /** How many output pixels stand before. */
  first: number;
  /** Writes the columns of the images, all of which begin at an address. */
  layOut(x: number): void;
  /** Adds the columns to the images, all of which begin at an address. */
  addBack(dx: number): void;
}

/** Calls for as many images at a time as fit. */
function eachPart(window: Window, wasm: WasmBackend, work: (opened: Opened, part: Part) => void): void {
  const opened = simdOf(wasm);
  const reads = window.rows * window.columns * window.channels;
  const pixelsOfImage = window.outHeight * window.outWidth;
  if (window.batchSize * pixelsOfImage * reads === 0) return;
  const step = Math.max(1, Math.min(window.batchSize, Math.floor(maxNumbers / (pixelsOfImage * reads))));
  const space = wasm.makeOutput([step * pixelsOfImage * reads], "float32");
  const columns = wasm.getMemoryOffset(space.dataId);
  const imageBytes = 4 * window.inHeight * window.inWidth * window.channels;
  for (let image = 0; image < window.batchSize; image += step) {
    const images = Math.min(step, window.batchSize - image);
    const sizes = sizesOf(window, images);
    work(opened, {
      pixels: images * pixelsOfImage,
      reads,
      columns,
      first: image * pixelsOfImage,
      layOut: (x) => opened.simd.passWindows(x + image * imageBytes, columns, 0, ...sizes),
      addBack: (dx) => opened.simd.passWindows(dx + image * imageBytes, columns, 1, ...sizes),
    });
  }
  wasm.disposeData(space.dataId);
}

/** A window as our kernels take it. */
export function sizesOf(window: Window, images = window.batchSize): number[] {
  const { inHeight, inWidth, channels, outHeight, outWidth, rows, columns } = window;
  const { down, across, dilationDown, dilationAcross, top, left } = window;
  const image = [images, inHeight, inWidth, channels, outHeight, outWidth];
  return [...image, rows, columns, down, across, dilationDown, dilationAcross, top, left];
}
