import { expect, test } from "vitest";
import * as tf from "@tensorflow/tfjs";
import { Display, toOutput } from "./display";
import { formatTensor } from "./tensor-output";
import type { Output } from "./output";

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

test("progress with the same label is one bar at its last count", async () => {
  const { display, outputs } = openPage();
  for (let done = 0; done <= 10; done++) display.progress("epochs", done, 10);
  await display.settle();
  expect(outputs).toEqual([
    { kind: "progress", id: "epochs", label: "epochs", text: "epochs 10 / 10", done: 10, total: 10 },
  ]);
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

test("a layers model shows its summary", () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
  expect(toOutput(model, "value").text).toContain("Total params: 8");
  model.dispose();
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
