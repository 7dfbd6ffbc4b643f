// heat-map.ts, model-summary.ts, sound.ts and the inputs beside controls.ts.
import * as tf from "@tensorflow/tfjs";
import { beforeEach, expect, test } from "vitest";
import type { ControlSpec } from "./control-spec";
import { drawingPad } from "./drawing-pad";
import { numberInput, textInput } from "./fields";
import { imageFile, textFile } from "./files";
import { attentionFigure, confusionFigure } from "./heat-map";
import { setHost, type Host } from "./host";
import { initMlp } from "./mlp";
import { modelSummary } from "./model-summary";
import { pointField } from "./point-field";
import { sound } from "./sound";

let asked: ControlSpec[] = [];
beforeEach(() => {
  asked = [];
  const host: Partial<Host> = { control: (spec, initial) => (asked.push(spec), initial), language: "en" };
  setHost(host as Host);
});

test("a confusion matrix is coloured by shares of a row and says its counts", () => {
  const { data, alt } = confusionFigure(
    [
      [8, 2],
      [0, 5],
    ],
    { labels: ["cat", "dog"] },
  );
  expect(data).toEqual({
    label: ["cat", "cat", "dog", "dog"],
    said: ["cat", "dog", "cat", "dog"],
    share: [0.8, 0.2, 0, 1],
    count: ["8", "2", "", "5"],
  });
  expect(alt).toBe("Confusion matrix: 13 of 15 right");
  expect(
    confusionFigure(
      [
        [8, 2],
        [0, 5],
      ],
      { diagonal: false },
    ).data["share"],
  ).toEqual([0, 0.2, 0, 0]);
  expect(() => confusionFigure([[1, 2]])).toThrow("confusionFigure needs (1, 1) numbers, got (1, 2)");
});

test("a token that stands twice in attention keeps a row and a column of its own", () => {
  const { data } = attentionFigure(
    [
      [1, 0],
      [0.5, 0.5],
    ],
    { queries: ["the", "the"] },
  );
  expect(data["query"]).toEqual(["the", "the", "the₂", "the₂"]);
  expect(data["key"]).toEqual(["the", "the₂", "the", "the₂"]);
});

test("a network's summary is what it did: shapes, parameters, what reads what; nothing is left behind", async () => {
  await tf.setBackend("cpu");
  const net = initMlp({ numInputs: 784, numHiddens: 128, numOutputs: 10, seed: 0 });
  const X = tf.zeros([3, 784]) as tf.Tensor2D;
  const before = tf.memory().numTensors;
  const model = modelSummary(net, X);
  expect(tf.memory().numTensors).toBe(before);
  expect(model.layers).toEqual([
    { name: "X", kind: "input", shape: [null, 784], params: 0 },
    { name: "W1, b1", kind: "matMul + b", shape: [null, 128], params: 784 * 128 + 128 },
    { name: "", kind: "relu", shape: [null, 128], params: 0 },
    { name: "W2, b2", kind: "matMul + b", shape: [null, 10], params: 1290 },
  ]);
  expect(model.edges).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  expect(model.total).toBe(101_770);
});

test("a skip connection is an edge past the layers between, and a tied parameter is counted once", () => {
  const W = tf.eye(4);
  const forward = ({ W }: { W: tf.Tensor2D }, X: tf.Tensor2D) => X.matMul(W).relu().add(X).matMul(W, false, true);
  const X = tf.ones([2, 4]) as tf.Tensor2D;
  const { layers, edges } = modelSummary({ params: { W: W as tf.Tensor2D }, forward }, X);
  expect(layers.map(({ kind, params }) => `${kind} ${params}`)).toEqual([
    "input 0",
    "matMul 16",
    "relu 0",
    "add 0",
    "matMul 0",
  ]);
  expect(edges).toContainEqual([0, 3]);
  expect(edges).toContainEqual([2, 3]);
  tf.dispose([W, X]);
});

test("an input that cannot be asked for says why, and one that can stands where the author put it", () => {
  expect(numberInput("n", 3, { min: 1 })).toBe(3);
  expect(() => numberInput("n", 0, { min: 1 })).toThrow('numberInput "n" starts at 0, outside 1 … ∞');
  expect(textInput("t", { initial: "hi" })).toBe("hi");
  expect(() => textInput("t", { initial: "long", maxLength: 3 })).toThrow("more than 3");
  expect(drawingPad("d", { side: 2 })).toEqual([0, 0, 0, 0]);
  expect(() => drawingPad("d", { initial: [1] })).toThrow('drawingPad "d" needs 784 pixels, got 1');
  const axes = { x: { min: 0, max: 1 }, y: { min: 0, max: 1, label: "height" } };
  expect(pointField("p", { initial: [{ x: 0, y: 1 }], ...axes })).toEqual([{ x: 0, y: 1 }]);
  expect(asked.at(-1)).toMatchObject({ type: "points", x: { label: "x" }, y: { label: "height" } });
  expect(() => pointField("p", { initial: [{ x: 2, y: 0 }], ...axes })).toThrow("(2, 0) is outside the axes");
  expect(textFile("f", { initial: "abc" })).toEqual({ name: "", text: "abc" });
  expect(imageFile("f")).toBeNull();
});

test("a sound is at most two minutes of numbers", () => {
  expect(sound([0, 0.5], { sampleRate: 2 })).toMatchObject({ sampleRate: 2, samples: Float32Array.of(0, 0.5) });
  expect(() => sound([0, NaN])).toThrow("sample 1 is NaN");
  expect(() => sound(new Float32Array(1000), { sampleRate: 1 })).toThrow("1000 s are more than 120 s");
});
