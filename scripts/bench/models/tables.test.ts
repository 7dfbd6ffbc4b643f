import { expect, test } from "vitest";
import { toRow, toText } from "./tables";
import type { Result } from "./contest";

const counts = { dispatches: 16, passes: 1, uploads: 0, uniforms: 0, submits: 1 };
const ours: Result = {
  library: "ours",
  hasThreads: false,
  stepMs: [4, 2, 3],
  timesOurs: 1,
  scriptMs: 0.4,
  counts,
  peakBytes: 3e6,
};
const other: Result = {
  ...ours,
  library: "jax-js",
  stepMs: [6, 6, 6],
  timesOurs: 2,
  counts: { ...counts, passes: 42 },
};

test("a rate is that of the middle round", () => {
  expect(toRow("mlp", "webgpu", ours).stepsPerSecond).toBeCloseTo(1000 / 3);
});

test("the table says the ratio, what a step asks, and which targets are met", () => {
  const rows = [ours, other].map((result) => toRow("mlp", "webgpu", result));
  const text = toText("webgpu", rows);
  expect(text).toMatch(/\| MLP +\| ours +\| 333 +\| 1\.00 × +\| 16 /);
  expect(text).toMatch(/\| +\| jax-js +\| 167 +\| 2\.00 × /);
  expect(text).toMatch(/MLP, dispatches +\| 16 +\| ≤ 25 +\| met/);
  expect(text).toMatch(/MLP, jax-js ÷ ours +\| 2\.00 × +\| ≥ 1\.00 × +\| met/);
});

test("being behind is missed, and who cannot train a model stands in the table with the reason", () => {
  const behind = { ...other, timesOurs: 0.5 };
  const refused = { ...ours, library: "stock" as const, stepMs: [], refusal: "no such kernel" };
  const text = toText(
    "wasm",
    [ours, behind, refused].map((result) => toRow("lstm", "wasm", result)),
  );
  expect(text).toMatch(/LSTM, jax-js ÷ ours +\| 0\.50 × +\| ≥ 1\.00 × +\| \*\*missed\*\*/);
  expect(text).toContain("cannot: no such kernel");
});
