// What fused kernels do not take, by shape, dtype or number of workgroups: it is computed all the same, and no word is
// said. Each name says what is beyond the range of which kernel.
// B batch, T time, d channels, H heads or hiddens
import { map, matMul, mean, nd, reduce, reshape, sum, zip } from "./array";
import { float, whole } from "./case";
import { causalAttention, gelu, layerNorm, rmsNorm, run } from "./layers";
import { average, crossEntropies, oneHot, sparse } from "./losses";
import { gruOf, lstmOf, runKernel } from "./recurrent";
import { end } from "./updates";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

/** Where work is not cut into workgroups, their number is nobody's trouble. */
const [why, long] = ["it has no workgroups to run out of", 30_000];
const noGroups = { cpu: why, wasm: why, webgl: why };

const attend = (tf: Tfjs, qkv: Tf.Tensor, numHeads: number): Tf.Tensor =>
  run(tf, "CausalAttention", { qkv }, { numHeads });

/** Vectors of a head that no thread has room for, in one head or several. */
const wideHeads: Case[] = (
  [
    [2, 5, 1, 260],
    [1, 3, 2, 600],
    [1, 3, 1, 4200],
  ] as const
).map(([B, T, H, D]) => ({
  name: `out of range: attention of ${H} heads of ${D} channels`,
  inputs: [float([B, T, 3 * H * D], -1, 1)],
  run: (tf: Tfjs, qkv: Tf.Tensor) => attend(tf, qkv, H),
  reference: (qkv: Nd) => causalAttention(qkv, H),
  heavy: true,
}));

const oddAttentions: Case[] = [
  {
    name: "out of range: attention of whole numbers",
    inputs: [whole([2, 4, 12], 3)],
    run: (tf, qkv) => attend(tf, qkv!, 2),
    reference: (qkv) => causalAttention(qkv, 2),
  },
  ...[
    [0, 3, 6],
    [2, 0, 6],
  ].map(([B, T, width]) => ({
    name: `out of range: attention of (${B}, ${T}, ${width})`,
    inputs: [float([B!, T!, width!])],
    run: (tf: Tfjs, qkv: Tf.Tensor) => attend(tf, qkv, 1),
    reference: () => nd([B!, T!, width! / 3], []),
  })),
];

type Triple = [Tf.Tensor, Tf.Tensor, Tf.Tensor];

/** The first and the last n numbers. */
function ends(tf: Tfjs, x: Tf.Tensor, n: number): Tf.Tensor[] {
  const row = tf.reshape(x, [x.size]);
  return [tf.slice(row, 0, n), tf.slice(row, x.size - n, n)];
}

const norm = (tf: Tfjs, x: Tf.Tensor, gain: Tf.Tensor, bias: Tf.Tensor): Tf.Tensor =>
  run(tf, "LayerNorm", { x, gain, bias }, { epsilon: 1e-5 });

/** Rows and columns beyond what one side of a dispatch has workgroups for. */
const [manyRows, manyColumns] = [65_600, 4_200_000];

const norms: Case[] = [
  {
    name: `out of range: LayerNorm of ${manyRows} rows`,
    inputs: [float([manyRows, 2]), float([2]), float([2])],
    run: (tf, x, gain, bias) => norm(tf, x!, gain!, bias!),
    reference: (x, gain, bias) => layerNorm(x, gain, bias),
    gradient: false,
    except: noGroups,
  },
  {
    name: `out of range: the derivatives of LayerNorm of ${manyColumns} columns`,
    inputs: [float([20]), float([20])],
    run: (tf, x, w) => {
      const full = (row: Tf.Tensor): Tf.Tensor => tf.reshape(tf.tile(row, [manyColumns / 20]), [1, manyColumns]);
      const loss = (...moving: Tf.Tensor[]) => tf.sum(tf.mul(norm(tf, ...(moving as Triple)), full(w!)));
      const starts = [full(x!), tf.ones([manyColumns]), tf.zeros([manyColumns])];
      const slopes = tf.grads(loss)(starts);
      return tf.concat(slopes.flatMap((slope) => ends(tf, slope, 20)));
    },
    reference: (x, w) => {
      const [normal, scale] = [layerNorm(x, nd([], [1]), nd([], [0])), scaleOf(x.data)];
      const [shift, turn] = [mean([...w.data]), mean([...zip(w, normal, (a, b) => a * b).data])];
      const dx = zip(w, normal, (a, b) => scale * (a - shift - b * turn));
      const all = [dx, zip(w, normal, (a, b) => a * b), w].flatMap(({ data }) => [...data, ...data]);
      return nd([120], all);
    },
    gradient: false,
    tolerance: 1e-3, // sums of so many in float32
    except: noGroups,
  },
  {
    name: "out of range: LayerNorm of whole numbers",
    inputs: [whole([3, 8], 9), float([8]), float([8])],
    run: (tf, x, gain, bias) => norm(tf, x!, gain!, bias!),
    reference: (x, gain, bias) => layerNorm(x, gain, bias),
  },
  {
    name: "out of range: RmsNorm of whole numbers",
    inputs: [whole([3, 8], 9), float([8])],
    run: (tf, x, gain) => run(tf, "RmsNorm", { x: x!, gain: gain! }, { epsilon: 1e-3 }),
    reference: (x, gain) => rmsNorm(x, gain, 1e-3),
  },
  {
    name: "out of range: LayerNorm of no column",
    inputs: [float([3, 0]), float([0]), float([0])],
    run: (tf, x, gain, bias) => norm(tf, x!, gain!, bias!),
    reference: (x) => x,
  },
];

function scaleOf(numbers: Float64Array): number {
  const centre = mean([...numbers]);
  return 1 / Math.sqrt(mean([...numbers].map((v) => (v - centre) ** 2)) + 1e-5);
}

const gelus: Case[] = [
  {
    name: "out of range: Gelu of whole numbers",
    inputs: [whole([5, 6], 4)],
    run: (tf, x) => run(tf, "Gelu", { x: x! }),
    reference: gelu,
  },
  {
    // More than 65,535 workgroups, forward and back.
    name: "out of range: Gelu and its derivative of 4,200,000 numbers, summed",
    inputs: [float([40])],
    run: (tf, x) => {
      const many = tf.tile(x!, [105_000]);
      const slopes = tf.grad((z: Tf.Tensor) => run(tf, "Gelu", { x: z }))(many);
      return tf.stack(ends(tf, tf.add(run(tf, "Gelu", { x: many }), slopes), 40));
    },
    reference: (x) => {
      const one = zip(gelu(x), slopeOfGelu(x), (a, b) => a + b);
      return nd([2, 40], [...one.data, ...one.data]);
    },
    gradient: false,
    except: noGroups,
  },
];

function slopeOfGelu(x: Nd): Nd {
  const step = 1e-5;
  const beside = (by: number) => gelu(map(x, (v) => v + by));
  return zip(beside(step), beside(-step), (a, b) => (a - b) / (2 * step));
}

const losses: Case[] = [
  {
    name: "out of range: SparseSoftmaxCrossEntropy of whole logits",
    inputs: [whole([4], 5), whole([4, 5], 3)],
    run: (tf, labels, logits) => sparse(tf, labels!, logits!, true),
    reference: (labels, logits) => average(crossEntropies(oneHot(labels, 5), logits)),
  },
  {
    name: "out of range: SparseSoftmaxCrossEntropy by labels of fractions",
    inputs: [whole([4], 5), float([4, 5])],
    run: (tf, labels, logits) => sparse(tf, tf.cast(labels!, "float32"), logits!, true),
    reference: (labels, logits) => average(crossEntropies(oneHot(labels, 5), logits)),
  },
  ...[false, true].map((isMean) => ({
    name: `out of range: SparseSoftmaxCrossEntropy of no class${isMean ? ", the mean" : ""}`,
    inputs: [{ shape: [3], values: [0, 1, 2], dtype: "int32" as const }, float([3, 0])],
    run: (tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor) => sparse(tf, labels, logits, isMean),
    reference: () => (isMean ? nd([], [0]) : nd([3], [0, 0, 0])),
  })),
  {
    name: `out of range: SparseSoftmaxCrossEntropy of ${long} classes`,
    inputs: [{ shape: [2], values: [7, long - 1], dtype: "int32" }, float([2, long])],
    run: (tf, labels, logits) => sparse(tf, labels!, logits!, false),
    reference: (labels, logits) => crossEntropies(oneHot(labels, long), logits),
    heavy: true,
  },
];

const segments: Case[] = [
  {
    name: "out of range: unsortedSegmentSum of whole numbers",
    inputs: [whole([6, 3], 9), whole([6], 4)],
    run: (tf, x, ids) => tf.unsortedSegmentSum(x!, ids as Tf.Tensor1D, 4),
    reference: (x, ids) => addRows(x, ids, 4),
  },
  {
    name: "out of range: the gradient of an embedding of 600,000 channels",
    inputs: [float([3, 600_000]), whole([3], 2)],
    run: (tf, x, ids) => tf.unsortedSegmentSum(x!, ids as Tf.Tensor1D, 2),
    reference: (x, ids) => addRows(x, ids, 2),
    gradient: false,
    except: noGroups,
  },
  {
    name: "out of range: the gradient of an embedding by no token",
    inputs: [float([5, 4])],
    run: (tf, table) => tf.gather(table!, tf.tensor1d([], "int32")),
    reference: () => nd([0, 4], []),
  },
];

function addRows(x: Nd, ids: Nd, count: number): Nd {
  const width = x.shape[1]!;
  const sums = new Float64Array(count * width);
  x.data.forEach((v, i) => (sums[ids.data[Math.floor(i / width)]! * width + (i % width)]! += v));
  return nd([count, width], sums);
}

const channels = 1_048_600;

const convolutions: Case[] = [
  {
    name: "out of range: conv2d of 1,049,600 pixels",
    inputs: [float([1, 1025, 1024, 1]), float([1, 2, 1, 1])],
    run: (tf, x, w) => tf.conv2d(x as Tf.Tensor4D, w as Tf.Tensor4D, 1, "same"),
    reference: (x, w) => map(x, (v, i) => w.data[0]! * v + ((i + 1) % 1024 ? w.data[1]! * x.data[i + 1]! : 0)),
    heavy: true,
    tolerance: 3e-4,
    except: noGroups,
  },
  {
    name: "out of range: conv2d of 1,048,600 channels",
    inputs: [float([1, 1, 1, channels]), float([1, 1, channels, 1])],
    run: (tf, x, w) => tf.div(tf.conv2d(x as Tf.Tensor4D, w as Tf.Tensor4D, 1, "same"), 1000),
    reference: (x, w) => nd([1, 1, 1, 1], [sum(zip(x, reshape(w, x.shape), (a, b) => a * b).data) / 1000]),
    heavy: true,
    tolerance: 3e-4,
    except: noGroups,
  },
];

const recurrents: Case[] = (
  [
    ["Lstm", 4, lstmOf],
    ["Gru", 3, gruOf],
  ] as const
).flatMap(([name, gates, reference]) => [
  {
    name: `out of range: ${name} of whole numbers`,
    inputs: [whole([2, 3, 2], 3), float([2, gates * 4]), float([4, gates * 4]), float([gates * 4])],
    run: (tf: Tfjs, ...x: Tf.Tensor[]) => runKernel(tf, name, x),
    reference,
  },
  {
    // The way back has no room for the slopes of a row in a workgroup's memory.
    name: `out of range: ${name} of 520 hiddens`,
    inputs: [float([1, 2, 1]), float([1, gates * 520]), float([520, gates * 520], -0.05, 0.05), float([gates * 520])],
    run: (tf: Tfjs, ...x: Tf.Tensor[]) => runKernel(tf, name, x),
    reference,
    heavy: true,
  },
  {
    // More rows than a side of a dispatch has workgroups for.
    name: `out of range: ${name} of 262,150 rows`,
    inputs: [float([262_150, 1, 1]), float([1, gates]), float([1, gates]), float([gates])],
    run: (tf: Tfjs, ...x: Tf.Tensor[]) => runKernel(tf, name, x),
    reference,
    gradient: false,
    except: noGroups,
  },
  ...[
    [2, 0],
    [0, 3],
  ].map(([B, T]) => ({
    name: `out of range: ${name} of (${B}, ${T}, 2)`,
    inputs: [float([B!, T!, 2]), float([2, gates * 4]), float([4, gates * 4]), float([gates * 4])],
    run: (tf: Tfjs, ...x: Tf.Tensor[]) => runKernel(tf, name, x),
    reference: () => nd([B!, T!, 4], []),
  })),
]);

const sums: Case[] = [
  {
    name: "out of range: the sum of columns of whole numbers",
    inputs: [whole([700, 19], 5)],
    run: (tf, x) => tf.sum(x!, 0),
    reference: (x) => reshape(reduce(x, 0, sum), [19]),
  },
  {
    name: "out of range: the sum of (70000, 2, 3) along 1",
    inputs: [float([70_000, 2, 3])],
    run: (tf, x) => tf.sum(x!, 1),
    reference: (x) => reshape(reduce(x, 1, sum), [70_000, 3]),
    heavy: true,
    except: noGroups,
  },
];

const products: Case[] = [
  {
    name: "out of range: matMul of 524,300 rows",
    inputs: [float([524_300, 2]), float([2, 1])],
    run: (tf, a, b) => tf.matMul(a!, b!),
    reference: (a, b) => matMul(a, b),
    gradient: false,
    except: noGroups,
  },
  {
    name: "out of range: matMul of 2,097,200 columns",
    inputs: [float([1, 1]), float([1, 2_097_200])],
    run: (tf, a, b) => tf.matMul(a!, b!),
    reference: (a, b) => matMul(a, b),
    gradient: false,
    except: noGroups,
  },
];

/** A step of 4,200,000 numbers, of which some are looked at. */
const updates: Case[] = (
  [
    ["Adam", (tf: Tfjs) => tf.train.adam(0.01, 0.9, 0.99, 1e-4)],
    ["RMSProp, centred", (tf: Tfjs) => tf.train.rmsprop(0.01, 0.9, 0, 1e-4, true)],
    ["momentum", (tf: Tfjs) => tf.train.momentum(0.01, 0.9)],
  ] as const
).map(([name, make]) => ({
  name: `out of range: a step of ${name} on 4,200,000 numbers`,
  inputs: [float([40], 0.5, 2)],
  run: (tf: Tfjs, g: Tf.Tensor) => {
    const w = tf.variable(tf.zeros([4_200_000]));
    const optimizer = make(tf);
    optimizer.applyGradients([{ name: w.name, tensor: tf.tile(g, [105_000]) }]);
    const moved = tf.stack(ends(tf, w, 40));
    end(tf, optimizer);
    w.dispose();
    return moved;
  },
  reference: (g: Nd) => {
    const first = map(g, (slope) => -0.01 * directions[name]!(slope));
    return nd([2, 40], [...first.data, ...first.data]);
  },
  gradient: false,
  except: noGroups,
}));

/** Of a first step, for a gradient. */
const directions: Record<string, (g: number) => number> = {
  Adam: (g) => g / (Math.abs(g) + 1e-4),
  "RMSProp, centred": (g) => g / Math.sqrt(0.1 * g * g - 0.01 * g * g - 1e-4),
  momentum: (g) => g,
};

export const rangeCases: Case[] = [
  ...wideHeads,
  ...oddAttentions,
  ...norms,
  ...gelus,
  ...losses,
  ...segments,
  ...convolutions,
  ...recurrents,
  ...sums,
  ...products,
  ...updates,
];
