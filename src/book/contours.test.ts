import { expect, test } from "vitest";
import { contours } from "./contours";

const square = { x: [-2, 2], y: [-2, 2] } as const;

/** The lines between the gaps. */
function toLines(points: number[][]): number[][][] {
  const lines: number[][][] = [[]];
  for (const point of points) {
    if (Number.isNaN(point[0])) lines.push([]);
    else lines.at(-1)!.push(point);
  }
  return lines;
}

test("the contours of x² + y² are two closed circles, to second order in the size of a square", () => {
  for (const [squares, tolerance] of [
    [24, 0.015],
    [48, 0.01],
  ] as const) {
    const lines = toLines(contours((x, y) => x * x + y * y, { ...square, levels: [1, 2.25], squares }));
    expect(lines.length).toBe(2);
    for (const [i, line] of lines.entries()) {
      expect(line[0]).toEqual(line.at(-1));
      const gaps = line.map(([x, y]) => Math.abs(Math.hypot(x!, y!) - [1, 1.5][i]!));
      expect(Math.max(...gaps)).toBeLessThan(tolerance);
    }
  }
});

test("a straight line is its two ends, however many triangles it crosses", () => {
  const [line, ...more] = toLines(contours((x, y) => x + 2 * y - 0.3, { ...square, levels: [0] }));
  expect(more).toEqual([]);
  expect(line!.length).toBe(2);
  for (const [x, y] of line!) expect(x! + 2 * y!).toBeCloseTo(0.3, 12);
});

test("an open line that is met in its middle is found whole", () => {
  const [line, ...more] = toLines(contours((x, y) => y - x * x, { ...square, levels: [0] }));
  expect(more).toEqual([]);
  expect([line![0]![0], line!.at(-1)![0]].map((x) => Math.abs(x!))).toEqual([
    expect.closeTo(Math.SQRT2, 2),
    expect.closeTo(Math.SQRT2, 2),
  ]);
});

test("a level that is never reached has no line, and no gap follows the last one", () => {
  expect(contours((x, y) => x + y, { ...square, levels: [9] })).toEqual([]);
  const two = contours((x) => Math.abs(x), { ...square, levels: [1] });
  expect(toLines(two).length).toBe(2);
  expect(two.at(-1)!.some(Number.isNaN)).toBe(false);
});
