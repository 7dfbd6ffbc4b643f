// Attention with masks and heads, and the encoder on top, against plain float64 code and what masks promise. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { attend, causalMask, joinHeads, paddingMask, splitHeads } from "./attend";
import { encode, encoderClassifier, initEncoderClassifier, maskedMean, type EncoderParams } from "./encoder";
import { countParams } from "./mlp";
import { idsOf } from "./text-examples";
import { seeded } from "./random";
import { yesNoLoss } from "./yes-no";

beforeAll(() => tf.setBackend("cpu"));

// B batch, H heads, T places, D channels of a head, C channels

const normals = (shape: number[], seed = 0) =>
  tf.tensor(seeded(seed).normals(shape.reduce((product, n) => product * n, 1)), shape);
const largestGap = (a: tf.Tensor, b: tf.Tensor): number => a.sub(b).abs().max().dataSync()[0]!;

type Matrix = number[][];
const product = (A: Matrix, B: Matrix): Matrix =>
  A.map((row) => B[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * B[k]![j]!, 0)));

/** One query after the other in float64: the weights over the keys that may be seen, and their mixture. */
function plainAttention(Q: Matrix, K: Matrix, V: Matrix, isHidden: (i: number, j: number) => boolean): Matrix {
  return Q.map((q, i) => {
    const scores = K.map((k, j) =>
      isHidden(i, j) ? -Infinity : k.reduce((sum, value, d) => sum + value * q[d]!, 0) / Math.sqrt(q.length),
    );
    const top = Math.max(...scores);
    const exps = scores.map((score) => Math.exp(score - top));
    const total = exps.reduce((a, b) => a + b, 0);
    return V[0]!.map((_, d) => exps.reduce((sum, e, j) => sum + (e / total) * V[j]![d]!, 0));
  });
}

describe("attention", () => {
  test("mixes the values as float64 does, with padding and with the future hidden", () => {
    const [B, H, Tq, Tk, D] = [2, 3, 4, 5, 2];
    const [Q, K, V] = [
      normals([B, H, Tq, D], 1),
      normals([B, H, Tk, D], 2),
      normals([B, H, Tk, 3], 3),
    ] as tf.Tensor4D[];
    const ids = tf.tensor2d(
      [
        [4, 4, 4, 0, 0],
        [4, 4, 4, 4, 4],
      ],
      [B, Tk],
      "int32",
    );
    const { mixed, weights } = attend(Q!, K!, V!, paddingMask(ids));
    const real = ids.arraySync();
    for (let b = 0; b < B; b++)
      for (let h = 0; h < H; h++) {
        const pick = (tensor: tf.Tensor4D) => (tensor.arraySync() as number[][][][])[b]![h]!;
        const expected = plainAttention(pick(Q!), pick(K!), pick(V!), (_, j) => real[b]![j] === 0);
        expect(largestGap(tf.tensor(pick(mixed)), tf.tensor(expected))).toBeLessThan(1e-5);
      }
    expect(largestGap(weights.sum(3), tf.ones([B, H, Tq]))).toBeLessThan(1e-6);
    expect(weights.slice([0, 0, 0, 3]).slice([0], [1]).max().dataSync()[0]).toBe(0);
  });

  test("with the causal mask nobody sees what comes later", () => {
    const [Q, K, V] = [1, 2, 3].map((seed) => normals([1, 1, 4, 2], seed)) as tf.Tensor4D[];
    const before = attend(Q!, K!, V!, causalMask(4)).mixed;
    const later = tf.tensor4d([0, 0, 0, 0, 0, 0, 9, -9], [1, 1, 4, 2]); // another last place
    const after = attend(Q!, K!.add(later), V!.add(later), causalMask(4)).mixed;
    expect(largestGap(before.slice([0, 0, 0], [1, 1, 3]), after.slice([0, 0, 0], [1, 1, 3]))).toBeLessThan(1e-6);
    expect(largestGap(before, after)).toBeGreaterThan(0.1);
  });

  test("heads taken apart and put together again are what they were", () => {
    const X = normals([2, 5, 12]) as tf.Tensor3D;
    expect(largestGap(joinHeads(splitHeads(X, 4)), X)).toBe(0);
    expect(splitHeads(X, 4).arraySync()[1]![2]![3]).toEqual(X.arraySync()[1]![3]!.slice(6, 9));
  });
});

/** The encoder of one text and one head a block in float64. */
function plainEncode(params: EncoderParams, ids: number[], numHeads: number): Matrix {
  const get = (name: string) => params[name]!.arraySync() as Matrix;
  const row = (name: string) => params[name]!.arraySync() as number[];
  const norm = (X: Matrix, gain: number[], bias: number[]) =>
    X.map((x) => {
      const mean = x.reduce((a, b) => a + b, 0) / x.length;
      const variance = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
      return x.map((v, c) => ((v - mean) / Math.sqrt(variance + 1e-5)) * gain[c]! + bias[c]!);
    });
  const plus = (A: Matrix, B: Matrix) => A.map((a, i) => a.map((v, j) => v + B[i]![j]!));
  let X = plus(
    ids.map((id) => get("E")[id]!),
    get("P").slice(0, ids.length),
  );
  for (let block = 0; `block${block}.Wq` in params; block++) {
    const name = (part: string) => `block${block}.${part}`;
    const N = norm(X, row(name("gain1")), row(name("bias1")));
    const [Q, K, V] = ["Wq", "Wk", "Wv"].map((part) => product(N, get(name(part))));
    const D = Q![0]!.length / numHeads;
    const heads = Array.from({ length: numHeads }, (_, h) => {
      const part = (M: Matrix) => M.map((m) => m.slice(h * D, (h + 1) * D));
      return plainAttention(part(Q!), part(K!), part(V!), () => false);
    });
    const joined = ids.map((_, t) => heads.flatMap((head) => head[t]!));
    X = plus(X, product(joined, get(name("Wo"))));
    const inner = product(norm(X, row(name("gain2")), row(name("bias2"))), get(name("W1")));
    X = plus(
      X,
      product(
        inner.map((v) => v.map((z) => Math.max(z, 0))),
        get(name("W2")),
      ),
    );
  }
  return norm(X, row("gain"), row("bias"));
}

const spec = { numKinds: 84, length: 28, width: 32, numHeads: 4, numBlocks: 2, seed: 0 };
const texts = ["屏幕很好", "昨天刚到，电池一点也不靠谱，但是外观并不讨喜"];

describe("the encoder that classifies", () => {
  test("has as many parameters as the formula says: 28,513", () => {
    const [C, F] = [32, 128];
    const block = 4 * C ** 2 + 2 * C * F + 4 * C;
    expect(countParams(initEncoderClassifier(spec))).toBe(84 * C + 28 * C + 2 * block + 2 * C + C + 1);
    expect(countParams(initEncoderClassifier(spec))).toBe(28_513);
  });

  test("gives what float64 gives for the text alone: padding changes nothing to 1e-6", () => {
    const { params, forward } = initEncoderClassifier(spec);
    const ids = idsOf(...texts);
    const { out } = encode(params, ids, { numHeads: 4 });
    (ids.arraySync() as Matrix).forEach((row, i) => {
      const real = row.filter((id) => id > 0);
      const expected = plainEncode(params, real, 4);
      const own = out.slice([i, 0, 0], [1, real.length, 32]).squeeze([0]);
      expect(largestGap(own, tf.tensor(expected))).toBeLessThan(1e-4);
      const alone = forward(params, ids.slice([i, 0], [1, real.length]));
      expect(largestGap(alone, forward(params, ids).slice([i, 0], [1, 1]))).toBeLessThan(1e-6);
    });
  });

  test("without the mask, padding does change the answer", () => {
    const { params } = initEncoderClassifier(spec);
    const forward = encoderClassifier({ numHeads: 4, masked: false });
    const ids = idsOf("屏幕很好");
    expect(largestGap(forward(params, ids), forward(params, ids.slice([0, 0], [1, 6])))).toBeGreaterThan(1e-3);
  });

  test("without positions the order of the characters does not matter, with them it does", () => {
    const { params } = initEncoderClassifier(spec);
    const ids = idsOf("屏幕很好", "好很幕屏");
    const gap = (positions: boolean) => {
      const [a, b] = tf.split(encoderClassifier({ numHeads: 4, positions })(params, ids), 2);
      return largestGap(a!, b!);
    };
    expect(gap(false)).toBeLessThan(1e-6);
    expect(gap(true)).toBeGreaterThan(1e-3);
  });

  test("takes the mean over what is no padding", () => {
    const X = tf.tensor3d([1, 2, 3, 4, 50, 60], [1, 3, 2]);
    expect(maskedMean(X, tf.tensor2d([[7, 7, 0]], [1, 3], "int32")).arraySync()).toEqual([[2, 3]]);
  });

  test("has the gradients that finite differences find", () => {
    const { params, forward } = initEncoderClassifier({ ...spec, width: 8, numHeads: 2 });
    const ids = idsOf(...texts);
    const y = tf.tensor1d([1, 0], "int32");
    for (const name of ["P", "block0.Wq", "block0.Wo", "block1.W1", "block1.gain2"]) {
      const lossWith = (tensor: tf.Tensor) => yesNoLoss(forward({ ...params, [name]: tensor }, ids), y);
      const gradient = Array.from(tf.grad(lossWith)(params[name]!).dataSync());
      const place = gradient.reduce((best, g, i) => (Math.abs(g) > Math.abs(gradient[best]!) ? i : best), 0);
      const at = (change: number) => {
        const values = params[name]!.dataSync().slice();
        values[place]! += change;
        return lossWith(tf.tensor(values, params[name]!.shape)).dataSync()[0]!;
      };
      const slope = (at(2e-3) - at(-2e-3)) / 4e-3;
      expect(Math.abs(gradient[place]! - slope), name).toBeLessThan(0.03 * Math.abs(slope) + 2e-4);
    }
  });
});
