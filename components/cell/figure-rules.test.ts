import { expect, test } from "vitest";
import type { FigureSpec } from "../../src/book/figure-spec";
import { textWidth, toLayout } from "./figure-layout";
import { placeRuleNames } from "./figure-rules";
import { toPixel } from "./figure-scale";

const specOf = (rules: [string, number][]): FigureSpec => ({
  marks: [{ type: "line", x: "step", y: "loss" }, ...rules.map(([label, y]) => ({ type: "rule" as const, y, label }))],
  data: { step: [0, 100], loss: [8, 4] },
});

test("names of the ladder's rungs lie apart, none on a line of another", () => {
  const rungs: [string, number][] = [
    ["uniform", 7.602],
    ["unigram", 6.968],
    ["bigram", 5.1],
    ["trigram", 4.97],
  ];
  for (const width of [330, 640]) {
    const spec = specOf(rungs);
    const layout = toLayout(spec, width);
    const names = placeRuleNames(spec, layout);
    const lines = rungs.map(([, y]) =>
      toPixel(layout.y.domain, y, layout.height - layout.margin.bottom, layout.margin.top),
    );
    names.forEach((one, i) => {
      expect(one.x + textWidth(one.text)).toBeLessThan(width - layout.margin.right);
      lines.forEach(
        (line, j) => i !== j && expect(Math.abs(line - one.y), `${one.text} on line ${j}`).toBeGreaterThan(6),
      );
      for (const other of names.slice(0, i)) {
        const beside = one.x > other.x + textWidth(other.text) || other.x > one.x + textWidth(one.text);
        expect(beside || Math.abs(one.y - other.y) >= 12, `${one.text} and ${other.text}`).toBe(true);
      }
    });
  }
});

test("a rule alone has its name above it at the left", () => {
  const spec = specOf([["goal", 6]]);
  const layout = toLayout(spec, 640);
  const line = toPixel(layout.y.domain, 6, layout.height - layout.margin.bottom, layout.margin.top);
  expect(placeRuleNames(spec, layout)).toEqual([{ text: "goal", x: layout.margin.left + 6, y: line - 9 }]);
});

test("a rule's name leaves the left to a curve that falls through it there", () => {
  const spec: FigureSpec = {
    ...specOf([["floor 1.035", 1.035]]),
    data: { step: [0, 10, 20, 100], loss: [4, 2, 0.01, 0.01] },
  };
  for (const width of [330, 640]) {
    const layout = toLayout(spec, width);
    const [name] = placeRuleNames(spec, layout);
    const fallen = toPixel(layout.x.domain, 20, layout.margin.left, width - layout.margin.right);
    expect(name!.x).toBeGreaterThan(fallen);
    expect(name!.x + textWidth(name!.text)).toBeLessThan(width - layout.margin.right);
  }
});

test("a rule's name stands where no curve runs along the rule", () => {
  const step = Array.from({ length: 100 }, (_, i) => i);
  const loss = step.map((i) => (i < 40 ? Math.LN2 + 0.005 * Math.sin(i) : Math.max(0.02, Math.LN2 - (i - 40) / 40)));
  const spec: FigureSpec = { ...specOf([["ln 2", Math.LN2]]), y: { domain: [0, 0.9] }, data: { step, loss } };
  for (const width of [350, 660]) {
    const layout = toLayout(spec, width);
    const [name] = placeRuleNames(spec, layout);
    const leaves = toPixel(layout.x.domain, 40, layout.margin.left, width - layout.margin.right);
    expect(name!.x).toBeGreaterThan(leaves);
  }
});
