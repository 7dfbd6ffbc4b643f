// The network that moves between tasks: what is frozen stays, what is kept gives the same features. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { crossEntropy } from "./cross-entropy";
import type { Examples } from "./examples";
import { quietHost } from "../../scripts/quiet-host";
import { setHost } from "./host";
import { countParams } from "./mlp";
import { seeded } from "./random";
import { fit } from "./train";
import {
  backbone,
  freeze,
  importance,
  initTransferNet,
  layers,
  nearestAccuracy,
  onlyDigits,
  onSprings,
  withFreshHead,
} from "./transfer";

beforeAll(async () => {
  setHost(quietHost);
  await tf.setBackend("cpu");
});

const pixels = seeded(1).uniforms(20 * 784);
const labels = Uint8Array.from({ length: 20 }, (_, i) => i % 10);
const examples: Examples = {
  count: 20,
  labels,
  batch: (rows) => ({
    X: tf.tensor2d(
      Array.from(rows, (row) => Array.from(pixels.slice(784 * row, 784 * (row + 1)))),
      [rows.length, 784],
    ),
    y: tf.tensor1d(
      Array.from(rows, (row) => labels[row]!),
      "int32",
    ),
  }),
};

test("has as many parameters as the formula says", () => {
  const net = initTransferNet({ numOutputs: 5, seed: 0 });
  expect(countParams(net)).toBe(26 * 8 + (25 * 8 + 1) * 16 + (256 + 1) * 64 + (64 + 1) * 5);
  expect(countParams(freeze(net, layers.backbone))).toBe(65 * 5);
  expect(countParams(freeze(net, layers.convolutions))).toBe((256 + 1) * 64 + (64 + 1) * 5);
});

test("a fresh head leaves the features as they were", () => {
  const { params } = initTransferNet({ numOutputs: 5, seed: 0 });
  const moved = withFreshHead(params, 3, 7);
  const { X, y } = examples.batch([0, 1, 2]);
  expect(moved.forward(moved.params, X).shape).toEqual([3, 3]);
  expect(backbone(moved.params, X).sub(backbone(params, X)).abs().max().dataSync()[0]).toBe(0);
  tf.dispose([X, y]);
});

test("what is frozen does not move, and the rest learns", async () => {
  const net = initTransferNet({ numOutputs: 10, seed: 0 });
  const before = net.params.W1.dataSync().slice();
  const own = freeze(net, layers.backbone);
  const { net: trained, history } = await fit(own, examples, { steps: 8, batchSize: 20, lr: 0.02 });
  expect(Object.keys(trained.params).sort()).toEqual(["W4", "b4"]);
  expect(net.params.W1.dataSync()).toEqual(before);
  expect(history.losses.at(-1)!).toBeLessThan(history.losses[0]!);
});

test("chosen digits are counted from the first of them, and at most so many are taken", async () => {
  const some = onlyDigits(examples, [5, 7], 1);
  expect([...some.labels]).toEqual([0, 1]);
  const { X, y } = some.batch([1]);
  expect(y.arraySync()).toEqual([1]);
  expect(X.arraySync()[0]![3]).toBeCloseTo(pixels[7 * 784 + 3]!, 6);
  expect(onlyDigits(examples, [5, 7]).count).toBe(4);
  tf.dispose([X, y]);
});

test("the nearest neighbours vote", () => {
  const references = {
    rows: [
      [1, 0],
      [0.9, 0.1],
      [0, 1],
    ],
    labels: [0, 0, 1],
  };
  const queries = {
    rows: [
      [2, 0.1],
      [0.1, 3],
    ],
    labels: [0, 1],
  };
  expect(nearestAccuracy(references, queries, 1)).toBe(1);
  expect(nearestAccuracy(references, queries, 3)).toBe(0.5); // two of three are of class 0
});

// One affine map 784 → 3: the gradient of −ln p is (p − onehot) for each bias.
const affine = () => {
  const params = { W: tf.tensor2d(seeded(2).normals(784 * 3), [784, 3]).mul<tf.Tensor2D>(0.1), b: tf.zeros([3]) };
  return { params, forward: (p: typeof params, X: tf.Tensor2D) => X.matMul(p.W).add<tf.Tensor2D>(p.b) };
};

test("what matters is the mean square of (p − label), for a bias", () => {
  const net = affine();
  const three = onlyDigits(examples, [0, 1, 2]);
  const matters = importance(net, three, three.count);
  const { X, y } = three.batch(Array.from({ length: three.count }, (_, i) => i));
  const byHand = net.forward(net.params, X).softmax().sub(tf.oneHot(y, 3)).square().mean(0).dataSync();
  matters.b.dataSync().forEach((value, i) => expect(value).toBeCloseTo(byHand[i]!, 6));
  expect(matters.W.shape).toEqual([784, 3]);
});

test("springs cost λ/2 Σ F (θ − θ*)², and hold what matters", async () => {
  const net = affine();
  const three = onlyDigits(examples, [0, 1, 2]);
  const matters = { W: tf.zeros<tf.Rank.R2>([784, 3]), b: tf.tensor1d([1, 2, 3]) };
  const held = onSprings(net, { matters, strength: 10 });
  const moved = { ...net.params, b: tf.tensor1d([1, 0, -1]) };
  const { X, y } = three.batch([0, 1]);
  const outputs = held.net.forward(moved, X);
  const added = held.loss(outputs, y).dataSync()[0]! - crossEntropy(net.forward(moved, X), y).dataSync()[0]!;
  expect(added).toBeCloseTo((10 / 2) * (1 + 3), 4);

  const stiff = onSprings(net, { matters: { ...matters, b: tf.ones<tf.Rank.R1>([3]) }, strength: 10_000 });
  const plan = { steps: 20, batchSize: 6, lr: 0.05 };
  const [free, bound] = [await fit(net, three, plan), await fit(stiff.net, three, { ...plan, loss: stiff.loss })];
  const greatest = (b: tf.Tensor) => b.abs().max().dataSync()[0]!;
  expect(greatest(bound.net.params.b)).toBeLessThan(0.2 * greatest(free.net.params.b));
});
