// Sizes that our kernels of wasm treat each in its own way: past a block of a product, past a part of the images, rests
// that no vector of four holds, axes side by side and apart.
import { along, map, matMul, nd, reduce, reshape, sum, zip } from "./array";
import { float, whole } from "./case";
import { conv2d } from "./convolutions";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

const flags: [boolean, boolean][] = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
];

/** (m, k)·(k, n): blocks are 128 rows, 256 columns and 256 deep. */
const sizes: [m: number, k: number, n: number][] = [
  [131, 6, 259],
  [3, 515, 9],
  [129, 258, 5],
];

const products: Case[] = sizes.flatMap(([m, k, n]) =>
  flags.map(([flipA, flipB]) => ({
    name: `matMul past a block (${m}, ${k})·(${k}, ${n}), ${flipA}, ${flipB}`,
    inputs: [float(flipA ? [k, m] : [m, k]), float(flipB ? [n, k] : [k, n])],
    run: (tf: Tfjs, a: Tf.Tensor, b: Tf.Tensor) => tf.matMul(a, b, flipA, flipB),
    reference: (a: Nd, b: Nd) => matMul(a, b, flipA, flipB),
    heavy: true,
  })),
);

const batches: Case[] = flags.map(([flipA, flipB]) => ({
  name: `matMul of batches (3, 5, 7)·(3, 7, 9), ${flipA}, ${flipB}`,
  inputs: [float(flipA ? [3, 7, 5] : [3, 5, 7]), float(flipB ? [3, 9, 7] : [3, 7, 9])],
  run: (tf, a, b) => tf.matMul(a!, b!, flipA, flipB),
  reference: (a, b) => matMul(a, b, flipA, flipB),
}));

/** So many numbers under the windows that they are laid out in two parts, the second smaller. */
const manyImages: Case = {
  name: "conv2d of more images than are laid out at once",
  inputs: [float([7, 24, 24, 8]), float([3, 3, 8, 2])],
  run: (tf, x, w) => tf.conv2d(x as Tf.Tensor4D, w as Tf.Tensor4D, 1, "same"),
  reference: (x, w) => conv2d(x, w, 1, "same"),
  heavy: true,
  tolerance: 3e-4,
};

const noImage: Case = {
  name: "conv2d of no image",
  inputs: [float([0, 5, 5, 2]), float([3, 3, 2, 4])],
  run: (tf, x, w) => tf.conv2d(x as Tf.Tensor4D, w as Tf.Tensor4D, 1, "same"),
  reference: () => nd([0, 5, 5, 4], []),
  except: { webgl: "tfjs makes no texture of size 0", webgpu: "tfjs dispatches no workgroup" },
};

const total = (x: Nd, axes: number[], keeps = false): Nd => {
  const summed = axes.reduce((y, axis) => reduce(y, axis, sum), x);
  const kept = summed.shape.filter((_, axis) => keeps || !axes.includes(axis));
  return reshape(summed, kept);
};

const sums: Case[] = (
  [
    [[700, 19], [0]],
    [[2, 700, 5], [1]],
    [
      [5, 6, 7],
      [0, 1],
    ],
    [
      [5, 6, 7],
      [1, 2],
    ],
    [
      [5, 6, 7],
      [0, 2],
    ],
    [
      [3, 4, 5, 6],
      [2, 1],
    ],
    [[3, 1100], [1]],
    [[11], [0]],
    [[4, 0, 3], [1]],
  ] as [number[], number[]][]
).map(([shape, axes]) => ({
  name: `sum of (${shape.join(", ")}) along ${axes.join(" and ")}`,
  inputs: [float(shape)],
  run: (tf, x) => tf.sum(x!, axes),
  reference: (x) => total(x, axes),
}));

const keptSum: Case = {
  name: "sum of (5, 6, 7, 9) along 1 and 2, kept",
  inputs: [float([5, 6, 7, 9])],
  run: (tf, x) => tf.sum(x!, [1, 2], true),
  reference: (x) => total(x, [1, 2], true),
};

const powers: Case[] = [1, 2, 3, 5, 8, 9, 2.5].map((n) => ({
  name: `pow by the number ${n}`,
  inputs: [float([5, 7], Number.isInteger(n) ? -2 : 0.1, 2)],
  run: (tf, x) => tf.pow(x!, n),
  reference: (x) => map(x, (v) => v ** n),
  // WGSL and GLSL leave powers of negative numbers open; tfjs takes the sign by its own rule.
  tolerance: 3e-4,
}));

const stretchedPower: Case = {
  name: "pow of one number by many",
  inputs: [float([1], 0.5, 2), float([3, 4], 1, 3)],
  run: (tf, x, n) => tf.pow(x!, n!),
  reference: (x, n) => zip(x, n, (v, p) => v ** p),
};

const far = [0, 1e-5, -1e-5, 3e-4, 5e-4, -0.01, 0.3, 2, -5, 8, -8.5, 30, -80];

const extremes: Case[] = [
  {
    name: "tanh near 0 and far from it",
    inputs: [{ shape: [13], values: far }],
    run: (tf, x) => tf.mul(tf.tanh(x!), 1000),
    reference: (x) => map(x, (v) => 1000 * Math.tanh(v)),
    gradient: false,
  },
  {
    name: "exp near 0 and far from it",
    inputs: [{ shape: [13], values: far }],
    run: (tf, x) => tf.exp(x!),
    reference: (x) => map(x, Math.exp),
    gradient: false,
  },
];

const gathers: Case[] = [
  {
    name: "gather of columns by a matrix of indices",
    inputs: [float([3, 7, 5]), whole([2, 4], 7)],
    run: (tf, x, i) => tf.gather(x!, i as Tf.Tensor2D, 1),
    reference: (x, i) => picked(x, i),
  },
  {
    name: "gather of 5,000 rows of 3",
    inputs: [float([11, 3]), whole([5000], 11)],
    run: (tf, x, i) => tf.gather(x!, i as Tf.Tensor1D),
    reference: (x, i) =>
      nd(
        [5000, 3],
        Array.from({ length: 15_000 }, (_, j) => x.data[i.data[Math.floor(j / 3)]! * 3 + (j % 3)]!),
      ),
  },
];

/** x (3, 7, 5), indices (2, 4) → (3, 2, 4, 5). */
function picked(x: Nd, indices: Nd): Nd {
  const numbers = [0, 1, 2].flatMap((outer) =>
    [...indices.data].flatMap((i) => Array.from(x.data.subarray((outer * 7 + i) * 5, (outer * 7 + i + 1) * 5))),
  );
  return nd([3, 2, 4, 5], numbers);
}

/** A clone shares its data where a backend lets it: what is computed from both must not mix. */
const clones: Case = {
  name: "a clone beside what it was cloned from",
  inputs: [float([4, 5])],
  run: (tf, x) => tf.add(tf.clone(x!), tf.mul(tf.reshape(tf.clone(x!), [4, 5]), tf.softmax(x!))),
  reference: (x) =>
    zip(
      x,
      along(x, -1, (v) => {
        const powers = v.map(Math.exp);
        return powers.map((p) => p / sum(powers));
      }),
      (v, p) => v + v * p,
    ),
};

/** The same numbers in two shapes, each as a second factor or a filter. */
const twoShapes: Case[] = [
  {
    name: "matMul by a matrix and by the same, reshaped",
    inputs: [float([3, 4]), float([2, 12]), float([4, 12])],
    run: (tf, x, z, b) => {
      const wide = tf.matMul(x as Tf.Tensor2D, b as Tf.Tensor2D);
      return tf.concat([tf.reshape(wide, [36]), tf.reshape(tf.matMul(z!, tf.reshape(b!, [12, 4])), [8])]);
    },
    reference: (x, z, b) => nd([44], [...matMul(x, b).data, ...matMul(z, reshape(b, [12, 4])).data]),
  },
  {
    name: "fused matMul by a matrix and by the same, reshaped",
    inputs: [float([3, 4]), float([2, 12]), float([4, 12])],
    run: (tf, x, z, b) => {
      const product = (left: Tf.Tensor, right: Tf.Tensor) =>
        tf.reshape(tf.fused.matMul({ a: left as Tf.Tensor2D, b: right as Tf.Tensor2D, activation: "relu" }), [-1]);
      return tf.concat([product(x!, b!), product(z!, tf.reshape(b!, [12, 4]))]);
    },
    reference: (x, z, b) =>
      map(nd([44], [...matMul(x, b).data, ...matMul(z, reshape(b, [12, 4])).data]), (v) => Math.max(v, 0)),
  },
  {
    name: "conv2d by a filter and by the same, reshaped",
    inputs: [float([1, 5, 5, 2]), float([1, 5, 5, 8]), float([2, 2, 2, 3])],
    run: (tf, x, z, w) => {
      const convolve = (image: Tf.Tensor, filter: Tf.Tensor) =>
        tf.reshape(tf.conv2d(image as Tf.Tensor4D, filter as Tf.Tensor4D, 1, "same"), [75]);
      return tf.add(convolve(x!, w!), convolve(z!, tf.reshape(w!, [1, 1, 8, 3])));
    },
    reference: (x, z, w) =>
      zip(
        reshape(conv2d(x, w, 1, "same"), [75]),
        reshape(conv2d(z, reshape(w, [1, 1, 8, 3]), 1, "same"), [75]),
        (a, b) => a + b,
      ),
  },
];

export const blockCases: Case[] = [
  ...products,
  ...batches,
  manyImages,
  noImage,
  ...sums,
  keptSum,
  ...powers,
  stretchedPower,
  ...extremes,
  ...gathers,
  clones,
  ...twoShapes,
];
