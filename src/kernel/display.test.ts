import { expect, test } from "vitest";
import * as tf from "@tensorflow/tfjs";
import { Display } from "./display";
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
