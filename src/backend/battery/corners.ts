// Corners where one backend gave other numbers than the rest: whole numbers, many axes, no image, ids that name nothing,
// voxels below 0.
// N volumes, D, H and W their sizes, C channels
import { at, build, nd, zip } from "./array";
import { float } from "./case";
import { slide } from "./convolutions";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Input } from "./case";

const ints = (shape: number[], ...values: number[]): Input => ({ shape, values, dtype: "int32" });
const prelu = (x: Nd, alpha: Nd): Nd => zip(x, alpha, (v, slope) => (v > 0 ? v : slope * v));

/** x (N, D, H, W, C); windows of 2 × 2 × 2 that take steps of 2. */
function maxPool3d(x: Nd, pad: "same" | "valid"): Nd {
  const sizes = x.shape.slice(1, 4);
  const [d, h, w] = sizes.map((size) => slide(size, 2, 2, pad));
  return build([x.shape[0]!, d!.count, h!.count, w!.count, x.shape[4]!], ([n, i, j, k, c]) => {
    let largest = -Infinity;
    for (let place = 0; place < 8; place++) {
      const voxel = [2 * i! + (place >> 2), 2 * j! + ((place >> 1) & 1), 2 * k! + (place & 1)];
      if (voxel.every((v, axis) => v < sizes[axis]!)) largest = Math.max(largest, at(x, n!, ...voxel, c!));
    }
    return largest;
  });
}

const ofVoxels: Case[] = (["same", "valid"] as const).map((pad) => ({
  name: `maxPool3d, ${pad}, all below 0`,
  inputs: [float([2, 5, 4, 3, 2], -5, -1)],
  run: (tf, x) => tf.maxPool3d(x as Tf.Tensor5D, 2, 2, pad),
  reference: (x) => maxPool3d(x, pad),
}));

const corners: Case[] = [
  {
    name: "prelu by a slope a row",
    inputs: [float([5, 3]), float([5, 1], 0.05, 0.5)],
    run: (tf, x, alpha) => tf.prelu(x!, alpha!),
    reference: prelu,
  },
  {
    name: "prelu of a row by slopes of many",
    inputs: [float([3]), float([4, 3], 0.05, 0.5)],
    run: (tf, x, alpha) => tf.prelu(x!, alpha!),
    reference: prelu,
    gradient: false,
  },
  {
    name: "dilation2d, all below 0",
    inputs: [float([1, 4, 4, 1], -3, -1)],
    run: (tf, x) => tf.dilation2d(x as Tf.Tensor4D, tf.zeros([2, 2, 1]), 1, "valid"),
    reference: (x) =>
      build([1, 3, 3, 1], ([, i, j]) => Math.max(...[0, 1, 4, 5].map((step) => x.data[i! * 4 + j! + step]!))),
    gradient: false,
  },
  {
    name: "a sum and a product of seven axes, stretched",
    inputs: [float([2, 1, 2, 1, 2, 1, 2]), float([1, 2, 1, 2, 1, 2, 1])],
    run: (tf, x, y) => tf.add(tf.mul(x!, y!), y!),
    reference: (x, y) =>
      zip(
        zip(x, y, (a, b) => a * b),
        y,
        (a, b) => a + b,
      ),
    gradient: false,
    except: { webgpu: "refuses more than six axes", webgl: "refuses more than six axes" },
  },
  {
    name: "matMul of a few whole numbers, (2, 3)·(3, 2)",
    inputs: [ints([2, 3], 1, 2, 3, 4, 5, 6), ints([3, 2], -1, 2, 0, 1, 7, -5)],
    run: (tf, a, b) => tf.matMul(a!, b!),
    reference: () => nd([2, 2], [20, -11, 38, -17]),
  },
  {
    name: "einsum of whole numbers",
    inputs: [ints([2, 3], 1, 2, 3, 4, 5, 6), ints([3, 2], -1, 2, 0, 1, 7, -5)],
    run: (tf, a, b) => tf.einsum("ij,jk->ki", a!, b!),
    reference: () => nd([2, 2], [20, 38, -11, -17]),
  },
  {
    name: "transpose of whole numbers, (2, 3, 4) to (4, 2, 3)",
    inputs: [ints([2, 3, 4], ...Array(24).keys())],
    run: (tf, x) => tf.transpose(x!, [2, 0, 1]),
    reference: (x) => build([4, 2, 3], ([i, j, k]) => at(x, j!, k!, i!)),
  },
  {
    name: "argMax and argMin of a row",
    inputs: [float([70])],
    run: (tf, x) => tf.argMax(x!).add(tf.argMin(x!).mul(tf.scalar(100, "int32"))),
    reference: (x) => nd([], [x.data.indexOf(Math.max(...x.data)) + 100 * x.data.indexOf(Math.min(...x.data))]),
    gradient: false,
  },
  {
    name: "linspace of one number",
    inputs: [],
    run: (tf) => tf.linspace(3, 7, 1),
    reference: () => nd([1], [3]),
  },
  {
    name: "unsortedSegmentSum of rows that belong to none",
    inputs: [float([4, 2]), ints([4], 0, 5, -1, 1)],
    run: (tf, x, ids) => tf.unsortedSegmentSum(x!, ids as Tf.Tensor1D, 2),
    reference: (x) => build([2, 2], ([i, j]) => at(x, i === 0 ? 0 : 3, j!)),
    gradient: false,
  },
  {
    name: "bincount of numbers beyond its end",
    inputs: [ints([5], 0, 7, 1, 1, 3)],
    run: (tf, x) => tf.bincount(x as Tf.Tensor1D, tf.tensor1d([]), 3),
    reference: () => nd([3], [1, 2, 0]),
  },
  {
    name: "cumsum of true and false, in steps",
    inputs: [{ shape: [3], values: [1, 1, 0], dtype: "bool" }],
    run: (tf, x) => tf.mul(tf.cumsum(x!), 0.5),
    reference: () => nd([3], [0.5, 1, 1]),
  },
  {
    name: "conv2d of no image",
    inputs: [],
    run: (tf) => tf.conv2d(tf.zeros([0, 4, 4, 1]) as Tf.Tensor4D, tf.ones([3, 3, 1, 2]) as Tf.Tensor4D, 2, "same"),
    reference: () => nd([0, 2, 2, 2], []),
  },
  {
    name: "resizeNearestNeighbor of whole numbers, divided as such",
    inputs: [ints([1, 1, 2, 1], 3, 5)],
    run: (tf, x) => {
      const larger = tf.image.resizeNearestNeighbor(x as Tf.Tensor4D, [1, 4]) as Tf.Tensor4D;
      return tf.add(tf.cast(larger, "float32"), larger.dtype === "int32" ? 0 : 0.5);
    },
    reference: () => nd([1, 1, 4, 1], [3, 3, 5, 5]),
  },
];

export const cornerCases: Case[] = [...ofVoxels, ...corners].map((one) => ({ ...one, name: `corner: ${one.name}` }));
