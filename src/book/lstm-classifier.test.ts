// The LSTM that classifies texts against plain float64 code, formulas and finite differences. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { initLstmClassifier, lstmClassifier, type LstmClassifierParams } from "./lstm-classifier";
import { countParams } from "./mlp";
import { characters } from "./reviews";
import { idsOf } from "./text-examples";
import { yesNoLoss } from "./yes-no";

beforeAll(() => tf.setBackend("cpu"));

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** The score of one text, step by step in float64, only over its own characters. */
function plainScore(params: LstmClassifierParams, ids: number[]): number {
  const [E, Wx, Wh] = [params.E, params.Wx, params.Wh].map((tensor) => tensor.arraySync() as number[][]);
  const b = params.b.arraySync();
  const H = Wh!.length;
  let [h, c] = [new Array<number>(H).fill(0), new Array<number>(H).fill(0)];
  for (const id of ids) {
    const x = E![id]!;
    const gates = b.map(
      (bias, j) =>
        x.reduce((sum, value, d) => sum + value * Wx![d]![j]!, bias) +
        h.reduce((sum, value, k) => sum + value * Wh![k]![j]!, 0),
    );
    const gate = (which: number, k: number) => gates[which * H + k]!;
    c = c.map((value, k) => sigmoid(gate(1, k)) * value + sigmoid(gate(0, k)) * Math.tanh(gate(2, k)));
    h = c.map((value, k) => sigmoid(gate(3, k)) * Math.tanh(value));
  }
  const w = params.w.arraySync();
  return h.reduce((sum, value, k) => sum + value * w[k]![0]!, params.c.arraySync()[0]!);
}

const small = { numKinds: characters.length, width: 5, numHiddens: 4, seed: 1 };
const texts = ["屏幕很好", "昨天刚到，电池一点也不靠谱，但是外观并不讨喜"];

describe("the LSTM that classifies", () => {
  test("has as many parameters as the formula says: 11,041 with 84 characters, 32 and 32", () => {
    const net = initLstmClassifier({ numKinds: 84, width: 32, numHiddens: 32, seed: 0 });
    expect(countParams(net)).toBe(84 * 32 + 4 * 32 * (32 + 32 + 1) + 33);
    expect(countParams(net)).toBe(11_041);
  });

  test("gives the scores of the recurrence in float64, whatever fills the texts up", async () => {
    const { params, forward } = initLstmClassifier(small);
    const ids = idsOf(...texts);
    const rows = (await ids.array()).map((row) => row.filter((id) => id > 0));
    const scores = await forward(params, ids).data();
    rows.forEach((row, i) => expect(scores[i]).toBeCloseTo(plainScore(params, row), 5));
    const longer = ids.pad([
      [0, 0],
      [0, 9],
    ]) as tf.Tensor2D;
    const same = await lstmClassifier(params, longer).data();
    same.forEach((score, i) => expect(Math.abs(score - scores[i]!)).toBeLessThan(1e-6));
  });

  test("has the gradients that finite differences find", () => {
    const { params } = initLstmClassifier(small);
    const ids = idsOf(...texts);
    const y = tf.tensor1d([1, 0], "int32");
    const lossWith = (name: keyof LstmClassifierParams, tensor: tf.Tensor) =>
      yesNoLoss(lstmClassifier({ ...params, [name]: tensor } as LstmClassifierParams, ids), y);
    for (const name of ["Wx", "Wh", "b", "w"] as const) {
      const gradient = tf
        .grad((tensor) => lossWith(name, tensor))(params[name])
        .dataSync();
      for (const place of [0, 3, params[name].size - 1]) {
        const at = (change: number) => {
          const values = params[name].dataSync().slice();
          values[place]! += change;
          return lossWith(name, tf.tensor(values, params[name].shape)).dataSync()[0]!;
        };
        expect(gradient[place]).toBeCloseTo((at(1e-2) - at(-1e-2)) / 2e-2, 4);
      }
    }
  });
});
