// Numbers of other dtypes than float32, NaN and no number at all, where they were lost without a word.
import { build, map, nd } from "./array";
import { float, whole } from "./case";
import type * as Tf from "@tensorflow/tfjs";
import type { Case, Input } from "./case";

const ints = (shape: number[], ...values: number[]): Input => ({ shape, values, dtype: "int32" });
const truths = (...values: number[]): Input => ({ shape: [values.length], values, dtype: "bool" });
const reals = (...values: number[]): Input => ({ shape: [values.length], values });
const nanOnWebgpu = { webgpu: "WGSL leaves NaN open" };

/** Operations whose result is a fraction, of whole numbers and of true and false. */
const fractions: [name: string, run: (tf: typeof Tf, x: Tf.Tensor) => Tf.Tensor, exact: (x: number) => number][] = [
  ["log1p", (tf, x) => tf.log1p(x), Math.log1p],
  ["expm1", (tf, x) => tf.expm1(x), Math.expm1],
  ["reciprocal", (tf, x) => tf.reciprocal(tf.add(x, tf.scalar(2, "int32"))), (x) => 1 / (x + 2)],
  ["softplus", (tf, x) => tf.softplus(x), (x) => Math.log1p(Math.exp(x))],
  ["logSigmoid", (tf, x) => tf.logSigmoid(x), (x) => -Math.log1p(Math.exp(-x))],
  ["selu", (tf, x) => tf.selu(x), (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))],
  ["sinh", (tf, x) => tf.sinh(x), Math.sinh],
  ["atan", (tf, x) => tf.atan(x), Math.atan],
  ["asinh", (tf, x) => tf.asinh(x), Math.asinh],
];

const ofFractions: Case[] = fractions.flatMap(([name, run, exact]) =>
  [ints([3], 1, 0, 1), truths(1, 0, 1)].map((input, i) => ({
    name: `${name} of ${i === 0 ? "whole numbers" : "true and false"}`,
    inputs: [input],
    run: (tf, x) => run(tf, x!),
    reference: (x) => map(x, exact),
    gradient: false,
  })),
);

const counted: [name: string, run: (tf: typeof Tf, x: Tf.Tensor) => Tf.Tensor, exact: (x: number) => number][] = [
  ["neg", (tf, x) => tf.neg(x), (x) => -x],
  ["abs", (tf, x) => tf.abs(x), (x) => x],
  ["relu", (tf, x) => tf.relu(x), (x) => x],
  ["square", (tf, x) => tf.square(x), (x) => x],
  ["exp", (tf, x) => tf.exp(x), Math.exp],
  ["sign", (tf, x) => tf.sign(x), (x) => x],
  ["x + x", (tf, x) => tf.add(x, x), (x) => 2 * x],
];

const ofTruths: Case[] = counted.map(([name, run, exact]) => ({
  name: `${name} of true and false`,
  inputs: [truths(1, 0, 1)],
  run: (tf, x) => run(tf, x!),
  reference: (x) => map(x, exact),
  gradient: false,
}));

const others: Case[] = [
  {
    name: "matMul of whole numbers, (2, 3, 4)·(4, 5)ᵀᵀ in a batch",
    inputs: [ints([2, 3, 4], ...Array.from({ length: 24 }, (_, i) => i - 9)), ints([1, 5, 4], ...Array(20).keys())],
    run: (tf, a, b) => tf.matMul(a!, b!, false, true),
    reference: (a, b) =>
      build([2, 3, 5], ([n, i, j]) =>
        [0, 1, 2, 3].reduce((sum, k) => sum + a.data[n! * 12 + i! * 4 + k]! * b.data[j! * 4 + k]!, 0),
      ),
    gradient: false,
  },
  {
    name: "confusionMatrix",
    inputs: [ints([6], 0, 1, 2, 2, 1, 1), ints([6], 0, 2, 2, 2, 1, 0)],
    run: (tf, y, yHat) => tf.math.confusionMatrix(y as Tf.Tensor1D, yHat as Tf.Tensor1D, 3),
    reference: () => nd([3, 3], [1, 0, 0, 1, 1, 1, 0, 0, 2]),
    gradient: false,
  },
  {
    name: "bincount of an image",
    inputs: [ints([2, 3], 0, 1, 1, 3, 3, 3)],
    run: (tf, x) => tf.bincount(x as unknown as Tf.Tensor1D, tf.tensor1d([]), 4),
    reference: () => nd([4], [1, 2, 0, 3]),
    gradient: false,
  },
  {
    name: "concat of whole numbers and fractions",
    inputs: [ints([2], 3, 4), reals(4.5)],
    run: (tf, a, b) => tf.concat([a!, b!]),
    reference: () => nd([3], [3, 4, 4.5]),
    gradient: false,
  },
  {
    name: "where with whole numbers or fractions",
    inputs: [truths(1, 0, 0), ints([3], 1, 2, 3), reals(2.5, 3.5, 4.5)],
    run: (tf, condition, a, b) => tf.where(condition as Tf.Tensor1D, a!, b!),
    reference: () => nd([3], [1, 3.5, 4.5]),
    gradient: false,
  },
  {
    name: "where with true and false",
    inputs: [truths(1, 0, 0), truths(1, 1, 1), truths(0, 1, 0)],
    run: (tf, condition, a, b) => tf.where(condition as Tf.Tensor1D, a!, b!),
    reference: () => nd([3], [1, 1, 0]),
    gradient: false,
  },
  {
    name: "reverse of true and false",
    inputs: [truths(1, 0, 0)],
    run: (tf, x) => tf.reverse(x!),
    reference: () => nd([3], [0, 0, 1]),
    gradient: false,
  },
  {
    name: "cast to bool is whether it is not 0",
    inputs: [reals(3, 0.5, 0, 256, -1)],
    run: (tf, x) => tf.cast(x!, "bool"),
    reference: () => nd([5], [1, 1, 0, 1, 1]),
    gradient: false,
  },
  {
    name: "oneHot in float32 with values of its own",
    inputs: [ints([3], 2, 0, 7)],
    run: (tf, x) => tf.oneHot(x!, 3, 0.9, 0.05, "float32"),
    reference: () => nd([3, 3], [0.05, 0.05, 0.9, 0.9, 0.05, 0.05, 0.05, 0.05, 0.05]),
    gradient: false,
  },
  {
    name: "clipByValue of whole numbers",
    inputs: [ints([3], -4, 2, 10)],
    run: (tf, x) => tf.clipByValue(x!, -1, 3),
    reference: () => nd([3], [-1, 2, 3]),
    gradient: false,
  },
  {
    name: "clipByValue and relu6 leave NaN",
    inputs: [reals(-4, NaN, 9)],
    run: (tf, x) => tf.concat([tf.clipByValue(x!, -1, 3), tf.relu6(x!)]),
    reference: () => nd([6], [-1, NaN, 3, 0, NaN, 6]),
    gradient: false,
    except: nanOnWebgpu,
  },
  {
    name: "log of NaN is NaN",
    inputs: [reals(1, NaN, 0)],
    run: (tf, x) => tf.log(x!),
    reference: () => nd([3], [0, NaN, -Infinity]),
    gradient: false,
  },
  {
    name: "maximum with a NaN on either side",
    inputs: [reals(-4, NaN, 9), reals(NaN, 1, 1)],
    run: (tf, a, b) => tf.maximum(a!, b!),
    reference: () => nd([3], [NaN, NaN, 9]),
    gradient: false,
    except: nanOnWebgpu,
  },
  {
    name: "batchNorm of whole numbers",
    inputs: [ints([2, 2], 1, 2, 3, 4)],
    run: (tf, x) => tf.batchNorm(x as Tf.Tensor2D, tf.tensor1d([2, 3]), tf.tensor1d([1, 4]), undefined, undefined, 0),
    reference: () => nd([2, 2], [-1, -0.5, 1, 0.5]),
    gradient: false,
  },
  {
    name: "the mean of no number is NaN",
    inputs: [],
    run: (tf) => tf.mean(tf.zeros([2, 0]), 1),
    reference: () => nd([2], [NaN, NaN]),
    gradient: false,
    except: nanOnWebgpu,
  },
  {
    name: "all of nothing is true, any of nothing false, the product 1",
    inputs: [],
    run: (tf) => {
      const none = tf.zeros([0], "bool");
      return tf.stack([tf.all(none), tf.any(none)].map((x) => tf.cast(x, "float32")).concat(tf.prod(tf.zeros([0]))));
    },
    reference: () => nd([3], [1, 0, 1]),
    gradient: false,
  },
  {
    name: "the mean of no rows has no numbers",
    inputs: [],
    run: (tf) => tf.mean(tf.zeros([0, 4]), 1),
    reference: () => nd([0], []),
    gradient: false,
  },
  {
    name: "cumsum along the last axis, from behind",
    inputs: [float([4, 5])],
    run: (tf, x) => tf.cumsum(x!, -1),
    reference: (x) => build([4, 5], ([i, j]) => x.data.slice(i! * 5, i! * 5 + j! + 1).reduce((a, b) => a + b, 0)),
  },
  {
    name: "cumprod along the last axis, from behind",
    inputs: [float([4, 5], 0.5, 2)],
    run: (tf, x) => tf.cumprod(x!, -1),
    reference: (x) => build([4, 5], ([i, j]) => x.data.slice(i! * 5, i! * 5 + j! + 1).reduce((a, b) => a * b, 1)),
  },
  {
    name: "stridedSlice that drops an axis and takes steps along another",
    inputs: [float([5, 6])],
    run: (tf, x) => tf.stridedSlice(x!, [2, 0], [3, 6], [1, 2], 0, 0, 0, 0, 1),
    reference: (x) => build([3], ([j]) => x.data[2 * 6 + 2 * j!]!),
  },
  {
    name: "logSigmoid of what was computed",
    inputs: [float([7, 3])],
    run: (tf, x) => tf.logSigmoid(tf.mul(x!, 2)),
    reference: (x) => map(x, (v) => -Math.log1p(Math.exp(-2 * v))),
  },
  {
    name: "a loss of samples that are drawn inside it",
    inputs: [float([6, 4])],
    run: (tf, x) => {
      const drawn = tf.multinomial(x as Tf.Tensor2D, 1, 5).flatten();
      return tf.mul(tf.sum(tf.oneHot(drawn as Tf.Tensor1D, 4)), tf.sum(x!));
    },
    reference: (x) => nd([], [6 * x.data.reduce((a, b) => a + b, 0)]),
  },
];

/** What was whole and is cast: 784 numbers of an image of bytes, say. */
const cast: Case[] = [
  {
    name: "matMul of whole numbers cast to fractions",
    inputs: [whole([2, 3], 200), float([3, 4])],
    run: (tf, x, w) => tf.matMul(tf.cast(x!, "float32"), w!),
    reference: (x, w) => build([2, 4], ([i, j]) => sum3((k) => x.data[i! * 3 + k]! * w.data[k * 4 + j!]!)),
    gradient: false,
  },
  {
    name: "matMul of many whole numbers cast to fractions",
    inputs: [whole([32, 64], 9), float([64, 40])],
    run: (tf, x, w) => tf.matMul(tf.cast(x!, "float32"), w!),
    reference: (x, w) =>
      build([32, 40], ([i, j]) =>
        Array.from({ length: 64 }, (_, k) => x.data[i! * 64 + k]! * w.data[k * 40 + j!]!).reduce((a, b) => a + b),
      ),
    gradient: false,
  },
  {
    name: "conv2d of whole numbers cast to fractions",
    inputs: [whole([1, 5, 4, 3], 200), float([1, 1, 3, 4])],
    run: (tf, x, w) => tf.conv2d(tf.cast(x!, "float32") as Tf.Tensor4D, w as Tf.Tensor4D, 1, "same"),
    reference: (x, w) =>
      build([1, 5, 4, 4], ([, i, j, c]) => sum3((k) => x.data[(i! * 4 + j!) * 3 + k]! * w.data[k * 4 + c!]!)),
    gradient: false,
  },
  {
    name: "the mean, softmax and transpose of truths cast to fractions",
    inputs: [{ shape: [2, 3], values: [1, 0, 1, 1, 1, 0], dtype: "bool" }],
    run: (tf, x) => {
      const y = tf.cast(x!, "float32");
      return tf.concat([tf.mean(y, 1), tf.softmax(y).sum(1), tf.transpose(y).flatten()]);
    },
    reference: () => nd([10], [2 / 3, 2 / 3, 1, 1, 1, 1, 0, 1, 1, 0]),
    gradient: false,
  },
  {
    name: "rgbToGrayscale of bytes",
    inputs: [{ shape: [2, 3], values: [50, 10, 40, 1, 2, 4], dtype: "int32" }],
    run: (tf, x) => tf.image.rgbToGrayscale(x as Tf.Tensor2D),
    reference: () => nd([2, 1], [25, 1]), // 25.375 and 1.9289
    gradient: false,
  },
];

const sum3 = (term: (k: number) => number): number => term(0) + term(1) + term(2);

export const dtypeCases: Case[] = [...cast, ...ofFractions, ...ofTruths, ...others];
