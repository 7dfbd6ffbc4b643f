// Poolings and resizing: odd sizes, several images, maxima below 0, the sizes at which pixels were misassigned.
// N images, H and W their sizes, C channels
import { at, build } from "./array";
import { float } from "./case";
import { slide } from "./convolutions";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";
import type { Padding } from "./convolutions";

/** f of the numbers under each window; those beyond the image are left out. */
function pool(x: Nd, width: number, stride: number, pad: Padding, f: (numbers: number[]) => number): Nd {
  const [n, height, across, channels] = x.shape as [number, number, number, number];
  const [rows, columns] = [slide(height, width, stride, pad), slide(across, width, stride, pad)];
  return build([n, rows.count, columns.count, channels], (index) => {
    const [image, i, j, c] = index as [number, number, number, number];
    const numbers: number[] = [];
    for (let r = 0; r < width; r++) {
      for (let k = 0; k < width; k++) {
        const [y, z] = [i * stride + r - rows.before, j * stride + k - columns.before];
        if (y >= 0 && y < height && z >= 0 && z < across) numbers.push(at(x, image, y, z, c));
      }
    }
    return f(numbers);
  });
}

const largest = (numbers: number[]) => Math.max(...numbers);
const average = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

type Pooled = [name: string, x: number[], width: number, stride: number, pad: Padding, min: number, max: number];

const pooled: Pooled[] = [
  ["2×2", [2, 8, 8, 3], 2, 2, "valid", -2, 2],
  ["2×2, all below 0", [2, 8, 8, 3], 2, 2, "valid", -5, -1],
  ["3×3, stride 2, same, odd sizes, all below 0", [3, 9, 7, 2], 3, 2, "same", -5, -1],
  ["3×3, stride 1, overlapping", [2, 6, 7, 2], 3, 1, "valid", -2, 2],
  ["2×2, odd sizes, same", [2, 7, 9, 3], 2, 2, "same", -2, 2],
  ["5×5, stride 3, same, 9 channels", [2, 7, 8, 9], 5, 3, "same", -2, 2],
  ["3×3, stride 1, same, 4 channels", [1, 5, 4, 4], 3, 1, "same", -2, 2],
  ["3×3, stride 2, a padding of 1", [2, 6, 5, 3], 3, 2, 1, -5, -1],
  ["1×1, stride 2, some windows wholly outside", [2, 3, 4, 2], 1, 2, 1, -2, 2],
  ["2×2, stride 1, some windows wholly outside", [2, 3, 4, 2], 2, 1, 2, -5, -1],
];

/** The largest of no number is −∞ and their mean NaN, where finite differences tell nothing. */
const withoutSlope = (width: number, pad: Padding): Pick<Case, "gradient" | "except"> =>
  typeof pad === "number" && pad >= width ? { gradient: false, except: { webgl: "refused", webgpu: "refused" } } : {};

const pools: Case[] = pooled.flatMap(([name, x, width, stride, pad, min, max]) => [
  {
    name: `maxPool ${name}`,
    inputs: [float(x, min, max)],
    run: (tf: Tfjs, a: Tf.Tensor) => tf.maxPool(a as Tf.Tensor4D, width, stride, pad),
    reference: (a: Nd) => pool(a, width, stride, pad, largest),
    ...withoutSlope(width, pad),
  },
  {
    name: `avgPool ${name}`,
    inputs: [float(x, min, max)],
    run: (tf: Tfjs, a: Tf.Tensor) => tf.avgPool(a as Tf.Tensor4D, width, stride, pad),
    reference: (a: Nd) => pool(a, width, stride, pad, average),
    ...withoutSlope(width, pad),
  },
]);

/** Pixel i of the larger image is pixel ⌊i·size/larger⌋ of the smaller. */
function nearest(x: Nd, height: number, width: number): Nd {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  return build([n, height, width, c], ([image, i, j, channel]) =>
    at(x, image!, Math.floor((i! * h) / height), Math.floor((j! * w) / width), channel!),
  );
}

type Resize = [x: number[], size: [number, number]];

const resized: Case[] = (
  [
    [
      [1, 7, 7, 3],
      [14, 14],
    ],
    [
      [3, 7, 7, 2],
      [14, 14],
    ],
    [
      [2, 22, 23, 1],
      [44, 46],
    ],
    [
      [2, 29, 37, 1],
      [58, 74],
    ],
    [
      [2, 38, 5, 1],
      [76, 20],
    ],
    [
      [2, 4, 4, 2],
      [12, 12],
    ],
    [
      [2, 9, 8, 2],
      [5, 4],
    ],
  ] as Resize[]
).map(([x, [height, width]]) => ({
  name: `resizeNearestNeighbor of (${x.join(", ")}) to ${height}×${width}`,
  inputs: [float(x)],
  run: (tf: Tfjs, a: Tf.Tensor) => tf.image.resizeNearestNeighbor(a as Tf.Tensor4D, [height, width]),
  reference: (a: Nd) => nearest(a, height, width),
}));

const bilinear: Case[] = [
  [12, 9],
  [5, 4],
].map(([height, width]) => ({
  name: `resizeBilinear of (2, 7, 7, 3) to ${height}×${width}`,
  inputs: [float([2, 7, 7, 3])],
  run: (tf: Tfjs, a: Tf.Tensor) => tf.image.resizeBilinear(a as Tf.Tensor4D, [height!, width!]),
  reference: (a: Nd) =>
    build([2, height!, width!, 3], ([n, i, j, c]) => {
      const [y, x] = [(i! * 7) / height!, (j! * 7) / width!];
      const [top, left] = [Math.floor(y), Math.floor(x)];
      const [bottom, right] = [Math.min(6, top + 1), Math.min(6, left + 1)];
      const row = (r: number) => at(a, n!, r, left, c!) * (1 - x + left) + at(a, n!, r, right, c!) * (x - left);
      return row(top) * (1 - y + top) + row(bottom) * (y - top);
    }),
}));

export const imageCases: Case[] = [...pools, ...resized, ...bilinear];
