// What kind of output a value is, a tensor's that has been read included. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { formatTensor, readTensorOutput } from "./tensor-output";
import { toOutput } from "./to-output";
import type { ModelOutput, SoundOutput } from "./output";

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
