import { expect, test } from "vitest";
import { toTables } from "./speed-tables";

const row = { model: "mlp", title: "MLP", details: "784-128-10, batch 32", hasThreads: false };
const rows = [
  { ...row, library: "ours", stepsPerSecond: 745.6 },
  { ...row, library: "stock", stepsPerSecond: 8.25 },
  { ...row, library: "jax-js", stepsPerSecond: 0, refusal: "cannot" },
  { ...row, library: "jax-js", hasThreads: true, stepsPerSecond: 80 },
];
const kept = { wasm: { date: "2026-11-23", machine: "2 cores", browser: "Chromium", adapter: "SIMD", rows } };

test("a row has the book, stock tfjs and jax-js without threads, and the name that is measured here", () => {
  const [table] = toTables(kept, "en");
  expect(table!.rows).toEqual([{ title: "MLP, 32", name: "mlpRate", rates: ["746", "8.3", "–"] }]);
  expect(table!.caption).toContain("2026-11-23");
});

test("a backend that was not measured has no table", () => {
  expect(toTables({}, "zh")).toEqual([]);
});
