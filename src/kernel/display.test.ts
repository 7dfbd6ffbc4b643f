import { expect, test } from "vitest";
import * as tf from "@tensorflow/tfjs";
import { Display, toOutput } from "./display";
import { formatTensor, readTensorOutput } from "./tensor-output";
import type { ModelOutput, Output, SoundOutput } from "./output";

/** A display, what its page would hold, and how often it was told. */
function openPage(): { display: Display; outputs: Output[]; messages: string[] } {
  const outputs: Output[] = [];
  const messages: string[] = [];
  const display = new Display({
    append: (output) => (outputs.push(structuredClone(output)), messages.push("append")),
    replace: (index, output) => ((outputs[index] = structuredClone(output)), messages.push("replace")),
    points: (index, columns) => messages.push(`points ${index} ${JSON.stringify(columns)}`),
  });
  return { display, outputs, messages };
}

const texts = (outputs: Output[]): string[] => outputs.map((output) => output.text);

test("what is shown after a tensor stands after it, though the tensor is read later", async () => {
  const { display, outputs } = openPage();
  display.show("before");
  display.show(tf.tensor1d([1, 2.5]));
  display.show("after");
  expect(texts(outputs)).toEqual(["before"]);
  await display.settle();
  expect(texts(outputs)).toEqual(["before", "float32 (2)\n[  1, 2.5]", "after"]);
});

test("a tensor that is disposed right after it was shown is still shown, and none is left", async () => {
  const before = tf.memory().numTensors;
  const { display, outputs } = openPage();
  const tensor = tf.tensor2d([
    [1, 2],
    [3, 4],
  ]);
  display.show(tensor);
  tensor.dispose();
  await display.settle();
  expect(outputs[0]).toMatchObject({
    kind: "tensor",
    dtype: "float32",
    shape: [2, 2],
    values: [1, 2, 3, 4],
    min: 1,
    max: 4,
    mean: 2.5,
  });
  expect(tf.memory().numTensors).toBe(before);
});

test("points of a frame come in one message, before the end of the run", async () => {
  const { display, messages } = openPage();
  const loss = display.figure({ data: { step: [], loss: [] }, marks: [{ type: "line", x: "step", y: "loss" }] });
  for (let step = 0; step < 3; step++) loss.add({ step, loss: 1 / (step + 1) });
  expect(messages).toEqual(["append"]);
  await display.settle();
  expect(messages).toEqual(["append", 'points 0 {"step":[0,1,2],"loss":[1,0.5,0.3333333333333333]}']);
});

test("points gather for about a frame and then go, without the end of the run", async () => {
  const { display, messages } = openPage();
  display.figure({ data: { x: [] }, marks: [] }).add({ x: 1 });
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(messages).toEqual(["append", 'points 0 {"x":[1]}']);
});

test("a figure handle as the last value of a cell shows nothing twice", async () => {
  const { display, outputs } = openPage();
  display.show(display.figure({ title: "Loss", data: {}, marks: [] }));
  await display.settle();
  expect(texts(outputs)).toEqual(["Loss"]);
});

test("what is to be said beside the outputs is said once, with them", async () => {
  const said: string[] = [];
  const display = new Display({
    append: () => {},
    replace: () => said.push("bar"),
    points: () => said.push("points"),
  });
  const figure = display.figure({ marks: [], data: {} });
  display.progress("epochs", 0, 2);
  figure.add({ step: 1 });
  display.progress("epochs", 1, 2);
  display.tellBeside(() => said.push("early"));
  display.tellBeside(() => said.push("late"));
  await display.settle();
  await display.settle();
  expect(said).toEqual(["points", "bar", "late"]);
});

test("progress with the same label is one bar at its last count", async () => {
  const { display, outputs } = openPage();
  for (let done = 0; done <= 10; done++) display.progress("epochs", done, 10);
  await display.settle();
  expect(outputs).toEqual([
    { kind: "progress", id: "epochs", label: "epochs", text: "epochs 10 / 10", done: 10, total: 10 },
  ]);
});

test("a figure drawn anew takes the place of the old one, and only the newest is told", async () => {
  const { display, outputs, messages } = openPage();
  const mapOf = (weight: number) => ({
    data: { head: [1], token: ["a"], weight: [weight] },
    marks: [{ type: "cell" as const, x: "head", y: "token", value: "weight" }],
  });
  display.show("before");
  const map = display.figure(mapOf(0));
  display.show("after");
  map.redraw(mapOf(0.5));
  map.redraw(mapOf(1));
  await display.settle();
  expect(messages).toEqual(["append", "append", "append", "replace"]);
  expect(outputs[1]).toMatchObject({ kind: "figure", id: "figure-1", figure: mapOf(1) });
  expect(texts(outputs)[2]).toBe("after");
});

test("a cell that prints forever fills its page only so far", () => {
  const { display, outputs } = openPage();
  for (let i = 0; i < 5000; i++) display.show(i);
  expect(outputs.length).toBe(1001);
});

test("nothing is shown for undefined", () => {
  const { display, outputs } = openPage();
  display.show(undefined);
  expect(outputs).toEqual([]);
});

test("an array of plain objects is a table, a missing key an empty field", () => {
  expect(toOutput([{ name: "a", n: 1 }, { name: "bc" }], "value")).toEqual({
    kind: "table",
    columns: ["name", "n"],
    rows: [
      ["a", 1],
      ["bc", ""],
    ],
    text: "name  n\na     1\nbc",
  });
});

test("objects that hold objects are text", () => {
  expect(toOutput([{ a: [1] }], "value")).toMatchObject({ kind: "text", text: "[{ a: [1] }]" });
});

test("pixels are an image", () => {
  const image = { width: 1, height: 1, data: new Uint8ClampedArray([255, 0, 0, 255]) };
  expect(toOutput(image, "value")).toEqual({ kind: "image", text: "1 × 1", width: 1, height: 1, rgba: "/wAA/w==" });
});

test("a layers model is its layers with output shape and parameters, and what reads what", () => {
  const input = tf.input({ shape: [3], name: "in" });
  const hidden = tf.layers.dense({ units: 2, name: "hidden" }).apply(input) as tf.SymbolicTensor;
  const frozen = tf.layers.dense({ units: 2, trainable: false, name: "frozen" }).apply(input) as tf.SymbolicTensor;
  const sum = tf.layers.add({ name: "sum" }).apply([hidden, frozen]) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: sum });
  const output = toOutput(model, "value") as ModelOutput;
  expect(output.kind).toBe("model");
  expect(output.model.layers).toEqual([
    { name: "in", kind: "InputLayer", shape: [null, 3], params: 0 },
    { name: "hidden", kind: "Dense", shape: [null, 2], params: 8 },
    { name: "frozen", kind: "Dense", shape: [null, 2], params: 8 },
    { name: "sum", kind: "Add", shape: [null, 2], params: 0 },
  ]);
  expect(output.model.edges).toEqual([
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
  ]);
  expect([output.model.total, output.model.fixed]).toEqual([16, 8]);
  expect(output.text).toContain("(?, 2)");
  model.dispose();
});

test("a sound is a WAV file of its samples", () => {
  const output = toOutput({ samples: Float32Array.of(0, 1, -1, 2), sampleRate: 8000, text: "a click" }, "value");
  expect(output).toMatchObject({ kind: "sound", text: "a click", seconds: 0.0005 });
  const bytes = Buffer.from((output as SoundOutput).wav, "base64");
  expect(bytes.toString("latin1", 0, 4) + bytes.toString("latin1", 8, 16)).toBe("RIFFWAVEfmt ");
  expect(bytes.readUInt32LE(24)).toBe(8000);
  expect([0, 1, 2, 3].map((i) => bytes.readInt16LE(44 + 2 * i))).toEqual([0, 32_767, -32_767, 32_767]);
  expect(bytes.length).toBe(44 + 8);
});

test("what is said of a tensor is said of its finite values, and the others are counted", async () => {
  const tensor = tf.tensor1d([1, NaN, 3, Infinity]);
  expect(await readTensorOutput(tensor)).toMatchObject({ min: 1, max: 3, mean: 2, notFinite: 2 });
});

test("a scalar is its number, a long dimension shows both ends", () => {
  expect(formatTensor([0.5], [], "float32")).toBe("0.5");
  expect(
    formatTensor(
      Array.from({ length: 100 }, (_, i) => i),
      [100],
      "int32",
    ),
  ).toBe("int32 (100)\n[ 0,  1,  2,  3,  …, 96, 97, 98, 99]".replace(" …", "…"));
  expect(formatTensor([1, 0, 0, 1], [2, 2], "bool")).toBe("bool (2, 2)\n[[ true, false],\n [false,  true]]");
});
