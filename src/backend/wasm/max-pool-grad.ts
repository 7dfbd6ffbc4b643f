// MaxPoolGrad for wasm. tfjs 4.22 looks for the largest number from 10⁻³⁸ upwards instead of from −∞, so that a window
// without a positive number gets no gradient. As on cpu, the first largest number of a window gets it all.
// N images, H and W their sizes, C channels
import { putKernel } from "../kernels";
import { sizesOf } from "./convolutions";
import { findSimd } from "./simd";
import type { Info, Tfjs, WasmBackend } from "../kernels";
import type { Window } from "./windows";
import { placesOf, toWindow } from "./windows";

interface Pooling {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

export function registerMaxPoolGrad(tf: Tfjs): void {
  putKernel(tf, "MaxPoolGrad", "wasm", ({ inputs, attrs, backend }) => {
    const { dy, input } = inputs as { dy: Info; input: Info };
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as Pooling;
    const shape = input.shape as [number, number, number, number];
    const pool = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const wasm = backend as WasmBackend;
    const dx = wasm.makeOutput(input.shape, "float32");
    const [derivatives, xs, out] = [dy, input, dx].map((info) => wasm.typedArrayFromHeap(info));
    out!.fill(0);
    const opened = findSimd(wasm);
    if (!opened) sendBack(derivatives!, xs!, out!, toWindow(pool));
    else {
      const [from, values, to] = [dy, input, dx].map((info) => wasm.getMemoryOffset(info.dataId));
      opened.simd.maxPoolBack(from!, values!, to!, ...sizesOf(toWindow(pool)));
    }
    return dx;
  });
}

function sendBack(dy: Float32Array, x: Float32Array, dx: Float32Array, window: Window): void {
  const channels = window.channels;
  let at = 0;
  for (const places of placesOf(window)) {
    for (let c = 0; c < channels; c++) {
      const best = largest(x, places, channels, c);
      if (best >= 0) dx[best]! += dy[at]!;
      at++;
    }
  }
}

/** The index of the first largest number of a channel among these pixels, or of the first that is not a number. */
function largest(x: Float32Array, pixels: readonly number[], channels: number, channel: number): number {
  let best = -1;
  for (const pixel of pixels) {
    const at = pixel * channels + channel;
    if (pixel >= 0 && (best < 0 || x[at]! > x[best]!)) best = at;
  }
  return best;
}
