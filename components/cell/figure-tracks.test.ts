import { expect, test } from "vitest";
import type { FigureSpec } from "../../src/book/figure-spec";
import { thinSpec, toTsv } from "./figure-data";
import { summarise } from "./figure-summary";
import { findNearest, findTracks, walk } from "./figure-tracks";
import { wordsIn } from "./output-words";

const curve: FigureSpec = {
  x: { label: "step" },
  y: { label: "loss" },
  marks: [
    { type: "line", x: "step", y: "training", label: "training" },
    { type: "line", x: "step", y: "validation", label: "validation" },
  ],
  data: { step: [1, 2, 3, 4], training: [4, 2, NaN, 1], validation: [4.5, 3, 2.5, 2] },
};
const matrix: FigureSpec = {
  x: { label: "said" },
  y: { label: "label" },
  marks: [
    { type: "cell", x: "said", y: "label", value: "share" },
    { type: "text", x: "said", y: "label", text: "count" },
  ],
  data: {
    said: ["0", "1", "0", "1"],
    label: ["0", "0", "1", "1"],
    share: [0.9, 0.1, 0, 1],
    count: ["9", "1", "", "10"],
  },
};

test("the arrow keys walk a line past a point without a number, and change the line at about the same x", () => {
  const tracks = findTracks(curve, 600);
  expect(tracks.tracks.map(({ stops }) => stops.length)).toEqual([3, 4]);
  const told = ([track, stop]: [number, number]) => {
    const { across, up } = tracks.tracks[track]!.stops[stop]!;
    return `${across}, ${up}`;
  };
  expect(told(walk(tracks, [0, 1], "ArrowRight")!)).toBe("step 4, training 1");
  expect(told(walk(tracks, [0, 2], "ArrowRight")!)).toBe("step 4, training 1");
  expect(told(walk(tracks, [0, 1], "ArrowDown")!)).toBe("step 2, validation 3");
  expect(told(walk(tracks, [1, 2], "Home")!)).toBe("step 1, validation 4.5");
  expect(walk(tracks, [0, 0], "q")).toBeUndefined();
});

test("the pointer finds the point of a line that is nearest in x, of a heat map the cell that it is in", () => {
  const lines = findTracks(curve, 600);
  const far = lines.tracks[1]!.stops[3]!;
  expect(findNearest(lines, far.x + 5, far.y + 8)).toEqual([1, 3]);
  const grid = findTracks(matrix, 400);
  const { layout } = grid;
  expect(findNearest(grid, layout.width - layout.margin.right - 3, layout.margin.top + 3)).toEqual([0, 1]);
  expect(grid.tracks[0]!.stops[1]).toMatchObject({ across: "label 0, said 1", up: "1 · share 0.1" });
});

test("a cloud is silent where no point is near", () => {
  const cloud = findTracks({ marks: [{ type: "dot", x: "x", y: "y" }], data: { x: [0, 10], y: [0, 10] } }, 600);
  const { layout } = cloud;
  expect(findNearest(cloud, layout.width / 2, layout.height / 2)).toBeUndefined();
});

test("a figure is summed up from its numbers, in both languages", () => {
  expect(summarise(curve, wordsIn("en").figure)).toBe(
    "training: 3 points, from 4 to 1; least 1 (step 4), greatest 4 (step 1). " +
      "validation: 4 points, from 4.5 to 2; least 2 (step 4), greatest 4.5 (step 1).",
  );
  expect(summarise(matrix, wordsIn("zh").figure)).toBe("2 行 2 列，最小 0，最大 1。");
  expect(summarise({ ...curve, data: { step: [], training: [], validation: [] } }, wordsIn("en").figure)).toBe(
    "No data yet",
  );
});

test("a page carries a long curve in few rows with its spike, and a spreadsheet gets tabs", () => {
  const long = Array.from({ length: 5000 }, (_, i) => i);
  const spec: FigureSpec = {
    marks: [{ type: "line", x: "step", y: "loss" }],
    data: { step: long, loss: long.map((i) => (i === 3210 ? 7 : 0.123456789)) },
  };
  const thinned = thinSpec(spec, 300);
  expect(thinned.data["loss"]!.length).toBeLessThanOrEqual(300);
  expect(thinned.data["loss"]![thinned.data["step"]!.indexOf(3210)]).toBe(7);
  expect(thinned.data["loss"]![0]).toBe(0.12346);
  expect(toTsv({ a: [1, 2], b: ["x\ty", "z"] })).toBe("a\tb\n1\tx y\n2\tz");
});

test("rows that have names are told by them, and their numbers, which lie along x, have the least and the greatest", () => {
  const rows: FigureSpec = {
    x: { label: "dollars" },
    y: { type: "band" },
    marks: [
      { type: "line", x: "span", y: "of" },
      { type: "dot", x: "raised", y: "input" },
      { type: "rule", x: 2, label: "now" },
    ],
    data: {
      span: [1, 5, NaN, 1.5, 2.5, NaN],
      of: ["rent", "rent", "rent", "tax", "tax", "tax"],
      raised: [5, 2.5],
      input: ["rent", "tax"],
    },
  };
  const [line] = findTracks(rows, 600).tracks;
  expect(line!.stops.map(({ across, up }) => `${up}: ${across}`)).toEqual([
    "rent: dollars 1",
    "tax: dollars 1.5",
    "tax: dollars 2.5",
    "rent: dollars 5",
  ]);
  expect(summarise(rows, wordsIn("en").figure)).toBe(
    "dollars: 4 points, from 1 to 2.5; least 1 (rent), greatest 5 (rent). dollars: 2 points, from 5 to 2.5; least 2.5 (tax), greatest 5 (rent).",
  );
});

test("lines without labels are told apart by their columns; a single one goes by the name of its axis", () => {
  const bare = { ...curve, marks: curve.marks.map((mark) => ({ ...mark, label: undefined })) };
  expect(findTracks(bare, 600).tracks.map(({ name }) => name)).toEqual(["training", "validation"]);
  expect(summarise(bare, wordsIn("en").figure)).toMatch(/training: 3 points.*validation: 4 points/);
  const single = { ...bare, marks: bare.marks.slice(0, 1) };
  expect(findTracks(single, 600).tracks.map(({ name }) => name)).toEqual(["loss"]);
});

test("a point outside the axes cannot be walked to", () => {
  const cut = { ...curve, y: { label: "loss", domain: [0, 3] as [number, number] } };
  expect(findTracks(cut, 600).tracks.map(({ stops }) => stops.map(({ up }) => up))).toEqual([
    ["training 2", "training 1"],
    ["validation 3", "validation 2.5", "validation 2"],
  ]);
});
