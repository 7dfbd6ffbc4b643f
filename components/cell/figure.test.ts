import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { FigureSpec } from "../../src/book/figure-spec";
import { drawFigure, toShades } from "./figure";
import { endLabelWidth, spreadLabels, startOfLabel, toLayout, toSeries } from "./figure-layout";
import { findTicks, thin, thinEvenly, toDomain, toPixel } from "./figure-scale";
import { canStream } from "./stream-figure";

const { document } = parseHTML("<html><body></body></html>");
const steps = Array.from({ length: 5000 }, (_, i) => i);
const loss: FigureSpec = {
  alt: "The loss falls",
  x: { label: "step" },
  y: { label: "loss" },
  data: { step: steps, loss: steps.map((i) => 2 / (1 + i)), val: steps.map((i) => 3 / (1 + i)) },
  marks: [
    { type: "line", x: "step", y: "loss", label: "train" },
    { type: "line", x: "step", y: "val", label: "validation", dash: true },
    { type: "rule", y: 0.5, label: "goal" },
  ],
};
const textsOf = (svg: Element) => [...svg.querySelectorAll("text")].map((text) => text.textContent);

test("a figure says what it shows, labels its lines directly and takes its colours from the page", () => {
  const svg = drawFigure(document, loss, 600);
  expect(svg.getAttribute("aria-label")).toBe("The loss falls");
  expect(textsOf(svg)).toEqual(expect.arrayContaining(["train", "validation", "goal", "step", "loss"]));
  const strokes = [...svg.querySelectorAll('[stroke^="var(--figure"]')].map((mark) => mark.getAttribute("stroke"));
  expect(strokes).toEqual(["var(--figure-1)", "var(--figure-2)"]);
});

test("a line of 5000 points is drawn with at most 1000, and keeps its highest", () => {
  const svg = drawFigure(document, loss, 600);
  const path = svg.querySelector('[stroke="var(--figure-1)"] path, path[stroke="var(--figure-1)"]')!;
  expect(path.getAttribute("d")!.split(/[ML]/).length).toBeLessThanOrEqual(1001);
  const spike = steps.map((i) => (i === 3333 ? 9 : 0));
  expect(thin(spike, 100)).toContain(3333);
  expect(thin(spike, 100).length).toBeLessThanOrEqual(100);
});

test("a cloud of points is thinned evenly: each tenth keeps a tenth, and extremes are not preferred", () => {
  const kept = thinEvenly(10_000, 500);
  expect(kept.length).toBe(500);
  expect(new Set(kept).size).toBe(500);
  const tenths = Array.from({ length: 10 }, (_, i) => kept.filter((k) => Math.floor(k / 1000) === i).length);
  expect(tenths).toEqual(new Array(10).fill(50));
  // Classes that take turns stay as many as they were.
  expect(Math.abs(kept.filter((k) => k % 2 === 0).length - 250)).toBeLessThan(30);
  // Of a cloud with y uniform on 0 … 1 the drawn points are as spread as all: variance 1/12 within 10 %.
  let state = 1;
  const ys = Array.from({ length: 10_000 }, () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647);
  const drawn = [
    ...drawFigure(
      document,
      { data: { x: ys, y: ys }, marks: [{ type: "dot", x: "x", y: "y" }] },
      600,
      500,
    ).querySelectorAll("circle"),
  ];
  expect(drawn.length).toBe(500);
  const heights = drawn.map((circle) => Number(circle.getAttribute("cy")));
  const mean = heights.reduce((a, b) => a + b) / heights.length;
  const spread = heights.reduce((sum, y) => sum + (y - mean) ** 2, 0) / heights.length;
  const range = Math.max(...heights) - Math.min(...heights);
  expect(Math.abs((12 * spread) / range ** 2 - 1)).toBeLessThan(0.1);
});

test("every kind of mark is drawn", () => {
  const data = { x: [1, 2, 3], y: [1, 4, 9], low: [0, 3, 8], high: [2, 5, 10], name: ["a", "b", "a"] };
  const marks: FigureSpec["marks"][] = [
    [{ type: "dot", x: "x", y: "y", series: "name" }],
    [{ type: "area", x: "x", y1: "low", y2: "high" }],
    [{ type: "bar", x: "name", y: "y" }],
    [
      { type: "cell", x: "x", y: "name", value: "y" },
      { type: "text", x: "x", y: "name", text: "y" },
    ],
    [
      { type: "rule", x: 2, label: "two" },
      { type: "line", x: "x", y: "y" },
    ],
  ];
  for (const some of marks) {
    const svg = drawFigure(document, { data, marks: some }, 400);
    expect(svg.querySelectorAll("path, circle, rect, line").length, some[0]!.type).toBeGreaterThan(0);
    expect(svg.outerHTML, some[0]!.type).not.toMatch(/NaN|undefined/);
  }
});

test("letters on the points of a line have paper round them, those in cells have none", () => {
  const data = { x: [1, 2, 3], y: [1, 4, 9], name: ["a", "b", "c"] };
  const draw = (mark: FigureSpec["marks"][number]) =>
    drawFigure(document, { data, marks: [mark, { type: "text", x: "x", y: "y", text: "name" }] }, 400).outerHTML;
  expect(draw({ type: "line", x: "x", y: "y" })).toContain('stroke="var(--paper');
  expect(draw({ type: "cell", x: "x", y: "y", value: "y" })).not.toContain('stroke="var(--paper');
});

test("a figure without a point yet has axes and nothing else", () => {
  const empty: FigureSpec = {
    data: { step: [], loss: [] },
    marks: [{ type: "line", x: "step", y: "loss", label: "train" }],
  };
  expect(drawFigure(document, empty, 400).outerHTML).not.toContain("NaN");
});

test("points without a number are left out of the domain", () => {
  expect(toDomain(undefined, [1, NaN, 3, Infinity], { band: false, count: 4, nice: false })).toEqual({
    type: "linear",
    min: 1,
    max: 3,
  });
  expect(toDomain({ type: "log" }, [0, -1, 0.01, 10], { band: false, count: 4, nice: true })).toEqual({
    type: "log",
    min: 0.01,
    max: 10,
  });
});

test("ticks are round numbers inside the domain", () => {
  expect(findTicks({ type: "linear", min: 0, max: 2.5 }, 5)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  expect(findTicks({ type: "log", min: 0.01, max: 100 }, 6)).toEqual([0.01, 0.1, 1, 10, 100]);
  expect(findTicks({ type: "log", min: 0.06, max: 0.16 }, 6)).toEqual([0.06, 0.07, 0.08, 0.09, 0.1]);
});

test("each bar has its name where names are narrow, and every k-th where they are not", () => {
  const barsOf = (names: string[]): FigureSpec => ({
    data: { name: names, share: names.map(() => 1) },
    marks: [{ type: "bar", x: "name", y: "share" }],
  });
  const characters = [..."山何楼清风人天水花云月雪江秋春"];
  expect(toLayout(barsOf(characters), 340).x.ticks).toBeUndefined();
  const words = characters.map((character) => character.repeat(5));
  expect(toLayout(barsOf(words), 340).x.ticks).toHaveLength(4);
  expect(toLayout(barsOf(words), 1100).x.ticks).toBeUndefined();
});

test("the name at a line's end is not cut, however long and narrow the page", () => {
  const layoutOf = (label: string, width: number) =>
    toLayout({ data: { x: [1, 2], y: [1, 2] }, marks: [{ type: "line", x: "x", y: "y", label }] }, width);
  for (const width of [300, 350, 640]) {
    for (const label of ["loss", "convolutions frozen", "post-LN, 30 warm-up steps"]) {
      const layout = layoutOf(label, width);
      const end = width - layout.margin.right;
      const start = startOfLabel(layout, end, label);
      expect(start + endLabelWidth(label)).toBeLessThanOrEqual(width);
      expect(start - end <= 7).toBe(true);
      if (width >= 350 && label.length < 20) expect(start).toBeGreaterThanOrEqual(end);
    }
  }
  expect(startOfLabel(layoutOf("loss", 640), 500, "loss")).toBe(507);
});

test("equal ratios are equal distances on a log axis", () => {
  const place = (value: number) => toPixel({ type: "log", min: 1, max: 100 }, value, 0, 200);
  expect([place(1), place(10), place(100)]).toEqual([0, 100, 200]);
});

test("a series column makes a line of its own for each of its values, and a column keeps its colour", () => {
  const spec: FigureSpec = {
    data: { x: [1, 2, 1, 2], y: [1, 2, 3, 4], name: ["a", "a", "b", "b"] },
    marks: [
      { type: "line", x: "x", y: "y", series: "name" },
      { type: "dot", x: "x", y: "y", series: "name" },
    ],
  };
  expect(toSeries(spec).map(({ label, colour, ys }) => [label, colour, ys])).toEqual([
    ["a", "var(--figure-1)", [1, 2]],
    ["b", "var(--figure-2)", [3, 4]],
    ["a", "var(--figure-1)", [1, 2]],
    ["b", "var(--figure-2)", [3, 4]],
  ]);
});

test("labels that would touch are pushed apart, inside the frame", () => {
  expect(spreadLabels([100, 101, 20], 14, 0, 110)).toEqual([96, 110, 20]);
});

test("a growing line and Plot share one layout, whatever the number of points", () => {
  const half = {
    ...loss,
    data: { ...loss.data, step: steps.slice(0, 10), loss: loss.data.loss!.slice(0, 10), val: [] },
  };
  expect(toLayout(half, 600).margin).toEqual(toLayout(loss, 600).margin);
  expect(canStream(loss)).toBe(true);
  expect(canStream({ data: { x: ["a"], y: [1] }, marks: [{ type: "bar", x: "x", y: "y" }] })).toBe(false);
});

test("zero has the colour of the paper, signs have hues", () => {
  expect(toShades([0, 2, -1, NaN])).toEqual([
    "color-mix(in oklab, var(--figure-1) 0%, var(--paper-2))",
    "color-mix(in oklab, var(--figure-1) 100%, var(--paper-2))",
    "color-mix(in oklab, var(--figure-2) 50%, var(--paper-2))",
    "none",
  ]);
});

test("cells of a square map are as high as wide on every width, and labels that do not fit stand upright", () => {
  const tokens = ["tokenisation", "of", "longer", "sequences", "is", "remarkable", "indeed", "it", "seems"];
  const pairs = tokens.flatMap((query) => tokens.map((key) => ({ query, key })));
  const spec: FigureSpec = {
    square: true,
    marks: [{ type: "cell", x: "key", y: "query", value: "weight" }],
    data: { query: pairs.map((p) => p.query), key: pairs.map((p) => p.key), weight: pairs.map((_, i) => i) },
  };
  for (const width of [350, 660]) {
    const { margin, x, ...size } = toLayout(spec, width);
    const across = (size.width - margin.left - margin.right) / tokens.length;
    const down = (size.height - margin.top - margin.bottom) / tokens.length;
    expect(across).toBeCloseTo(down, 6);
    expect(size.width).toBeLessThanOrEqual(width);
    expect(x.isTurned).toBe(true);
  }
  const digits: FigureSpec = { ...spec, data: { ...spec.data, key: pairs.map((_, i) => String(i % 9)) } };
  expect(toLayout(digits, 660).x.isTurned).toBeUndefined();
  const characters = [..."电池很好，但是屏幕一点也不", "好₂"];
  const heads = { key: characters, query: characters.map(() => "block 1 head 1"), weight: characters.map(() => 1) };
  expect(toLayout({ ...spec, data: heads }, 332).x.isTurned).toBeUndefined();
});

test("a line with gaps keeps every gap when it is thinned, so that two lines do not become one", () => {
  const ys = Array.from({ length: 4000 }, (_, i) => (i % 500 === 499 ? NaN : i % 7));
  const gaps = ys.flatMap((y, i) => (Number.isNaN(y) ? [i] : []));
  const kept = thin(ys, 300);
  expect(gaps.filter((i) => !kept.includes(i))).toEqual([]);
  expect(kept.length).toBeLessThanOrEqual(300 + gaps.length);
});

const line = (ys: number[], spec: Partial<FigureSpec> = {}): FigureSpec => ({
  y: { domain: [0, 1] },
  marks: [{ type: "line", x: "x", y: "y", label: "line" }],
  data: { x: ys.map((_, i) => i), y: ys },
  ...spec,
});

test("a line that leaves its axes is cut off there, and is named where it was last seen", () => {
  const svg = drawFigure(document, line([0.2, 0.5, 9]), 600);
  const path = svg.querySelector('[stroke="var(--figure-1)"]')!;
  const box = path.closest("svg svg")!;
  expect(box.getAttribute("overflow")).toBe("hidden");
  const { margin, height, x } = toLayout(line([0.2, 0.5, 9]), 600);
  expect(Number(box.getAttribute("y"))).toBeCloseTo(margin.top, -1);
  expect(Number(box.getAttribute("height"))).toBeCloseTo(height - margin.top - margin.bottom, -1);
  const name = [...svg.querySelectorAll("text")].find((text) => text.textContent === "line")!;
  const [place] = /[\d.]+/.exec(name.getAttribute("transform")!)!;
  expect(Number(place)).toBeCloseTo(toPixel(x.domain, 1, margin.left, 600 - margin.right), 1);
  expect(drawFigure(document, loss, 600).querySelector("svg")).toBeNull();
});

test("a dot outside its axes is not drawn", () => {
  const dots = line([0.2, 0.5, 9], { marks: [{ type: "dot", x: "x", y: "y" }] });
  expect(drawFigure(document, dots, 600).querySelectorAll("circle").length).toBe(2);
});

test("clouds have a key above the axes; dots in a row are named at their end, as lines are", () => {
  const count = 40;
  const kinds = Array.from({ length: count }, (_, i) => (i % 2 ? "odd" : "even"));
  const xs = Array.from({ length: count }, (_, i) => (i * 7) % count);
  const spec = (x: number[]): FigureSpec => ({
    y: { label: "height" },
    marks: [{ type: "dot", x: "x", y: "y", series: "kind" }],
    data: { x, y: xs, kind: kinds },
  });
  const cloud = toLayout(spec(xs), 600);
  const textsAbove = (svg: Element) =>
    [...svg.querySelectorAll("text")].filter((text) => Number(text.getAttribute("y")) < 20 && text.hasAttribute("y"));
  expect(textsAbove(drawFigure(document, spec(xs), 600)).map((text) => text.textContent)).toEqual(["even", "odd"]);
  expect(cloud.margin.right).toBe(16);
  const row = spec(xs.map((_, i) => i));
  expect(textsAbove(drawFigure(document, row, 600))).toEqual([]);
  expect(textsOf(drawFigure(document, row, 600))).toEqual(expect.arrayContaining(["even", "odd"]));
});
