// Conv2DBackpropFilter for wasm, which tfjs 4.22 lacks, so that no conv net trains on it (tfjs#8474): the pixels under
// the windows are laid out as a matrix, and the derivative is one fast product (im2col).
// P output pixels, R·K·C weights that one of them reads, O channels out: dW (RKC, O) = columns (RKC, P) · dY (P, O)
import { kernelOf, putKernel } from "../kernels";
import { placesOf, toWindow } from "./windows";
import type { Info, KernelFunc, Tfjs, WasmBackend } from "../kernels";
import type { Window } from "./windows";

type Shape4D = [number, number, number, number];

interface Convolution {
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dataFormat: "NHWC" | "NCHW";
  dimRoundingMode?: "floor" | "round" | "ceil";
  filterShape: Shape4D;
}

/** At most so many numbers are laid out at a time: 16 MiB. */
const maxNumbers = 2 ** 22;

export function registerConvFilter(tf: Tfjs): void {
  const multiply = kernelOf(tf, "BatchMatMul", "wasm");
  putKernel(tf, "Conv2DBackpropFilter", "wasm", ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as { x: Info; dy: Info };
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as Convolution;
    if (dataFormat !== "NHWC") throw new Error(`conv2d on wasm takes NHWC, got ${dataFormat}`);
    const window = toWindow(
      tf.backend_util.computeConv2DInfo(x.shape as Shape4D, filterShape, strides, 1, pad, dimRoundingMode),
    );
    return sumOverImages(x, dy, filterShape, window, multiply, backend as WasmBackend);
  });
}

/** Adds the derivatives of as many images at a time as fit. */
function sumOverImages(
  x: Info,
  dy: Info,
  filterShape: Shape4D,
  window: Window,
  multiply: KernelFunc,
  wasm: WasmBackend,
): Info {
  const reads = window.rows * window.columns * window.channels;
  const pixels = window.outHeight * window.outWidth;
  const step = Math.max(1, Math.floor(maxNumbers / Math.max(1, pixels * reads)));
  const sum = wasm.makeOutput(filterShape, "float32");
  wasm.typedArrayFromHeap(sum).fill(0);
  for (let image = 0; image < window.batchSize; image += step) {
    const part = { ...window, batchSize: Math.min(step, window.batchSize - image) };
    const columns = layOut(x, image, part, wasm);
    const derivatives = sliceImages(dy, image, part.batchSize, wasm);
    const product = multiply({
      inputs: { a: columns, b: derivatives },
      attrs: { transposeA: true, transposeB: false },
      backend: wasm as never,
    }) as Info;
    addTo(wasm.typedArrayFromHeap(sum), wasm.typedArrayFromHeap(product));
    for (const info of [columns, derivatives, product]) wasm.disposeData(info.dataId);
  }
  return sum;
}

/** (P, RKC): a row an output pixel, the numbers under its window side by side, 0 beyond the image. */
function layOut(x: Info, firstImage: number, window: Window, wasm: WasmBackend): Info {
  const { batchSize, outHeight, outWidth, rows, columns, channels, inHeight, inWidth } = window;
  const laid = wasm.makeOutput([batchSize * outHeight * outWidth, rows * columns * channels], "float32");
  const first = firstImage * inHeight * inWidth * channels;
  const from = wasm.typedArrayFromHeap(x);
  const to = wasm.typedArrayFromHeap(laid);
  let at = 0;
  for (const places of placesOf(window)) {
    for (const place of places) {
      if (place < 0) to.fill(0, at, at + channels);
      else for (let c = 0, start = first + place * channels; c < channels; c++) to[at + c] = from[start + c]!;
      at += channels;
    }
  }
  return laid;
}

/** (P, O): the derivatives of some images, a row an output pixel. */
function sliceImages(dy: Info, firstImage: number, count: number, wasm: WasmBackend): Info {
  const [, height, width, channels] = dy.shape as Shape4D;
  const part = wasm.makeOutput([count * height * width, channels], "float32");
  const start = firstImage * height * width * channels;
  wasm
    .typedArrayFromHeap(part)
    .set(wasm.typedArrayFromHeap(dy).subarray(start, start + count * height * width * channels));
  return part;
}

function addTo(sum: Float32Array, part: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += part[i]!;
}
