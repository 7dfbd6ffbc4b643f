import { beforeAll, beforeEach, expect, test } from "vitest";
import * as tf from "@tensorflow/tfjs";
import { Ledger } from "./ledger";

const meddled: string[] = [];
const ledger = new Ledger((owner, tensor, how) =>
  meddled.push(`${how} ${tensor.name ?? tensor.shape.join("×")} of ${owner}`),
);

beforeAll(async () => {
  await tf.setBackend("cpu");
  ledger.watch(tf.engine() as never, tf.Variable as never);
});
beforeEach(() => {
  meddled.length = 0;
});

function run<T extends object>(cell: string, body: () => T): { values: T; account: ReturnType<Ledger["end"]> } {
  ledger.begin(cell);
  const values = body();
  return { values, account: ledger.end(cell, Object.values(values)) };
}

test("a cell that runs twice holds what one run makes", () => {
  const before = tf.memory().numTensors;
  run("data", () => ({ X: tf.ones([2, 3]), y: [tf.zeros([2])] }));
  const once = tf.memory().numTensors;
  const { account } = run("data", () => ({ X: tf.ones([2, 3]), y: [tf.zeros([2])] }));
  expect(tf.memory().numTensors).toBe(once);
  expect(account).toEqual({ tensors: 2, bytes: 32, leaked: 0, leaks: [] });
  ledger.free("data");
  expect(tf.memory().numTensors).toBe(before);
});

test("a tensor that no value reaches is freed and named by its shape", () => {
  const before = tf.memory().numTensors;
  const { account } = run("sum", () => ({ sum: tf.ones([2, 3]).mul(2).add(1) }));
  expect(account).toMatchObject({ tensors: 1, leaks: ["float32 (2, 3) × 2"] });
  expect(tf.memory().numTensors).toBe(before + 1);
  ledger.free("sum");
});

test("a tensor that a closure may use is kept until the cell runs again", () => {
  const before = tf.memory().numTensors;
  const { values } = run("f", () => {
    const w = tf.scalar(2);
    return { f: (x: number) => w.mul(x) };
  });
  expect(tf.tidy(() => values.f(3).dataSync()[0])).toBe(6);
  run("f", () => ({}));
  expect(tf.memory().numTensors).toBe(before);
});

test("a kept tensor is left alone", () => {
  const kept = { tensor: tf.scalar(0) };
  run("cache", () => {
    kept.tensor = tf.keep(tf.scalar(1));
    return {};
  });
  run("cache", () => ({}));
  expect(kept.tensor.isDisposed).toBe(false);
  kept.tensor.dispose();
});

test("a cell that trains another cell's variable is noticed, and the variable stays with its maker", () => {
  const before = tf.memory().numTensors;
  const { values } = run("net", () => ({ w: tf.variable(tf.scalar(1), true, "w") }));
  const optimizer = tf.train.sgd(0.1);
  run("train", () => {
    optimizer.minimize(() => values.w.square() as tf.Scalar);
    return {};
  });
  expect(meddled).toEqual(["wrote w of net"]);
  expect(values.w.isDisposed).toBe(false);
  run("net", () => ({}));
  optimizer.dispose();
  expect(values.w.isDisposed).toBe(true);
  expect(tf.memory().numTensors).toBeLessThanOrEqual(before + 1);
});

test("a cell may write its own variables", () => {
  run("own", () => {
    const w = tf.variable(tf.scalar(1));
    w.assign(tf.scalar(2));
    return {};
  });
  expect(meddled).toEqual([]);
});

test("a cell that disposes another cell's tensor is noticed", () => {
  const { values } = run("data", () => ({ X: tf.ones([2, 3]) }));
  run("careless", () => {
    values.X.dispose();
    return {};
  });
  expect(meddled).toEqual(["disposed 2×3 of data"]);
});

test("a layers model is freed as a whole when its cell runs again", () => {
  const before = tf.memory().numTensors;
  run("model", () => ({ net: tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }) }));
  expect(tf.memory().numTensors).toBeGreaterThan(before);
  run("model", () => ({}));
  expect(tf.memory().numTensors).toBe(before);
});
