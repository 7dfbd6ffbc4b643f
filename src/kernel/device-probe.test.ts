// Which device is tried for a model, which wins, and that trying leaves nothing behind. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { beforeEach, expect, test, vi } from "vitest";
import { findCandidates, guessFastest, readShape, timeStep, toShapeClass, tryCandidates } from "./device-probe";
import { newProbeMemory, openProbeMemory } from "./probe-memory";
import type { StepTime } from "./device-probe";
import type { BackendName } from "./protocol";

const perceptron = { layers: [784, 128, 10], batchSize: 128 };

beforeEach(() => void tf.setBackend("cpu"));

test("a perceptron for digits may be faster on either, a tiny one never on a GPU, a giant one nowhere else", () => {
  expect(findCandidates(perceptron)).toEqual(["wasm", "webgpu"]);
  expect(findCandidates({ layers: [2, 8, 1], batchSize: 32 })).toEqual(["wasm", "cpu"]);
  expect(findCandidates({ layers: [8192, 8192, 8192], batchSize: 256 })).toEqual(["webgpu"]);
});

test("before any was tried a small model goes to wasm, a large one to the GPU", () => {
  expect(guessFastest(perceptron)).toBe("wasm");
  expect(guessFastest({ layers: [1024, 1024, 1024], batchSize: 128 })).toBe("webgpu");
});

test("the fastest of those that open wins, and none is timed longer than twice the best so far", async () => {
  const stepMs: Partial<Record<BackendName, number>> = { webgpu: 4, wasm: 3.1, cpu: 20 };
  let running: BackendName = "cpu";
  const open = async (backend: BackendName): Promise<boolean> => (running = backend) !== "webgl";
  const limits: number[] = [];
  const time = async (enoughMs: number): Promise<StepTime> => {
    limits.push(enoughMs);
    return { stepMs: stepMs[running]! };
  };
  const probe = await tryCandidates(["webgpu", "wasm", "webgl", "cpu"], open, time);
  expect(probe).toEqual([
    { backend: "wasm", stepMs: 3.1 },
    { backend: "webgpu", stepMs: 4 },
    { backend: "cpu", stepMs: 20 },
  ]);
  expect(limits).toEqual([Infinity, 8, 6.2]);
});

test("a step is timed and leaves no tensor", async () => {
  const before = tf.memory().numTensors;
  const { stepMs, isMore } = await timeStep(tf, { layers: [3, 5, 2], batchSize: 4 }, Infinity);
  expect([stepMs > 0, isMore]).toEqual([true, undefined]);
  expect(tf.memory().numTensors).toBe(before);
});

test("a device whose first step does not end is given up after a second", async () => {
  vi.useFakeTimers();
  const data = vi.spyOn(tf.Tensor.prototype, "data").mockReturnValue(new Promise(() => {}));
  const time = timeStep(tf, { layers: [3, 5, 2], batchSize: 4 }, Infinity);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await time).toEqual({ stepMs: 1000, isMore: true });
  data.mockRestore();
  vi.useRealTimers();
});

test("shapes that are nearly alike are of one class", () => {
  expect(toShapeClass(perceptron)).toBe("1024-128-16x128");
  expect(toShapeClass({ layers: [700, 100, 9], batchSize: 100 })).toBe(toShapeClass(perceptron));
});

test("a page says its model in one word, or says none", () => {
  expect(readShape("784-128-10/128")).toEqual(perceptron);
  for (const none of [undefined, "", "784", "784/3", "784-x/3"]) expect(readShape(none)).toBeUndefined();
});

test("without storage a probe is forgotten, and nothing breaks", () => {
  const kept = openProbeMemory("kernel-1.js");
  kept.add("gpu|class", [{ backend: "wasm", stepMs: 1 }]);
  expect(kept.read()).toEqual({});
  const memory = newProbeMemory();
  memory.add("gpu|class", [{ backend: "wasm", stepMs: 1 }]);
  expect(memory.read()["gpu|class"]?.[0]?.backend).toBe("wasm");
});
