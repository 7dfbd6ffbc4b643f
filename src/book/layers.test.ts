// Backends: plain tfjs on cpu, then wasm with our kernels, in Node. The layers of a GPT (layer-norm.ts, gelu.ts,
// embedding.ts, attention.ts) and their derivatives against float64 formulas and finite differences.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { registerCorrections } from "../backend";
import { nd } from "../backend/battery/array";
import { float, whole, type Case } from "../backend/battery/case";
import * as exact from "../backend/battery/layers";
import { check } from "../backend/battery/run";
import { causalAttention } from "./attention";
import { embed } from "./embedding";
import { gelu } from "./gelu";
import { layerNorm, rmsNorm } from "./layer-norm";

setWasmPaths(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

const vectors = (x: tf.Tensor[]): tf.Tensor1D[] => x as tf.Tensor1D[];

const attentionCases = (
  [
    [2, 9, 8, 2],
    [1, 1, 6, 3],
    [3, 5, 7, 1],
  ] as const
).map(([B, T, d, H]): Case => ({
  name: `causalAttention of (${B}, ${T}, ${3 * d}) by ${H} heads`,
  inputs: [float([B, T, 3 * d])],
  run: (_, QKV) => causalAttention(QKV as tf.Tensor3D, H),
  reference: (qkv) => exact.causalAttention(qkv, H),
  heavy: true,
}));

const cases: Case[] = [
  {
    name: "layerNorm over the channels",
    inputs: [float([2, 3, 7]), float([7]), float([7])],
    run: (_, X, ...rest) => layerNorm(X!, { gain: vectors(rest)[0]!, bias: vectors(rest)[1]! }),
    reference: (x, gain, bias) => exact.layerNorm(x, gain, bias),
  },
  {
    name: "layerNorm with another epsilon",
    inputs: [float([4, 6])],
    run: (_, X) => layerNorm(X!, { gain: tf.ones([6]), bias: tf.zeros([6]) }, 0.5),
    reference: (x) => exact.layerNorm(x, nd([6], Array(6).fill(1)), nd([6], Array(6).fill(0)), 0.5),
  },
  {
    name: "rmsNorm over the channels",
    inputs: [float([5, 9]), float([9])],
    run: (_, X, gain) => rmsNorm(X!, gain as tf.Tensor1D),
    reference: (x, gain) => exact.rmsNorm(x, gain),
  },
  { name: "gelu", inputs: [float([6, 11], -5, 5)], run: (_, X) => gelu(X!), reference: exact.gelu },
  {
    name: "gelu of numbers as large as they come",
    inputs: [{ shape: [5], values: [-1e6, -50, 0, 50, 1e6] }],
    run: (_, X) => gelu(X!),
    reference: exact.gelu,
  },
  {
    name: "embed of ids of which some come often",
    inputs: [float([5, 3]), whole([4, 6], 4)],
    run: (_, table, ids) => embed(table as tf.Tensor2D, ids!),
    reference: (table, ids) =>
      nd(
        [4, 6, 3],
        [...ids.data].flatMap((id) => [...table.data.subarray(id * 3, id * 3 + 3)]),
      ),
  },
  ...attentionCases,
];

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
    if (backend === "wasm") await registerCorrections(tf, backend);
  });

  test.each(cases.map((one) => [one.name, one] as const))(
    "%s is its formula, and so is its gradient",
    async (_, one) => {
      expect((await check(tf, backend, one)).join("\n")).toBe("");
    },
  );
});

test("what does not fit is refused with its shapes", () => {
  const row = (n: number): tf.Tensor1D => tf.ones([n]);
  expect(() => layerNorm(tf.ones([2, 8]), { gain: row(6), bias: row(8) })).toThrow(
    "layerNorm: X (2, 8) has 8 channels, and gain is (6): it must be (8)",
  );
  expect(() => layerNorm(tf.ones([2, 8]), { gain: row(8), bias: row(1) })).toThrow(/and bias is \(1\)/);
  expect(() => rmsNorm(tf.scalar(1), row(1))).toThrow("rmsNorm: X () has no channels");
  expect(() => embed(tf.ones([8]) as tf.Tensor as tf.Tensor2D, tf.tensor1d([0], "int32"))).toThrow(
    "embed: the table must be (V, d), got (8)",
  );
  expect(() => embed(tf.ones([8, 2]), tf.tensor1d([0]))).toThrow("embed: ids must be int32, got float32 (1)");
  for (const numHeads of [4, 0, 1.5])
    expect(() => causalAttention(tf.ones([2, 5, 18]), numHeads)).toThrow(
      `d a multiple of the ${numHeads} heads, got (2, 5, 18)`,
    );
});
