// Where points of a field stand, and where a new one goes.
import { describe, expect, test } from "vitest";
import { findFreePlace, plane, toPlace, toPoint } from "./field-picture";

const distance = ([x, y]: readonly [number, number], [u, v]: readonly [number, number]) => Math.hypot(x - u, y - v);

describe("a point that is added", () => {
  test("stands in the middle of an empty field", () => {
    const { width, height, left, right, top, bottom } = plane;
    expect(findFreePlace([])).toEqual([left + (width - right - left) / 2, top + (height - bottom - top) / 2]);
  });

  test("never lies on another, however often one is added", () => {
    const taken: [number, number][] = [];
    for (let i = 0; i < 12; i++) {
      const place = findFreePlace(taken);
      for (const other of taken) expect(distance(place, other)).toBeGreaterThanOrEqual(44);
      taken.push(place);
    }
  });

  test("finds a place inside the axes where the field is full", () => {
    const full = Array.from({ length: 500 }, (_, i): [number, number] => [
      40 + (i % 25) * 16,
      24 + Math.floor(i / 25) * 12,
    ]);
    const [x, y] = findFreePlace(full);
    expect(x).toBeGreaterThanOrEqual(plane.left);
    expect(y).toBeLessThanOrEqual(plane.height - plane.bottom);
  });
});

test("a place in the drawing and the point there are each other's", () => {
  const field = {
    type: "points" as const,
    label: "p",
    max: 9,
    x: { label: "x", min: 0, max: 6 },
    y: { label: "y", min: -1, max: 1 },
  };
  const point = toPoint(field, [200, 100]);
  const [x, y] = toPlace(field, point);
  expect(x).toBeCloseTo(200, 0);
  expect(y).toBeCloseTo(100, 0);
});
