// Whole layers, in one kernel where a backend has it, composed elsewhere, by their float64 formulas: norms, GELU, causal attention.
// B batch, T time, d channels, H heads
import { along, at, build, map, mean, sum, zip } from "./array";
import { float } from "./case";
import { softmaxOf } from "./softmax";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

export function layerNorm(x: Nd, gain: Nd, bias: Nd, epsilon = 1e-5): Nd {
  const normal = along(x, -1, (numbers) => {
    const centre = mean(numbers);
    const variance = mean(numbers.map((v) => (v - centre) ** 2));
    return numbers.map((v) => (v - centre) / Math.sqrt(variance + epsilon));
  });
  return zip(zip(normal, gain, times), bias, (a, b) => a + b);
}

export function rmsNorm(x: Nd, gain: Nd, epsilon = 1e-5): Nd {
  const normal = along(x, -1, (numbers) => {
    const size = Math.sqrt(mean(numbers.map((v) => v * v)) + epsilon);
    return numbers.map((v) => v / size);
  });
  return zip(normal, gain, times);
}

export const gelu = (x: Nd): Nd =>
  map(x, (v) => (v / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v ** 3))));

/** qkv (B, T, 3d) → (B, T, d), number by number. */
export function causalAttention(qkv: Nd, numHeads: number): Nd {
  const [B, T, width] = qkv.shape as [number, number, number];
  const d = width / 3;
  const D = d / numHeads;
  const weights = Array.from({ length: B * numHeads * T }, (_, i) => {
    const [b, h, t] = [Math.floor(i / T / numHeads), Math.floor(i / T) % numHeads, i % T];
    const scores = Array.from({ length: t + 1 }, (_, s) => {
      const products = Array.from({ length: D }, (_, j) => at(qkv, b, t, h * D + j) * at(qkv, b, s, d + h * D + j));
      return sum(products) / Math.sqrt(D);
    });
    return softmaxOf(scores);
  });
  return build([B, T, d], ([b, t, c]) => {
    const row = weights[(b! * numHeads + Math.floor(c! / D)) * T + t!]!;
    return sum(row.map((weight, s) => weight * at(qkv, b!, s, 2 * d + c!)));
  });
}

const times = (a: number, b: number): number => a * b;

export const run = (tf: Tfjs, name: string, inputs: Record<string, Tf.Tensor>, attributes = {}): Tf.Tensor =>
  [tf.engine().runKernel(name, inputs, attributes)].flat()[0]!;

const rows = [[3, 8], [2, 5, 7], [1, 1], [70, 33], [2, 300], [6], [0, 4]];

const norms: Case[] = rows.flatMap((shape) => [
  {
    name: `LayerNorm kernel of (${shape.join(", ")})`,
    inputs: [float(shape), float([shape.at(-1)!]), float([shape.at(-1)!])],
    run: (tf: Tfjs, x: Tf.Tensor, gain: Tf.Tensor, bias: Tf.Tensor) =>
      run(tf, "LayerNorm", { x, gain, bias }, { epsilon: 1e-5 }),
    reference: (x: Nd, gain: Nd, bias: Nd) => layerNorm(x, gain, bias),
  },
  {
    name: `RmsNorm kernel of (${shape.join(", ")})`,
    inputs: [float(shape), float([shape.at(-1)!])],
    run: (tf: Tfjs, x: Tf.Tensor, gain: Tf.Tensor) => run(tf, "RmsNorm", { x, gain }, { epsilon: 1e-3 }),
    reference: (x: Nd, gain: Nd) => rmsNorm(x, gain, 1e-3),
  },
]);

const farNorm: Case = {
  name: "LayerNorm kernel of numbers far from 0",
  inputs: [float([5, 40], 99, 101), float([40]), float([40])],
  run: (tf, x, gain, bias) => run(tf, "LayerNorm", { x: x!, gain: gain!, bias: bias! }, { epsilon: 1e-5 }),
  reference: (x, gain, bias) => layerNorm(x, gain, bias),
  tolerance: 5e-4,
};

const gelus: Case[] = [
  ...[[7], [5, 6, 3], [], [33, 65], [0]].map((shape) => ({
    name: `Gelu kernel of (${shape.join(", ")})`,
    inputs: [float(shape, -4, 4)],
    run: (tf: Tfjs, x: Tf.Tensor) => run(tf, "Gelu", { x }),
    reference: gelu,
  })),
  {
    name: "Gelu kernel near 0 and far from it",
    inputs: [{ shape: [11], values: [0, 1e-5, -1e-5, 0.3, -5, 8, -8.5, 30, -80, 1e4, -1e13] }],
    run: (tf, x) => run(tf, "Gelu", { x: x! }),
    reference: gelu,
    gradient: false,
  },
];

const sizes: [batch: number, time: number, width: number, heads: number][] = [
  [2, 9, 8, 2],
  [1, 1, 6, 1],
  [3, 5, 6, 2],
  [1, 33, 5, 1],
  [1, 70, 4, 4],
  [2, 40, 20, 4],
  [1, 6, 72, 1],
  [1, 3, 130, 1],
];

const attentions: Case[] = sizes.map(([B, T, d, H]) => ({
  name: `CausalAttention kernel of (${B}, ${T}, 3 · ${d}) by ${H} heads`,
  inputs: [float([B, T, 3 * d])],
  run: (tf: Tfjs, qkv: Tf.Tensor) => run(tf, "CausalAttention", { qkv }, { numHeads: H }),
  reference: (qkv: Nd) => causalAttention(qkv, H),
  heavy: true,
}));

const largeScores: Case = {
  name: "CausalAttention kernel of scores in the thousands",
  inputs: [float([1, 20, 3 * 4], -60, 60)],
  run: (tf, qkv) => run(tf, "CausalAttention", { qkv: qkv! }, { numHeads: 1 }),
  reference: (qkv) => causalAttention(qkv, 1),
  gradient: false,
  tolerance: 1e-3,
};

export const layerCases: Case[] = [...norms, farNorm, ...gelus, ...attentions, largeScores];
