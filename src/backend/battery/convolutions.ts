// Convolutions: strides, paddings, odd sizes, several images, dilated filters.
// N images, H and W their sizes, C channels in, O out
import { at, build, map, nd, reshape, zip } from "./array";
import { float } from "./case";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

/** A number: so many pixels on each side. */
export type Padding = "same" | "valid" | number;

/** Where the window of an output begins, and how many outputs there are: TensorFlow's rule for "same" and "valid", the lower
 *  of two for a number. */
export function slide(
  size: number,
  width: number,
  stride: number,
  pad: Padding,
  dilation = 1,
): { count: number; before: number } {
  const span = (width - 1) * dilation + 1;
  if (typeof pad === "number") return { count: Math.floor((size + 2 * pad - span) / stride) + 1, before: pad };
  if (pad === "valid") return { count: Math.ceil((size - span + 1) / stride), before: 0 };
  const count = Math.ceil(size / stride);
  return { count, before: Math.floor(Math.max(0, (count - 1) * stride + span - size) / 2) };
}

/** x (N, H, W, C), w (R, K, C, O) → (N, H′, W′, O). */
export function conv2d(x: Nd, w: Nd, stride: number, pad: Padding, dilation = 1): Nd {
  const [, height, width] = x.shape as [number, number, number];
  const [rows, columns, channels, outputs] = w.shape as [number, number, number, number];
  const [down, across] = [slide(height, rows, stride, pad, dilation), slide(width, columns, stride, pad, dilation)];
  return build([x.shape[0]!, down.count, across.count, outputs], (index) => {
    const [n, i, j, o] = index as [number, number, number, number];
    let total = 0;
    for (let r = 0; r < rows; r++) {
      const y = i * stride + r * dilation - down.before;
      for (let k = 0; k < columns; k++) {
        const z = j * stride + k * dilation - across.before;
        for (let c = 0; c < channels; c++)
          total += at(x, n, y, z, c) * w.data[((r * columns + k) * channels + c) * outputs + o]!;
      }
    }
    return total;
  });
}

/** w (R, K, C, M): channel c·M + m of the result reads channel c alone. */
function depthwise(x: Nd, w: Nd, stride: number, pad: Padding, dilation = 1): Nd {
  const [rows, columns, channels, multiplier] = w.shape as [number, number, number, number];
  const full = build([rows, columns, channels, channels * multiplier], (index) => {
    const [r, k, c, o] = index as [number, number, number, number];
    return Math.floor(o / multiplier) === c ? at(w, r, k, c, o % multiplier) : 0;
  });
  return conv2d(x, full, stride, pad, dilation);
}

/** Each number of x spread by the filter: x (N, H, W, O), w (R, K, C, O) → shape. */
function conv2dTranspose(x: Nd, w: Nd, shape: readonly number[], stride: number, pad: Padding): Nd {
  const [rows, columns, channels] = w.shape as [number, number, number];
  const [top, left] = [slide(shape[1]!, rows, stride, pad).before, slide(shape[2]!, columns, stride, pad).before];
  const y = nd(shape, new Float64Array(shape.reduce((product, n) => product * n, 1)));
  build(x.shape, (index) => {
    const [n, i, j, o] = index as [number, number, number, number];
    const value = at(x, n, i, j, o);
    for (let r = 0; r < rows; r++) {
      for (let k = 0; k < columns; k++) {
        const [a, b] = [i * stride + r - top, j * stride + k - left];
        if (a < 0 || a >= shape[1]! || b < 0 || b >= shape[2]!) continue;
        for (let c = 0; c < channels; c++)
          y.data[((n * shape[1]! + a) * shape[2]! + b) * channels + c]! += value * at(w, r, k, c, o);
      }
    }
    return 0;
  });
  return y;
}

type Convolved = [name: string, x: number[], w: number[], stride: number, pad: Padding, dilation?: number];

const convolved: Convolved[] = [
  ["3×3, same", [2, 9, 9, 3], [3, 3, 3, 4], 1, "same"],
  ["3×3, stride 2, valid, odd sizes", [2, 11, 9, 4], [3, 3, 4, 5], 2, "valid"],
  ["3×3, stride 2, same, even sizes", [2, 10, 8, 2], [3, 3, 2, 3], 2, "same"],
  ["5×5, one channel", [3, 12, 12, 1], [5, 5, 1, 6], 1, "valid"],
  ["1×1", [2, 7, 7, 8], [1, 1, 8, 16], 1, "same"],
  ["2×4, not square", [2, 7, 8, 3], [2, 4, 3, 2], 1, "same"],
  ["3×3, 16 to 32 channels, 4 images", [4, 6, 6, 16], [3, 3, 16, 32], 1, "same"],
  ["3×3, dilated by 2, same", [2, 9, 9, 3], [3, 3, 3, 4], 1, "same", 2],
  ["3×2, dilated by 3, valid", [2, 10, 9, 2], [3, 2, 2, 3], 1, "valid", 3],
];

const convolutions: Case[] = convolved.map(([name, x, w, stride, pad, dilation = 1]) => ({
  name: `conv2d ${name}`,
  inputs: [float(x), float(w)],
  run: (tf, a, b) => tf.conv2d(a as Tf.Tensor4D, b as Tf.Tensor4D, stride, pad, "NHWC", dilation),
  reference: (a, b) => conv2d(a, b, stride, pad, dilation),
  heavy: w[3]! >= 32,
}));

const depthwises: Case[] = (
  [
    ["3×3, same", [2, 9, 9, 4], [3, 3, 4, 1], 1, "same"],
    ["3×3, 2 a channel, stride 2", [2, 9, 10, 3], [3, 3, 3, 2], 2, "same"],
    ["2×3, 3 a channel, valid", [3, 6, 7, 2], [2, 3, 2, 3], 1, "valid"],
    ["3×3, dilated by 2", [2, 9, 9, 2], [3, 3, 2, 2], 1, "same", 2],
  ] as Convolved[]
).map(([name, x, w, stride, pad, dilation = 1]) => ({
  name: `depthwiseConv2d ${name}`,
  inputs: [float(x), float(w)],
  run: (tf: Tfjs, a: Tf.Tensor, b: Tf.Tensor) =>
    tf.depthwiseConv2d(a as Tf.Tensor4D, b as Tf.Tensor4D, stride, pad, "NHWC", dilation),
  reference: (a: Nd, b: Nd) => depthwise(a, b, stride, pad, dilation),
}));

const transposed: Case[] = (
  [
    ["3×3, stride 2, same", [2, 5, 5, 4], [3, 3, 3, 4], [2, 10, 10, 3], 2, "same"],
    ["4×4, stride 2, same", [2, 4, 4, 6], [4, 4, 3, 6], [2, 8, 8, 3], 2, "same"],
    ["3×3, stride 1, valid", [1, 5, 4, 2], [3, 3, 2, 2], [1, 7, 6, 2], 1, "valid"],
  ] as [string, number[], number[], [number, number, number, number], number, Padding][]
).map(([name, x, w, shape, stride, pad]) => ({
  name: `conv2dTranspose ${name}`,
  inputs: [float(x), float(w)],
  run: (tf: Tfjs, a: Tf.Tensor, b: Tf.Tensor) =>
    tf.conv2dTranspose(a as Tf.Tensor4D, b as Tf.Tensor4D, shape, stride, pad),
  reference: (a: Nd, b: Nd) => conv2dTranspose(a, b, shape, stride, pad),
}));

/** x (N, D, H, W, C), w (E, R, K, C, O), stride 1: a sum of 2-D convolutions over the depth of the filter. */
function conv3d(x: Nd, w: Nd, pad: Padding): Nd {
  const [n, depth, height, width, channels] = x.shape as [number, number, number, number, number];
  const [deep, rows, columns, , outputs] = w.shape as [number, number, number, number, number];
  const { count, before } = slide(depth, deep, 1, pad);
  const layer = (d: number) => build([n, height, width, channels], ([i, y, z, c]) => at(x, i!, d, y!, z!, c!));
  const slice = (e: number) => build([rows, columns, channels, outputs], ([r, k, c, o]) => at(w, e, r!, k!, c!, o!));
  const layers = Array.from({ length: count }, (_, i) => {
    const parts = Array.from({ length: deep }, (_, e) => conv2d(layer(i + e - before), slice(e), 1, pad));
    return parts.reduce((total, part) => zip(total, part, (a, b) => a + b));
  });
  const [, high, wide] = layers[0]!.shape as [number, number, number];
  return build([n, count, high, wide, outputs], ([i, d, y, z, o]) => at(layers[d!]!, i!, y!, z!, o!));
}

const others: Case[] = [
  ...(["same", "valid"] as const).map((pad) => ({
    name: `conv3d, ${pad}`,
    inputs: [float([2, 4, 5, 5, 2]), float([3, 3, 2, 2, 3])],
    run: (tf: Tfjs, x: Tf.Tensor, w: Tf.Tensor) => tf.conv3d(x as Tf.Tensor5D, w as Tf.Tensor5D, 1, pad),
    reference: (x: Nd, w: Nd) => conv3d(x, w, pad),
    heavy: true,
  })),
  {
    name: "conv1d",
    inputs: [float([2, 20, 4]), float([3, 4, 8])],
    run: (tf, x, w) => tf.conv1d(x as Tf.Tensor3D, w as Tf.Tensor3D, 1, "same"),
    reference: (x, w) => reshape(conv2d(reshape(x, [2, 1, 20, 4]), reshape(w, [1, 3, 4, 8]), 1, "same"), [2, 20, 8]),
  },
  {
    name: "fused conv2d with bias and relu",
    inputs: [float([2, 7, 7, 3]), float([3, 3, 3, 4]), float([4])],
    run: (tf, x, w, bias) =>
      tf.fused.conv2d({
        x: x as Tf.Tensor4D,
        filter: w as Tf.Tensor4D,
        strides: 1,
        pad: "same",
        bias: bias!,
        activation: "relu",
      }),
    reference: (x, w, bias) =>
      map(
        zip(conv2d(x, w, 1, "same"), bias, (a, b) => a + b),
        (v) => Math.max(0, v),
      ),
  },
  {
    name: "separableConv2d",
    inputs: [float([2, 7, 7, 3]), float([3, 3, 3, 2]), float([1, 1, 6, 4])],
    run: (tf, x, w, p) => tf.separableConv2d(x as Tf.Tensor4D, w as Tf.Tensor4D, p as Tf.Tensor4D, 1, "same"),
    reference: (x, w, p) => conv2d(depthwise(x, w, 1, "same"), p, 1, "same"),
  },
];

export const convolutionCases: Case[] = [...convolutions, ...depthwises, ...transposed, ...others];
