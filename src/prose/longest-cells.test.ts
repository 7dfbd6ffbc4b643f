import { expect, test } from "vitest";
import type { SectionRecord } from "../cells/section";
import { findLongest } from "./longest-cells";

const environment = { backend: "wasm", adapter: "", browser: "", tfjs: "", date: "2026-01-01", machine: "2 cores" };

function recordOf(section: string, modes: Record<string, Record<string, number>>): SectionRecord {
  const toCell = (ms: number) => ({ hash: "", state: "done" as const, ms, outputs: [], values: {} });
  const toMode = (cells: Record<string, number>) => ({
    environment,
    controls: {},
    cells: Object.fromEntries(Object.entries(cells).map(([id, ms]) => [id, toCell(ms)])),
  });
  return {
    section,
    lang: "zh",
    modes: Object.fromEntries(Object.entries(modes).map(([name, cells]) => [name, toMode(cells)])),
    seeds: {},
  };
}

const measured = { section: "prelude/device", cell: "step", name: "stepMs" };

test("the longest cells come first, as a page opens: in quick mode where there are several", () => {
  const records = [
    recordOf("a/one", { full: { train: 90_000 }, quick: { train: 5000, look: 20 } }),
    recordOf("b/two", { default: { fit: 7000 } }),
  ];
  expect(findLongest(records, 2, measured)).toEqual({
    times: [
      { section: "b/two", cell: "fit", ms: 7000 },
      { section: "a/one", cell: "train", ms: 5000 },
    ],
  });
});

test("the machine's speed is what the measuring cell's record says", () => {
  const record = recordOf("prelude/device", { default: { step: 300 } });
  record.modes["default"]!.cells["step"]!.values["stepMs"] = { text: "1.5", number: 1.5 };
  expect(findLongest([record], 1, measured).speed).toEqual({ value: 1.5, environment });
});
