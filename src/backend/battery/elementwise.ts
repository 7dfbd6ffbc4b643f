// Operations on each number alone, and on pairs with all ways of stretching one side to the other.
import { map, nd, zip } from "./array";
import { float } from "./case";
import type * as Tf from "@tensorflow/tfjs";
import type { Case, Tfjs } from "./case";

type OfOne = (x: number) => number;
type OfTwo = (a: number, b: number) => number;

/** [name in tfjs, the same in float64, least and largest input]. */
type One = [name: string, f: OfOne, min?: number, max?: number];

const sigmoid: OfOne = (x) => 1 / (1 + Math.exp(-x));
const roundToEven: OfOne = (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

const ones: One[] = [
  ["abs", Math.abs],
  ["neg", (x) => -x],
  ["square", (x) => x * x],
  ["exp", Math.exp],
  ["expm1", Math.expm1],
  ["tanh", Math.tanh],
  ["sigmoid", sigmoid],
  ["logSigmoid", (x) => -Math.log1p(Math.exp(-x))],
  ["relu", (x) => Math.max(0, x)],
  ["relu6", (x) => Math.min(6, Math.max(0, x)), -4, 9],
  ["elu", (x) => (x > 0 ? x : Math.expm1(x))],
  ["selu", (x) => seluScale * (x > 0 ? x : seluAlpha * Math.expm1(x))],
  ["leakyRelu", (x) => (x > 0 ? x : 0.2 * x)],
  ["softplus", (x) => Math.log1p(Math.exp(x))],
  ["erf", erf],
  ["sin", Math.sin],
  ["cos", Math.cos],
  ["tan", Math.tan, -1.2, 1.2],
  ["asin", Math.asin, -0.9, 0.9],
  ["acos", Math.acos, -0.9, 0.9],
  ["atan", Math.atan],
  ["sinh", Math.sinh],
  ["cosh", Math.cosh],
  ["asinh", Math.asinh],
  ["acosh", Math.acosh, 1.1, 4],
  ["atanh", Math.atanh, -0.9, 0.9],
  ["log", Math.log, 0.1, 4],
  ["log1p", Math.log1p, -0.9, 4],
  ["sqrt", Math.sqrt, 0.1, 4],
  ["rsqrt", (x) => 1 / Math.sqrt(x), 0.1, 4],
  ["reciprocal", (x) => 1 / x, 0.5, 4],
  ["sign", Math.sign],
  ["floor", Math.floor],
  ["ceil", Math.ceil],
  ["round", roundToEven],
  ["step", (x) => (x > 0 ? 1 : 0)],
];

/** Abramowitz & Stegun 7.1.5: a series that converges everywhere, long enough for |x| ≤ 3. */
function erf(x: number): number {
  let [term, total] = [x, x];
  for (let n = 1; n < 80; n++) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}

const ofOne: Case[] = ones.flatMap(([name, f, min, max]) =>
  [
    [33, 70],
    [2, 3, 5, 7],
  ].map((shape) => ({
    name: `${name} of (${shape.join(", ")})`,
    inputs: [float(shape, min, max)],
    run: (tf: Tfjs, x: Tf.Tensor) => (tf as unknown as Record<string, (x: Tf.Tensor) => Tf.Tensor>)[name]!(x),
    reference: (x) => map(x, f),
  })),
);

/** [name, in float64, least and largest of a, of b]. */
type Two = [name: string, f: OfTwo, rangeA?: [number, number], rangeB?: [number, number], isStep?: boolean];

const twos: Two[] = [
  ["add", (a, b) => a + b],
  ["sub", (a, b) => a - b],
  ["mul", (a, b) => a * b],
  ["div", (a, b) => a / b, [-2, 2], [0.5, 3]],
  ["maximum", Math.max],
  ["minimum", Math.min],
  ["squaredDifference", (a, b) => (a - b) ** 2],
  ["atan2", Math.atan2, [0.1, 2], [-2, 2]],
  ["pow", (a, b) => a ** b, [0.2, 2], [-2, 3]],
  ["mod", (a, b) => a - b * Math.floor(a / b), [-2, 2], [0.4, 0.7]],
];

const shapes: [number[], number[]][] = [
  [
    [33, 70],
    [33, 70],
  ],
  [[33, 70], [70]],
  [
    [33, 1],
    [1, 70],
  ],
  [[33, 70], []],
  [
    [2, 3, 5, 8],
    [3, 1, 8],
  ],
  [[1], [5, 129]],
];

const ofTwo: Case[] = twos.flatMap(([name, f, rangeA, rangeB]) =>
  shapes.map(([a, b]) => ({
    name: `${name} of (${a.join(", ")}) and (${b.join(", ")})`,
    inputs: [float(a, ...(rangeA ?? [])), float(b, ...(rangeB ?? []))],
    run: (tf: Tfjs, x: Tf.Tensor, y: Tf.Tensor) =>
      (tf as unknown as Record<string, (x: Tf.Tensor, y: Tf.Tensor) => Tf.Tensor>)[name]!(x, y),
    reference: (x, y) => zip(x, y, f),
  })),
);

const masks: Record<string, OfTwo> = {
  greater: (a, b) => Number(a > b),
  greaterEqual: (a, b) => Number(a >= b),
  less: (a, b) => Number(a < b),
  lessEqual: (a, b) => Number(a <= b),
  equal: (a, b) => Number(a === b),
  notEqual: (a, b) => Number(a !== b),
};

const comparisons: Case[] = Object.entries(masks).map(([name, f]) => ({
  name: `where(${name}(x, y), x, 0.3 y), by both`,
  inputs: [float([33, 70]), float([70])],
  run: (tf, x, y) => {
    const mask = (tf as unknown as Record<string, (x: Tf.Tensor, y: Tf.Tensor) => Tf.Tensor>)[name]!(x!, y!);
    return tf.where(mask, x!, tf.mul(y!, 0.3).broadcastTo([33, 70]));
  },
  reference: (x, y) => zip(x, y, (a, b) => (f(a, b) ? a : 0.3 * b)),
}));

const others: Case[] = [
  {
    name: "where of a mask made of logicalAnd, logicalOr and logicalNot of x",
    inputs: [float([33, 70])],
    run: (tf, x) => {
      const [isSmall, isLarge] = [tf.less(x!, -1), tf.greater(x!, 1)];
      return tf.where(tf.logicalAnd(tf.logicalNot(isSmall), tf.logicalOr(isLarge, tf.less(x!, 0))), x!, tf.square(x!));
    },
    reference: (x) => map(x, (v) => (v >= -1 && (v > 1 || v < 0) ? v : v * v)),
  },
  {
    name: "clipByValue to −0.5 … 0.7",
    inputs: [float([33, 70])],
    run: (tf, x) => tf.clipByValue(x!, -0.5, 0.7),
    reference: (x) => map(x, (v) => Math.min(0.7, Math.max(-0.5, v))),
  },
  {
    name: "prelu with a slope a column",
    inputs: [float([33, 70]), float([70], 0.1, 0.5)],
    run: (tf, x, slope) => tf.prelu(x!, slope!),
    reference: (x, slope) => zip(x, slope, (v, s) => (v > 0 ? v : s * v)),
  },
  {
    name: "a division of 0, of numbers by themselves and of infinities",
    inputs: [
      { shape: [6], values: [0, 0, 3, -7, Infinity, 1] },
      { shape: [6], values: [1, 0, 3, -7, Infinity, -Infinity] },
    ],
    run: (tf, a, b) => tf.div(a!, b!),
    reference: (a, b) => zip(a, b, (x, y) => x / y),
    gradient: false,
  },
  {
    name: "log of 0, 1 and less than 0",
    inputs: [{ shape: [3], values: [0, 1, -1] }],
    run: (tf, x) => tf.log(x!),
    reference: (x) => map(x, Math.log),
    gradient: false,
  },
  {
    name: "tanh, far out",
    inputs: [{ shape: [4], values: [50, 100, -100, 10000] }],
    run: (tf, x) => tf.tanh(x!),
    reference: (x) => map(x, Math.tanh),
  },
  {
    name: "sigmoid and softplus, far out",
    inputs: [{ shape: [4], values: [60, -60, 80, -80] }],
    run: (tf, x) => tf.add(tf.sigmoid(x!), tf.softplus(x!)),
    reference: (x) => map(x, (v) => sigmoid(v) + Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)))),
  },
  {
    name: "whole numbers above 2²⁴ stay whole",
    inputs: [{ shape: [2], values: [16777216, 20000002], dtype: "int32" }],
    run: (tf, x) => tf.add(tf.mul(x!, tf.scalar(3, "int32")), tf.scalar(1, "int32")),
    reference: () => nd([2], [50331649, 60000007]),
    gradient: false,
    tolerance: 1e-12,
    except: { webgl: "keeps whole numbers in 32-bit floats", webgpu: "computes with them in 32-bit floats" },
  },
];

export const elementwise: Case[] = [...ofOne, ...ofTwo, ...comparisons, ...others];
