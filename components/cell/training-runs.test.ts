import { describe, expect, test } from "vitest";
import type { Output } from "../../src/kernel/output";
import { ghostOf } from "./figure-overlay";
import { toLayout } from "./figure-layout";
import { describeRun, EarlierRuns, type RunFacts } from "./training-runs";

const facts: RunFacts = { time: "10:31", steps: 3, loss: 0.5, controls: { lr: "0.1", width: "16" } };
const curveOf = (loss: number[]): Output => ({
  kind: "figure",
  text: "",
  id: "figure-0",
  figure: {
    marks: [
      { type: "line", x: "step", y: "loss" },
      { type: "rule", y: 2.3 },
    ],
    data: { step: loss.map((_, i) => i + 1), loss: [...loss] },
  },
});
const figureOf = (output: Output) => (output.kind === "figure" ? output.figure : undefined)!;

describe("earlier runs", () => {
  test("are thin lines of other colours after the newest, which keeps its own, and grows", () => {
    const runs = new EarlierRuns();
    runs.add([curveOf([3, 2, 1])], facts);
    runs.add([curveOf([4, 3, 2])], facts);
    const figure = figureOf(curveOf([9, 8]));
    const drawn = runs.drawInto(figure, 0);
    figure.data.loss!.push(7);
    figure.data.step!.push(3);
    const { series } = toLayout(drawn, 640);
    expect(series.map(({ mark }) => ghostOf(mark) !== undefined)).toEqual([false, true, true]);
    expect(new Set(series.map(({ colour }) => colour)).size).toBe(3);
    expect(series[0]).toMatchObject({ ys: [9, 8, 7], colour: toLayout(figure, 640).series[0]!.colour });
    expect(series[1]!.ys).toEqual([3, 2, 1]);
  });

  test("are not kept twice where they came out the same, and only the newest four", () => {
    const runs = new EarlierRuns();
    for (const end of [1, 1, 2, 3, 4, 5]) runs.add([curveOf([9, end])], facts);
    expect(runs.all.map(({ curves }) => curves[0]!.ys[1])).toEqual([2, 3, 4, 5]);
    expect(new Set(runs.all.map(({ colour }) => colour)).size).toBe(4);
  });

  test("can be removed, and do not go into a figure that has no such curve", () => {
    const runs = new EarlierRuns();
    runs.add([{ kind: "text", text: "", source: "log" }], facts);
    expect(runs.all).toEqual([]);
    runs.add([curveOf([9, 1])], facts);
    const other = {
      marks: [{ type: "line" as const, x: "epoch", y: "accuracy" }],
      data: { epoch: [1], accuracy: [1] },
    };
    expect(runs.drawInto(other, 0)).toBe(other);
    const figure = figureOf(curveOf([1, 2]));
    expect(runs.drawInto(figure, 1)).toBe(figure);
    runs.remove(runs.all[0]!);
    expect(runs.drawInto(figure, 0)).toBe(figure);
  });

  test("are told by time, steps, loss and the controls that stood elsewhere", () => {
    const say = (count: number): string => `${count} steps`;
    expect(describeRun(facts, { lr: "0.01", width: "16" }, say)).toBe("10:31 · 3 steps · 0.500 · lr 0.1");
  });
});
