// Going on from a snapshot, ending early, and other losses, rates and gradients than the usual. Backends: cpu, and wasm
// with the book's corrections; "equal" is equal in every bit.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { registerCorrections } from "../backend";
import { quietHost } from "../../scripts/quiet-host";
import { threeCentres } from "../../scripts/three-centres";
import { setHost, type Host } from "./host";
import { initMlp, type Net } from "./mlp";
import { cosine } from "./schedule";
import { toBytes, type Snapshot } from "./snapshot";
import { fit, type FitSpec } from "./train";
import { setTrainingHost, type TrainingHandle, type Trained } from "./training-host";
import { clipByNorm } from "./training-state";

setWasmPaths(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

const host: Host = { ...quietHost, due: () => true };

/** A watcher that keeps every snapshot, and ends or stops the run at a step. */
class Watch implements TrainingHandle {
  readonly snapshots: Snapshot[] = [];
  trained: Trained | undefined;
  isStopped = false;
  isHeld = true;
  constructor(
    readonly from: Snapshot | undefined = undefined,
    private readonly until: { keepAt?: number; stopAt?: number } = {},
  ) {
    setTrainingHost({ begin: () => this });
  }
  async next(step: number): Promise<boolean> {
    if (step === this.until.stopAt) {
      this.isStopped = true;
      throw new Error("stopped");
    }
    return step !== this.until.keepAt;
  }
  keep(snapshot: Snapshot): void {
    this.snapshots.push(snapshot);
  }
  end(trained: Trained): void {
    this.trained = trained;
  }
}

const watchOver = (...watch: ConstructorParameters<typeof Watch>): Watch => new Watch(...watch);

beforeEach(() => setHost(host));
afterEach(() => setTrainingHost(undefined));

const small = () => initMlp({ numInputs: 2, numHiddens: 7, numOutputs: 3, seed: 0 });
const examples = threeCentres(100); // 7 batches of 16: 60 steps end in the middle of an epoch
const plan: FitSpec = { batchSize: 16, steps: 60, seed: 5, lr: 0.02 };
const paramsOf = (net: Net) => Object.values(net.params).map((tensor) => [...tensor.dataSync()]);

describe.each(["cpu", "wasm"])("on %s", (backend) => {
  beforeEach(async () => {
    expect(await tf.setBackend(backend)).toBe(true);
    await registerCorrections(tf, backend as "wasm");
  });

  test.each(["adam", "adamw", "rmsprop", "momentum", "sgd"] as const)(
    "30 steps with %s, a stop and 30 more steps in a new run equal 60 without a break",
    async (optimizer) => {
      const whole = await fit(small(), examples, { ...plan, optimizer });
      const first = new Watch(undefined, { stopAt: 30 });
      await expect(fit(small(), examples, { ...plan, optimizer })).rejects.toThrow("stopped");
      const last = structuredClone(first.snapshots.at(-1)!); // as it comes back from another worker, or from disk
      expect(last.step).toBe(30);
      watchOver(last);
      const reported: number[] = [];
      const second = await fit(small(), examples, { ...plan, optimizer, onStep: ({ loss }) => reported.push(loss) });
      expect(second.history).toEqual(whole.history);
      expect(reported).toEqual(whole.history.losses);
      expect(paramsOf(second.net)).toEqual(paramsOf(whole.net));
    },
  );

  test("any snapshot taken while the run goes on is as good as one taken at its end", async () => {
    const watch = new Watch();
    const whole = await fit(small(), threeCentres(1000), { ...plan, steps: 400 });
    const steps = watch.snapshots.map(({ step }) => step);
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBe(400);
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    for (const snapshot of [watch.snapshots[0]!, watch.snapshots.at(-2)!]) {
      expect(snapshot.losses).toHaveLength(snapshot.step);
      watchOver(snapshot);
      const again = await fit(small(), threeCentres(1000), { ...plan, steps: 400 });
      expect(again.history.losses).toEqual(whole.history.losses);
    }
  });

  test("a run that is ended early and kept is a run of so many steps", async () => {
    const short = await fit(small(), examples, { ...plan, steps: 23 });
    const watch = new Watch(undefined, { keepAt: 23 });
    const kept = await fit(small(), examples, plan);
    expect(kept.history).toEqual(short.history);
    expect(paramsOf(kept.net)).toEqual(paramsOf(short.net));
    expect(watch.trained).toMatchObject({ step: 23, net: kept.net });
  });

  test("a run that is held gives a snapshot of the very step", async () => {
    const watch = new Watch();
    watch.isHeld = false;
    let turns = 0;
    setHost({ ...host, turn: async () => void (watch.isHeld = ++turns === 17) });
    const held: number[] = [];
    watch.next = async (step) => {
      if (step === 17) await new Promise((resolve) => setTimeout(resolve, 20));
      if (step === 17) held.push(watch.snapshots.at(-1)!.step, watch.snapshots.at(-1)!.losses.length);
      return true;
    };
    await fit(small(), examples, plan);
    expect(held).toEqual([17, 17]);
  });

  test("snapshots leave nothing on the device, and a restored network is its own", async () => {
    const net = small();
    const before = tf.memory().numTensors;
    const watch = new Watch();
    const { net: trained } = await fit(net, examples, { ...plan, optimizer: "momentum", clip: 1, schedule: () => 0.5 });
    expect(tf.memory().numTensors).toBe(before + 4);
    const restored = watch.trained!.restore(watch.snapshots.at(-1)!) as Net;
    expect(paramsOf(restored)).toEqual(paramsOf(trained));
    tf.dispose([restored.params, trained.params]);
    expect(tf.memory().numTensors).toBe(before);
    watchOver(undefined, { stopAt: 9 });
    await expect(fit(net, examples, plan)).rejects.toThrow("stopped");
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("going on", () => {
  beforeEach(async () => void (await tf.setBackend("cpu")));

  test("with another rate changes only what comes after", async () => {
    const first = new Watch(undefined, { stopAt: 30 });
    await expect(fit(small(), examples, plan)).rejects.toThrow("stopped");
    watchOver(first.snapshots.at(-1));
    const slow = await fit(small(), examples, { ...plan, lr: 0.0001 });
    setTrainingHost(undefined);
    const whole = await fit(small(), examples, plan);
    expect(slow.history.losses.slice(0, 31)).toEqual(whole.history.losses.slice(0, 31));
    expect(slow.history.losses.slice(31)).not.toEqual(whole.history.losses.slice(31));
  });

  test("from a snapshot of another network, or from beyond the end, says so", async () => {
    const first = new Watch(undefined, { stopAt: 30 });
    await expect(fit(small(), examples, plan)).rejects.toThrow("stopped");
    const snapshot = first.snapshots.at(-1)!;
    watchOver(snapshot);
    const wide = initMlp({ numInputs: 2, numHiddens: 8, numOutputs: 3, seed: 0 });
    await expect(fit(wide, examples, plan)).rejects.toThrow(
      "fit: the snapshot is of another network: W1 (2, 7), W2 (7, 3), b1 (7), b2 (3), not W1 (2, 8), W2 (8, 3), b1 (8), b2 (3)",
    );
    await expect(fit(small(), examples, { ...plan, steps: 20 })).rejects.toThrow(
      "fit: cannot go on from step 30 of a run of 20 steps",
    );
  });

  test("needs weights, two moments each, two powers of β and the losses: that is what a snapshot weighs", async () => {
    const watch = new Watch();
    await fit(small(), examples, plan);
    const snapshot = watch.snapshots.at(-1)!;
    const numParams = 2 * 7 + 7 + 7 * 3 + 3;
    expect(toBytes(snapshot)).toBe(4 * (3 * numParams + 2 + 60));
  });
});

describe("the trainer", () => {
  beforeEach(async () => void (await tf.setBackend("cpu")));

  test("takes another loss: least squares on a line finds what the normal equations give", async () => {
    const xs = [0, 1, 2, 3];
    const ys = [1, 3, 4, 8]; // least squares: slope 2.2, intercept 0.7
    const line: Net<{ w: tf.Tensor; b: tf.Tensor }, tf.Tensor1D, tf.Tensor1D> = {
      params: { w: tf.scalar(0), b: tf.scalar(0) },
      forward: ({ w, b }, X) => X.mul(w).add(b) as tf.Tensor1D,
    };
    const pairs = {
      count: 4,
      batch: (rows: ArrayLike<number>) => ({
        X: tf.tensor1d(Array.from(rows, (row) => xs[row]!)),
        y: tf.tensor1d(Array.from(rows, (row) => ys[row]!)),
      }),
    };
    const meanSquare = (yHat: tf.Tensor1D, y: tf.Tensor1D): tf.Scalar => yHat.sub(y).square().mean();
    const { net } = await fit(line, pairs, { loss: meanSquare, optimizer: "sgd", lr: 0.1, batchSize: 4, steps: 300 });
    expect(net.params.w.dataSync()[0]).toBeCloseTo(2.2, 4);
    expect(net.params.b.dataSync()[0]).toBeCloseTo(0.7, 4);
  });

  test("multiplies its rate with the schedule's value at each step, the first being 1", async () => {
    const asked: number[] = [];
    const one = (step: number) => (asked.push(step), step === 2 ? 0 : 1);
    const scheduled = await fit(small(), examples, { ...plan, steps: 3, optimizer: "sgd", schedule: one });
    const plain = await fit(small(), examples, { ...plan, steps: 2, optimizer: "sgd" });
    expect(asked).toEqual([1, 2, 3]);
    // Step 2 moved nothing, so the third batch met the parameters that the second one did.
    expect(scheduled.history.losses.slice(0, 2)).toEqual(plain.history.losses);
    for (const optimizer of ["adam", "adamw", "rmsprop", "momentum", "sgd"] as const) {
      const still = await fit(small(), examples, { ...plan, steps: 2, optimizer, schedule: () => 0 });
      expect(paramsOf(still.net), optimizer).toEqual(paramsOf(small()));
    }
  });

  test("shortens gradients that are together longer than the clip, and leaves shorter ones alone", () => {
    const clipped = (clip: number) =>
      clipByNorm([tf.tensor1d([3, 0]), tf.tensor2d([[4]])], clip).map((gradient) => [...gradient.dataSync()]);
    expect(clipped(10)).toEqual([[3, 0], [4]]); // ‖(3, 0, 4)‖ = 5
    const [first = [], second = []] = clipped(1);
    expect([...first, ...second].map((g) => g.toFixed(6))).toEqual(["0.600000", "0.000000", "0.800000"]);
  });

  test("moves a parameter by at most lr times the clip in a step of plain descent", async () => {
    const net = small();
    const { net: trained } = await fit(net, examples, { ...plan, steps: 1, optimizer: "sgd", lr: 1, clip: 0.01 });
    const moved = Object.entries(trained.params).map(([name, now]) =>
      now
        .sub(net.params[name as "W1"])
        .square()
        .sum()
        .dataSync(),
    );
    expect(Math.sqrt(moved.reduce((sum, [square = 0]) => sum + square, 0))).toBeCloseTo(0.01, 6);
    await expect(fit(net, examples, { clip: 0 })).rejects.toThrow("fit: clip must be above 0, got 0");
  });
});

test("half a cosine after a warm-up: 0.5 in the middle, the floor at the end and after it", () => {
  const factor = cosine({ steps: 110, warmup: 10, floor: 0.1 });
  const expected = [
    [1, 0.1],
    [10, 1],
    [60, 0.55],
    [110, 0.1],
    [500, 0.1],
  ] as const;
  for (const [step, value] of expected) expect(factor(step), `step ${step}`).toBeCloseTo(value, 12);
  expect(() => cosine({ steps: 10, warmup: 10 })).toThrow("cosine: needs 0 ≤ warmup < steps, got 10, 10");
});
