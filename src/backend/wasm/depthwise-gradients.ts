// The two gradients of depthwise convolution for wasm, which tfjs 4.22 lacks: plain loops over the windows.
// C channels in, M results a channel: output channel c·M + m reads input channel c alone.
import { putKernel } from "../kernels";
import { placesOf, toWindow } from "./windows";
import type { Info, Tfjs, WasmBackend } from "../kernels";
import type { Window } from "./windows";

type Shape4D = [number, number, number, number];

interface Convolution {
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dilations?: number | [number, number];
  dimRoundingMode?: "floor" | "round" | "ceil";
  filterShape: Shape4D;
  inputShape: Shape4D;
}

export function registerDepthwiseGradients(tf: Tfjs): void {
  const windowOf = (input: Shape4D, filter: Shape4D, { strides, dilations, pad, dimRoundingMode }: Convolution) =>
    toWindow(tf.backend_util.computeConv2DInfo(input, filter, strides, dilations ?? 1, pad, dimRoundingMode, true));

  putKernel(tf, "DepthwiseConv2dNativeBackpropFilter", "wasm", ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as { x: Info; dy: Info };
    const convolution = attrs as unknown as Convolution;
    const wasm = backend as WasmBackend;
    const window = windowOf(x.shape as Shape4D, convolution.filterShape, convolution);
    const dw = wasm.makeOutput(convolution.filterShape, "float32");
    const [xs, derivatives, out] = [x, dy, dw].map((info) => wasm.typedArrayFromHeap(info));
    out!.fill(0);
    eachRead(window, convolution.filterShape[3], (pixel, weight, result) => {
      out![weight]! += xs![pixel]! * derivatives![result]!;
    });
    return dw;
  });

  putKernel(tf, "DepthwiseConv2dNativeBackpropInput", "wasm", ({ inputs, attrs, backend }) => {
    const { dy, filter } = inputs as { dy: Info; filter: Info };
    const convolution = attrs as unknown as Convolution;
    const wasm = backend as WasmBackend;
    const window = windowOf(convolution.inputShape, filter.shape as Shape4D, convolution);
    const dx = wasm.makeOutput(convolution.inputShape, "float32");
    const [derivatives, weights, out] = [dy, filter, dx].map((info) => wasm.typedArrayFromHeap(info));
    out!.fill(0);
    eachRead(window, filter.shape[3]!, (pixel, weight, result) => {
      out![pixel]! += weights![weight]! * derivatives![result]!;
    });
    return dx;
  });
}

/** Calls with the indices of each number of the input that is read, its weight and the result that it goes into. */
function eachRead(
  window: Window,
  multiplier: number,
  read: (pixel: number, weight: number, result: number) => void,
): void {
  const { channels } = window;
  let output = 0;
  for (const places of placesOf(window)) {
    for (let p = 0; p < places.length; p++) {
      if (places[p]! < 0) continue;
      for (let c = 0; c < channels; c++) {
        const pixel = places[p]! * channels + c;
        for (let m = 0; m < multiplier; m++) {
          const channel = c * multiplier + m;
          read(pixel, p * channels * multiplier + channel, output + channel);
        }
      }
    }
    output += channels * multiplier;
  }
}
