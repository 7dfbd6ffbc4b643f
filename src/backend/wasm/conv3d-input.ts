// Conv3DBackpropInputV2 for wasm: tfjs 4.22's own gives wrong numbers. Plain loops; a place of the filter at a time.
import { putKernel } from "../kernels";
import type { Info, Tfjs, WasmBackend } from "../kernels";

type Shape5D = [number, number, number, number, number];

interface Convolution {
  strides: number | [number, number, number];
  pad: "valid" | "same";
  inputShape: Shape5D;
}

/** Depth, height or width: how far the window steps, how wide it is, and how many zeros stand before. */
interface Axis {
  size: number;
  outputs: number;
  width: number;
  stride: number;
  before: number;
}

export function registerConv3DInput(tf: Tfjs): void {
  putKernel(tf, "Conv3DBackpropInputV2", "wasm", ({ inputs, attrs, backend }) => {
    const { dy, filter } = inputs as { dy: Info; filter: Info };
    const { strides, pad, inputShape } = attrs as unknown as Convolution;
    const info = tf.backend_util.computeConv3DInfo(inputShape, filter.shape as Shape5D, strides, 1, pad);
    const wasm = backend as WasmBackend;
    const dx = wasm.makeOutput(inputShape, "float32");
    const [derivatives, weights, out] = [dy, filter, dx].map((tensor) => wasm.typedArrayFromHeap(tensor));
    out!.fill(0);
    const axes: [Axis, Axis, Axis] = [
      {
        size: info.inDepth,
        outputs: info.outDepth,
        width: info.filterDepth,
        stride: info.strideDepth,
        before: info.padInfo.front,
      },
      {
        size: info.inHeight,
        outputs: info.outHeight,
        width: info.filterHeight,
        stride: info.strideHeight,
        before: info.padInfo.top,
      },
      {
        size: info.inWidth,
        outputs: info.outWidth,
        width: info.filterWidth,
        stride: info.strideWidth,
        before: info.padInfo.left,
      },
    ];
    eachVoxel(axes, info.batchSize, (voxel, place, result) => {
      addWeighted(out!, voxel, weights!, place, derivatives!, result, info.inChannels, info.outChannels);
    });
    return dx;
  });
}

/** Calls with the number of each voxel that is read, its place in the filter and the output voxel that reads it. */
function eachVoxel(
  axes: [Axis, Axis, Axis],
  batchSize: number,
  read: (voxel: number, place: number, result: number) => void,
): void {
  const [deep, high, wide] = axes.map(readsOf);
  const [depth, height, width] = axes;
  for (let image = 0; image < batchSize; image++) {
    for (const d of deep!) {
      for (const h of high!) {
        for (const w of wide!) {
          const voxel = ((image * depth.size + d.from) * height.size + h.from) * width.size + w.from;
          const place = (d.place * height.width + h.place) * width.width + w.place;
          read(voxel, place, ((image * depth.outputs + d.to) * height.outputs + h.to) * width.outputs + w.to);
        }
      }
    }
  }
}

/** Along one axis: which input each output reads with each place of the filter. */
function readsOf({ size, outputs, width, stride, before }: Axis): { from: number; place: number; to: number }[] {
  const all = Array.from({ length: outputs * width }, (_, i) => ({ to: Math.floor(i / width), place: i % width }));
  return all
    .map(({ to, place }) => ({ to, place, from: to * stride + place - before }))
    .filter(({ from }) => from >= 0 && from < size);
}

/** dx (C) += W (C, O) · dy (O) for one voxel. */
function addWeighted(
  dx: Float32Array,
  voxel: number,
  weights: Float32Array,
  place: number,
  dy: Float32Array,
  result: number,
  channels: number,
  outputs: number,
): void {
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let o = 0; o < outputs; o++) sum += weights[(place * channels + c) * outputs + o]! * dy[result * outputs + o]!;
    dx[voxel * channels + c]! += sum;
  }
}
