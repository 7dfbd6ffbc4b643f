// The network, its loss and its training against plain float64 code and finite differences. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { accuracy, classify, confusionMatrix, lossesOf, meanConfidence, meanLoss } from "./accuracy";
import { crossEntropy } from "./cross-entropy";
import { quietHost } from "../../scripts/quiet-host";
import { threeCentres } from "../../scripts/three-centres";
import type { Examples } from "./examples";
import { setHost, type Host } from "./host";
import { countParams, initMlp, mlp, type MlpParams } from "./mlp";
import { fit } from "./train";

let turns = 0;
const host: Host = { ...quietHost, due: () => true, turn: async () => void turns++ };

beforeEach(async () => {
  turns = 0;
  setHost(host);
  await tf.setBackend("cpu");
});

const small = (seed = 0) => initMlp({ numInputs: 2, numHiddens: 5, numOutputs: 3, seed });

/** ReLU(x W₁ + b₁) W₂ + b₂ and −log softmax, one row at a time in float64. */
function plainLoss(params: Record<keyof MlpParams, number[][]>, x: number[], label: number): number {
  const affine = (v: number[], W: number[][], b: number[]) =>
    b.map((b_j, j) => v.reduce((sum, v_i, i) => sum + v_i * W[i]![j]!, b_j));
  const hidden = affine(x, params.W1, params.b1[0]!).map((z) => Math.max(z, 0));
  const logits = affine(hidden, params.W2, params.b2[0]!);
  return Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0)) - logits[label]!;
}

function toPlain({ W1, b1, W2, b2 }: MlpParams): Record<keyof MlpParams, number[][]> {
  return { W1: W1.arraySync(), b1: [b1.arraySync()], W2: W2.arraySync(), b2: [b2.arraySync()] };
}

describe("the multilayer perceptron", () => {
  test("of Keras' example has 101,770 parameters", () => {
    const net = initMlp({ numInputs: 784, numHiddens: 128, numOutputs: 10, seed: 0 });
    expect(countParams(net)).toBe(101_770);
  });

  test("starts within Glorot's limits, with that variance, and the same for the same seed", () => {
    const [a, b, c] = [0, 0, 1].map(
      (seed) => initMlp({ numInputs: 300, numHiddens: 100, numOutputs: 10, seed }).params.W1,
    );
    const [values = [], again, other] = [a, b, c].map((tensor) => [...tensor!.dataSync<"float32">()]);
    const limit = Math.sqrt(6 / 400);
    expect(Math.max(...values)).toBeLessThanOrEqual(limit);
    expect(values.reduce((sum, w) => sum + w * w, 0) / values.length).toBeCloseTo(2 / 400, 4);
    expect(again).toEqual(values);
    expect(other).not.toEqual(values);
  });

  test("starts with He's variance 2/in when asked", () => {
    const { W1 } = initMlp({ numInputs: 300, numHiddens: 100, numOutputs: 10, seed: 0, init: "he" }).params;
    expect(W1.square().mean().dataSync()[0]).toBeCloseTo(2 / 300, 4);
  });

  test("and its loss are what plain float64 code computes", () => {
    const { params } = small();
    const examples = threeCentres(6);
    const { X, y } = examples.batch([0, 1, 2, 3, 4, 5]);
    const rows = X.arraySync();
    const plain = rows.map((x, i) => plainLoss(toPlain(params), x, examples.labels[i]!));
    const expected = plain.reduce((sum, loss) => sum + loss, 0) / 6;
    expect(crossEntropy(mlp(params, X), y).dataSync()[0]).toBeCloseTo(expected, 5);
  });
});

describe("the cross-entropy", () => {
  test("of equal logits is ln K", () => {
    const loss = crossEntropy(tf.zeros([4, 10]), tf.tensor1d([0, 3, 9, 1], "int32"));
    expect(loss.dataSync()[0]).toBeCloseTo(Math.log(10), 5);
  });

  test("of huge logits does not overflow", () => {
    const loss = crossEntropy(
      tf.tensor2d([
        [1000, 0],
        [0, 1000],
      ]),
      tf.tensor1d([0, 0], "int32"),
    );
    expect(loss.dataSync()[0]).toBe(500);
  });

  test("has the gradient (p − y)/n with respect to the logits, as finite differences have it", () => {
    const z = [
      [0.3, -1.2, 2.0],
      [1.5, 0.1, -0.7],
    ];
    const labels = [2, 1];
    const loss = (logits: number[][]) =>
      logits.reduce((sum, row, i) => sum + Math.log(row.reduce((s, v) => s + Math.exp(v), 0)) - row[labels[i]!]!, 0) /
      2;
    const gradient = tf
      .grad((logits: tf.Tensor) => crossEntropy(logits as tf.Tensor2D, tf.tensor1d(labels, "int32")))(tf.tensor2d(z))
      .arraySync() as number[][];
    const h = 1e-5;
    for (const [i, j] of [
      [0, 0],
      [0, 2],
      [1, 1],
      [1, 2],
    ] as const) {
      const moved = (step: number) => z.map((row, r) => row.map((v, c) => (r === i && c === j ? v + step : v)));
      expect(gradient[i]![j]).toBeCloseTo((loss(moved(h)) - loss(moved(-h))) / (2 * h), 5);
    }
  });
});

describe("fit", () => {
  test("reads the losses of a whole run at once where no time passes, even if every step is an epoch", async () => {
    const examples = threeCentres(30);
    vi.spyOn(performance, "now").mockReturnValue(0);
    const reads = vi.spyOn(tf.Tensor.prototype, "data");
    const { history } = await fit(small(), examples, { epochs: 20, batchSize: 30 }).finally(() => vi.restoreAllMocks());
    expect(history.epochs.map(({ loss }) => loss)).toEqual(history.losses);
    expect(reads.mock.calls.length).toBeLessThanOrEqual(1);
  });

  test("one step of gradient descent subtracts lr times the finite-difference gradient", async () => {
    const net = small();
    const examples = threeCentres(4);
    const before = toPlain(net.params);
    const rows = examples.batch([0, 1, 2, 3]).X.arraySync();
    const meanLoss = (params: typeof before) =>
      rows.reduce((sum, x, i) => sum + plainLoss(params, x, examples.labels[i]!), 0) / 4;
    const { net: trained } = await fit(net, examples, { steps: 1, batchSize: 4, optimizer: "sgd", lr: 0.1 });
    const after = toPlain(trained.params);
    for (const name of ["W1", "b1", "W2", "b2"] as const) {
      const moved = (h: number) => ({
        ...before,
        [name]: before[name].map((row, r) => row.map((v, c) => (r === 0 && c === 0 ? v + h : v))),
      });
      const gradient = (meanLoss(moved(1e-5)) - meanLoss(moved(-1e-5))) / 2e-5;
      expect(after[name][0]![0], name).toBeCloseTo(before[name][0]![0]! - 0.1 * gradient, 5);
    }
  });

  test("one step of Adam moves a parameter by lr against the sign of its gradient", async () => {
    const net = small();
    const { net: trained } = await fit(net, threeCentres(30), { steps: 1, batchSize: 30, lr: 0.01 });
    const change = trained.params.b2.sub(net.params.b2).abs().dataSync();
    for (const size of change) expect(size).toBeCloseTo(0.01, 5);
  });

  test("learns three heaps of points, and leaves the network it was given as it was", async () => {
    const net = small();
    const before = net.params.W1.dataSync().slice();
    const examples = threeCentres(300);
    const { net: trained, history } = await fit(net, examples, { epochs: 20, batchSize: 30, lr: 0.02 });
    expect(await accuracy(trained, examples)).toBeGreaterThan(0.9);
    expect(history.losses).toHaveLength(200);
    expect(history.epochs.at(-1)!.loss).toBeLessThan(history.epochs[0]!.loss / 2);
    expect([...net.params.W1.dataSync()]).toEqual([...before]);
  });

  test("gives the same losses for the same seed and others for another", async () => {
    const losses = async (seed: number) =>
      (await fit(small(), threeCentres(50), { steps: 5, batchSize: 10, seed })).history.losses;
    expect(await losses(3)).toEqual(await losses(3));
    expect(await losses(3)).not.toEqual(await losses(4));
  });

  test("takes the number of steps it was told, the last batch of an epoch maybe smaller", async () => {
    const sizes: number[] = [];
    const examples = threeCentres(25);
    const counted: Examples = { ...examples, batch: (rows) => (sizes.push(rows.length), examples.batch(rows)) };
    await fit(small(), counted, { epochs: 2, batchSize: 10, steps: 5 });
    expect(sizes).toEqual([10, 10, 5, 10, 10]);
    sizes.length = 0;
    await fit(small(), counted, { batchSize: 20, steps: 5 }); // no epochs said: as many as it takes
    expect(sizes).toEqual([20, 5, 20, 5, 20]);
  });

  test("reports every step once and in order, and lets the page in", async () => {
    const steps: number[] = [];
    const epochs: number[] = [];
    await fit(small(), threeCentres(40), {
      epochs: 3,
      batchSize: 10,
      onStep: ({ step }) => steps.push(step),
      onEpoch: ({ epoch }) => void epochs.push(epoch),
    });
    expect(steps).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(epochs).toEqual([1, 2, 3]);
    expect(turns).toBe(12);
  });

  test("lets an epoch's network be measured while training goes on", async () => {
    const examples = threeCentres(60);
    const measured: number[] = [];
    await fit(small(), examples, {
      epochs: 2,
      onEpoch: async ({ net }) => void measured.push(await accuracy(net, examples)),
    });
    expect(measured).toHaveLength(2);
  });

  test("leaves four parameters on the device and nothing else", async () => {
    const net = small();
    const before = tf.memory().numTensors;
    const { net: trained } = await fit(net, threeCentres(40), { epochs: 2, batchSize: 16 });
    expect(tf.memory().numTensors).toBe(before + 4);
    await accuracy(trained, threeCentres(40));
    expect(tf.memory().numTensors).toBe(before + 4);
  });

  test("that is stopped leaves nothing, and reports nothing afterwards", async () => {
    const net = small();
    const before = tf.memory().numTensors;
    let reported = 0;
    setHost({ ...host, turn: async () => (turns++ === 3 ? Promise.reject(new Error("stopped")) : undefined) });
    await expect(fit(net, threeCentres(40), { epochs: 9, batchSize: 8, onStep: () => reported++ })).rejects.toThrow(
      "stopped",
    );
    const atStop = reported;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect([tf.memory().numTensors, reported]).toEqual([before, atStop]);
  });

  test("refuses a plan that cannot be", async () => {
    await expect(fit(small(), threeCentres(4), { batchSize: 0 })).rejects.toThrow(
      "fit: batchSize must be a whole number ≥ 1, got 0",
    );
    await expect(fit(small(), threeCentres(0))).rejects.toThrow("fit: examples must be a whole number ≥ 1, got 0");
    await expect(fit(small(), threeCentres(4), { steps: NaN })).rejects.toThrow(
      "fit: steps must be a whole number ≥ 1, got NaN",
    );
  });
});

describe("the answers of a network", () => {
  test("are probabilities that sum to 1, and the class of the greatest", async () => {
    const net = { params: {}, forward: (_: object, X: tf.Tensor2D) => X.mul(1) as tf.Tensor2D };
    const points = [
      [1, 3],
      [5, 2],
      [0, 0.1],
    ];
    const examples: Examples = {
      count: 3,
      labels: Uint8Array.of(1, 1, 1),
      batch: (rows) => ({
        X: tf.tensor2d(Array.from(rows, (row) => points[row]!)),
        y: tf.zeros([rows.length], "int32"),
      }),
    };
    const { probabilities, classes } = await classify(net, examples, { batchSize: 2 });
    expect([...classes]).toEqual([1, 0, 1]);
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 6);
    expect(probabilities[1]! / probabilities[0]!).toBeCloseTo(Math.exp(2), 4);
    expect(await accuracy(net, examples)).toBeCloseTo(2 / 3, 12);
  });

  test("have a loss of −ln p(label), and the confidence of the class they chose", () => {
    const answers = { probabilities: Float32Array.of(0.25, 0.75, 0.5, 0.5), classes: Uint8Array.of(1, 0) };
    expect(lossesOf(answers, [0, 1])).toEqual([Math.log(4), Math.log(2)]);
    expect(meanLoss(answers, [0, 1])).toBeCloseTo(1.5 * Math.log(2), 12);
    expect(meanConfidence(answers)).toBe(0.625);
  });

  test("are counted by label and by what was said", () => {
    expect(confusionMatrix([0, 1, 1, 2], [0, 1, 2, 2], 3)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 1],
    ]);
  });
});
