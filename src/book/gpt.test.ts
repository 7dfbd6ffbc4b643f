// The GPT against published counts, a forward pass written out in float64, and what must hold of any: it knows nothing
// of the future, begins at ln V, can learn one batch by heart, and says the same with a cache. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { crossEntropy } from "./cross-entropy";
import { generate } from "./generate";
import { blockOf, countBlocks, gpt, initGpt, type GptSpec } from "./gpt";
import { disposeCache, emptyCache, readOn } from "./gpt-cache";
import { quietHost } from "../../scripts/quiet-host";
import { logitLens, traceGpt } from "./gpt-trace";
import { setHost, type Host } from "./host";
import { countParams, type Params } from "./mlp";
import { nextTokenLoss, surprises } from "./next-token";
import { gptCount } from "./parameter-count";
import { seeded } from "./random";
import { rotate } from "./rotary";
import { fit } from "./train";

const host: Host = { ...quietHost, due: () => true };

beforeAll(async () => {
  setHost(host);
  await tf.setBackend("cpu");
});

const small: GptSpec = { vocabulary: 11, context: 7, width: 12, numHeads: 3, numBlocks: 2, seed: 1 };
const idsOf = (...rows: number[][]) => tf.tensor2d(rows, undefined, "int32");
/** Weights as large as those of a trained network, so that nothing hides behind smallness. */
const loud = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, tensor], i) => {
      const noise = seeded(9, i).normals(tensor.size);
      return [
        name,
        tensor.add(
          tf.tensor(
            noise.map((z) => 0.3 * z),
            tensor.shape,
          ),
        ),
      ];
    }),
  );
const largestGap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((gap, value, i) => Math.max(gap, Math.abs(value - b[i]!)), 0);

describe("the number of parameters", () => {
  const count = (spec: Omit<GptSpec, "seed">) => {
    const net = initGpt({ ...spec, seed: 0 });
    const total = countParams(net);
    tf.dispose(net.params);
    return total;
  };

  test("is what the formula says, with biases and without", () => {
    const shape = { vocabulary: 50, context: 20, width: 24, numBlocks: 3 };
    const expected = gptCount({ layers: 3, width: 24, vocabulary: 50, context: 20 });
    expect(count({ ...shape, numHeads: 4 })).toBe(expected);
    expect(count({ ...shape, numHeads: 4, biases: false })).toBe(expected - 3 * 9 * 24);
    expect(count({ ...shape, numHeads: 4, positions: "rotary" })).toBe(expected - 20 * 24);
  });

  test("of the small ones is as planned", () => {
    const plain = { numHeads: 4, biases: false };
    expect(count({ vocabulary: 2003, context: 24, width: 96, numBlocks: 2, ...plain })).toBe(416_736);
    expect(count({ vocabulary: 2003, context: 24, width: 128, numBlocks: 4, ...plain })).toBe(1_048_192);
    expect(count({ vocabulary: 65, context: 64, width: 128, numBlocks: 4, ...plain })).toBe(805_248);
  });

  test("of GPT-2 small is the published one", () => {
    // Its shapes are not made, only counted: 124 million numbers take half a gigabyte.
    expect(gptCount({ layers: 12, width: 768, vocabulary: 50_257, context: 1024 })).toBe(124_439_808);
  });
});

describe("the forward pass", () => {
  test("is the one written out in float64", async () => {
    const net = initGpt(small);
    const params = loud(net.params);
    const text = [3, 1, 4, 1, 5, 9];
    const logits = await tf.tidy(() => net.forward(params, idsOf(text))).data();
    expect(largestGap(logits, plainGpt(params, text, small.numHeads).flat())).toBeLessThan(2e-4);
  });

  test("with rotary positions knows only how far apart tokens stand", async () => {
    const QKV = tf.randomNormal([1, 2, 24], 0, 1, "float32", 5) as tf.Tensor3D;
    const score = async (from: number) => {
      const [Q, K] = tf.split(rotate(QKV, 1, from), 3, 2) as tf.Tensor3D[];
      return (
        await Q!
          .slice([0, 1], [1, 1])
          .mul(K!.slice([0, 0], [1, 1]))
          .sum()
          .data()
      )[0]!;
    };
    expect(await score(50)).toBeCloseTo(await score(0), 3);
    const values = (X: tf.Tensor3D) => X.slice([0, 0, 16], [1, 2, 8]).dataSync();
    expect(values(rotate(QKV, 2, 3))).toEqual(values(QKV));
    expect(() => rotate(tf.zeros([1, 2, 9]), 1)).toThrow("heads of 3 channels cannot be paired");
  });

  test.each(["learned", "rotary"] as const)("sees nothing of the future (%s)", async (positions) => {
    const net = initGpt({ ...small, positions });
    const params = loud(net.params);
    const run = (text: number[]) => tf.tidy(() => net.forward(params, idsOf(text))).dataSync();
    const [one, other] = [run([3, 1, 4, 1, 5]), run([3, 1, 4, 8, 5])];
    expect(largestGap(one.subarray(0, 3 * 11), other)).toBeLessThan(1e-5);
    expect(largestGap(one.subarray(3 * 11), other.subarray(3 * 11))).toBeGreaterThan(0.1);
  });

  test("refuses texts longer than its positions, and heads that do not share its width", () => {
    const net = initGpt(small);
    expect(() => net.forward(net.params, idsOf([1, 2, 3, 4, 5, 6, 7, 8]))).toThrow(
      "gpt: a text of 8 tokens, and positions for 7",
    );
    expect(() => initGpt({ ...small, width: 13 })).toThrow("3 heads cannot share 13 channels");
  });
});

describe("training", () => {
  test("begins within 2 % of ln V", async () => {
    const net = initGpt({ ...small, vocabulary: 300, width: 48 });
    const random = seeded(2);
    const [X, y] = [0, 1].map(() => Array.from({ length: 7 }, () => random.integer(300)));
    const loss = tf.tidy(() => nextTokenLoss(net.forward(net.params, idsOf(X!)), tf.tensor1d(y!, "int32")));
    expect(Math.abs((await loss.data())[0]! / Math.log(300) - 1)).toBeLessThan(0.02);
  });

  test("has the loss of any classifier, place by place too", async () => {
    const logits = tf.randomNormal([5, 4], 0, 2, "float32", 3) as tf.Tensor2D;
    const next = tf.tensor1d([0, 3, 1, 1, 2], "int32");
    const mean = nextTokenLoss(logits, next).dataSync()[0]!;
    expect(mean).toBeCloseTo(crossEntropy(logits, next).dataSync()[0]!, 5);
    expect(surprises(logits, next).mean().dataSync()[0]).toBeCloseTo(mean, 5);
  });

  test("learns one batch by heart, and leaves nothing on the device", async () => {
    const net = initGpt({ ...small, numBlocks: 1, width: 24, seed: 3 });
    const rows = [
      [1, 2, 3, 1, 5, 6, 7],
      [4, 2, 8, 4, 5, 9, 10],
    ];
    const examples = {
      count: 2,
      batch: () => ({
        X: idsOf(...rows.map((row, i) => [i, ...row.slice(0, -1)])),
        y: tf.tensor1d(rows.flat(), "int32"),
      }),
    };
    const before = tf.memory().numTensors;
    const spec = { steps: 60, batchSize: 2, lr: 0.02, clip: 1, loss: nextTokenLoss };
    const { net: trained, history } = await fit(net, examples, spec);
    expect(history.losses[0]).toBeGreaterThan(2);
    expect(history.losses.at(-1)).toBeLessThan(0.1);
    expect(tf.memory().numTensors).toBe(before + Object.keys(net.params).length);
    const text = await generate(trained.params, { numHeads: 3 }, [1, 4], { count: 6, context: 7, temperature: 0 });
    expect(text).toEqual([1, 4, 2, 8, 4, 5, 9, 10]);
  }, 30_000);
});

describe("with a cache", () => {
  test.each(["learned", "rotary"] as const)("the logits are the same (%s)", async (positions) => {
    const net = initGpt({ ...small, positions });
    const params = loud(net.params);
    const text = [3, 1, 4, 1, 5, 9, 2];
    const whole = tf.tidy(() => net.forward(params, idsOf(text))).dataSync();
    const before = tf.memory().numTensors;
    let cache = emptyCache;
    const rows: number[] = [];
    for (const part of [text.slice(0, 3), ...text.slice(3).map((id) => [id])]) {
      const ids = idsOf(part);
      const read = readOn(params, { numHeads: 3, positions }, ids, cache);
      rows.push(...read.logits.dataSync());
      tf.dispose([read.logits, ids]);
      disposeCache(cache);
      cache = read.cache;
    }
    expect(largestGap(rows, whole)).toBeLessThan(1e-4);
    expect(cache.length).toBe(7);
    disposeCache(cache);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("the text is the same, also beyond the context", async () => {
    const net = initGpt(small);
    const params = loud(net.params);
    const before = tf.memory().numTensors;
    const write = (cached: boolean) =>
      generate(params, { numHeads: 3 }, [3, 1], { count: 14, context: 7, seed: 4, cached });
    const text = await write(true);
    expect(text).toHaveLength(16);
    expect(await write(false)).toEqual(text);
    expect(tf.memory().numTensors).toBe(before);
  });

  test("what must not come does not come, and what was said comes less often", async () => {
    const net = initGpt(small);
    const write = (more: object) => generate(net.params, { numHeads: 3 }, [3], { count: 40, context: 7, ...more });
    const odd = await write({
      steer: (logits: Float32Array) => logits.forEach((_, id) => id % 2 || (logits[id] = -Infinity)),
    });
    expect(odd.slice(1).every((id) => id % 2 === 1)).toBe(true);
    await expect(generate(net.params, { numHeads: 3 }, [], { count: 1, context: 7 })).rejects.toThrow(
      "at least one token",
    );
  });
});

describe("followed step by step", () => {
  test.each(["learned", "rotary"] as const)("it is the same network (%s)", (positions) => {
    const net = initGpt({ ...small, positions });
    const params = loud(net.params);
    const text = idsOf([3, 1, 4, 1, 5]);
    const before = tf.memory().numTensors;
    const trace = traceGpt(params, { numHeads: 3, positions }, text);
    expect(trace.stream.map(({ shape }) => shape)).toEqual(Array.from({ length: 5 }, () => [5, 12]));
    expect(trace.weights.map(({ shape }) => shape)).toEqual([
      [3, 5, 5],
      [3, 5, 5],
    ]);
    const expected = tf.tidy(() => gpt({ numHeads: 3, positions })(params, text)).dataSync();
    expect(largestGap(trace.logits.dataSync(), expected)).toBeLessThan(1e-4);
    const lens = logitLens(params, trace);
    expect(largestGap(lens.at(-1)!.dataSync(), expected)).toBeLessThan(1e-4);
    const first = trace.weights[0]!.arraySync();
    first.flat().forEach((row, i) => {
      expect(row.reduce((sum, w) => sum + w)).toBeCloseTo(1, 5);
      expect(row.slice((i % 5) + 1).every((w) => w === 0)).toBe(true);
    });
    tf.dispose([trace.stream, trace.weights, trace.logits, lens]);
    expect(tf.memory().numTensors).toBe(before + 1); // `expected` was read, its tensor stays
  });
});

/** ids → logits (T, V), row by row in float64: nothing shared with gpt.ts but the names of the parameters. */
function plainGpt(params: Params, text: number[], numHeads: number): number[][] {
  const at = (name: string) => params[name]!.arraySync() as never;
  const norm = (x: number[], gain: number[], bias: number[]) => {
    const mean = x.reduce((a, b) => a + b) / x.length;
    const variance = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
    return x.map((v, i) => ((v - mean) / Math.sqrt(variance + 1e-5)) * gain[i]! + bias[i]!);
  };
  const affine = (x: number[], W: number[][], b: number[]) =>
    b.map((b_j, j) => x.reduce((sum, x_i, i) => sum + x_i * W[i]![j]!, b_j));
  const gelu = (x: number) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
  const [E, P]: [number[][], number[][]] = [at("tokens"), at("positions")];
  let X = text.map((id, t) => E[id]!.map((e, i) => e + P[t]![i]!));
  const D = E[0]!.length / numHeads;
  for (let l = 0; l < countBlocks(params); l++) {
    const get = (name: keyof ReturnType<typeof blockOf>) => at(`block${l}.${name}`);
    const qkv = X.map((x) => affine(norm(x, get("gain1"), get("bias1")), get("Wqkv"), get("bqkv")));
    const mixed = X.map((_, t) =>
      Array.from({ length: numHeads }, (_, h) => {
        const part = (row: number[], which: number) => row.slice(which * D * numHeads + h * D).slice(0, D);
        const q = part(qkv[t]!, 0);
        const scores = qkv.slice(0, t + 1).map((row) => {
          const k = part(row, 1);
          return q.reduce((sum, q_i, i) => sum + q_i * k[i]!, 0) / Math.sqrt(D);
        });
        const powers = scores.map((s) => Math.exp(s - Math.max(...scores)));
        const total = powers.reduce((a, b) => a + b);
        return Array.from({ length: D }, (_, i) =>
          powers.reduce((sum, p, s) => sum + (p / total) * part(qkv[s]!, 2)[i]!, 0),
        );
      }).flat(),
    );
    X = X.map((x, t) => affine(mixed[t]!, get("Wo"), get("bo")).map((v, i) => v + x[i]!));
    X = X.map((x) => {
      const hidden = affine(norm(x, get("gain2"), get("bias2")), get("W1"), get("b1")).map(gelu);
      return affine(hidden, get("W2"), get("b2")).map((v, i) => v + x[i]!);
    });
  }
  return X.map((x) => {
    const n = norm(x, at("gain"), at("bias"));
    return E.map((e) => e.reduce((sum, e_i, i) => sum + e_i * n[i]!, 0));
  });
}
