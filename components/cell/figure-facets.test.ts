// Small maps: where their cells stand, what is drawn of them and what can be read off them.
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { FigureSpec } from "../../src/book/figure-spec";
import { drawFigure } from "./figure";
import { drawFacets } from "./figure-facets";
import { findNearest, findTracks, walk } from "./figure-tracks";

const { document } = parseHTML("<html><body></body></html>");

/** Lower triangles of T places, for 2 blocks of 3 heads; `weightOf` gives the values. */
function toSpec(T: number, weightOf: (query: number, key: number, map: number) => number): FigureSpec {
  const rows = [1, 2].flatMap((block) =>
    [1, 2, 3].flatMap((head) =>
      Array.from({ length: T }, (_, q) => q + 1).flatMap((query) =>
        Array.from({ length: query }, (_, k) => ({ block, head, query, key: k + 1 })),
      ),
    ),
  );
  const column = (name: "block" | "head" | "query" | "key") => rows.map((row) => row[name]);
  const weight = rows.map(({ block, head, query, key }) => weightOf(query, key, 3 * (block - 1) + head - 1));
  const facets = {
    across: { by: "head", label: "head" },
    down: { by: "block", label: "block" },
    names: Array.from({ length: T }, (_, t) => "abcdefghijklmnopqrstuvwxyz"[t]!),
  };
  return {
    x: { label: "looked at" },
    y: { label: "looking" },
    marks: [{ type: "cell", x: "key", y: "query", value: "weight", facets }],
    data: { block: column("block"), head: column("head"), query: column("query"), key: column("key"), weight },
  };
}

/** The area of all boxes of a path: `M x y h w v h …`. */
const areaOf = (path: Element) =>
  [...path.getAttribute("d")!.matchAll(/h([\d.]+)v([\d.]+)/g)].reduce(
    (sum, [, w, h]) => sum + Number(w) * Number(h),
    0,
  );

test("every cell is drawn once, in one path for each shade, and equal neighbours as one box", () => {
  const T = 6;
  const even = drawFacets(
    document,
    toSpec(T, (query) => 1 / query),
    640,
  );
  const paths = [...even.querySelectorAll("path")];
  expect(paths).toHaveLength(T); // 1, 1/2, …, 1/6 are T shades
  expect(paths[0]!.getAttribute("fill")).toContain("100%");
  expect(paths[3]!.getAttribute("fill")).toContain("50%"); // a quarter, by its root
  expect(paths.map((path) => path.getAttribute("d")!.split("M").length - 1)).toEqual(new Array(T).fill(6));
  const total = paths.reduce((sum, path) => sum + areaOf(path), 0);
  expect(total).toBe(6 * 21 * 22 * 22); // six triangles of 21 cells, none wider than 22
});

test("on a phone's width all maps stay inside the drawing, and letters that would not fit are left to the pointer", () => {
  const spec = toSpec(24, (query, key) => (query === key ? 1 : 0));
  for (const width of [280, 350, 660]) {
    const svg = drawFacets(document, spec, width);
    const rights = [...svg.querySelectorAll("path")].flatMap((path) =>
      [...path.getAttribute("d")!.matchAll(/M([\d.]+) [\d.]+h([\d.]+)/g)].map(([, x, w]) => Number(x) + Number(w)),
    );
    expect(Math.max(...rights)).toBeLessThanOrEqual(width);
    const names = [...svg.querySelectorAll("text")].filter((text) => /^[a-x]$/.test(text.textContent));
    expect(names).toHaveLength(width === 660 ? 24 * 5 : 0); // beside two lines of maps, under three columns
  }
});

test("the pointer reads the cell under it with its map, its row and its column, and keys walk from map to map", () => {
  const spec = toSpec(4, (query, key, map) => map + query / 10 + key / 100);
  const tracks = findTracks(spec, 640);
  const last = tracks.tracks.at(-1)!.stops[1]!;
  expect([last.across, last.up]).toEqual(["block 2, head 3", "4 d → 2 b: 5.42"]);
  expect(findNearest(tracks, last.x + 3, last.y - 3)).toEqual([tracks.tracks.length - 1, 1]);
  expect(walk(tracks, [3, 3], "ArrowDown")).toEqual([4, 0]); // from the last row of head 1 to the first of head 2
  expect(walk(tracks, [3, 1], "ArrowRight")).toEqual([3, 2]);
});

test("Plot is not asked for small maps, and draws the same ones at build", () => {
  const spec = toSpec(3, (query) => 1 / query);
  expect(drawFigure(document, spec, 400).outerHTML).toBe(drawFacets(document, spec, 400).outerHTML);
});

test("names are never wider than their cells: Han characters on a wide page, none where they would overlap", () => {
  const spec = toSpec(9, (query) => 1 / query);
  const [mark] = spec.marks as [Extract<FigureSpec["marks"][number], { type: "cell" }>];
  mark.facets!.names = [..."⊢白日依山尽，黄河"];
  const sizes = (width: number) =>
    [...drawFacets(document, spec, width).querySelectorAll("text")]
      .filter((text) => mark.facets!.names!.includes(text.textContent))
      .map((text) => Number(text.getAttribute("font-size")));
  expect(sizes(660)).toHaveLength(9 * 5);
  expect(Math.max(...sizes(660))).toBe(11);
  expect(sizes(250)).toEqual([]);
});
