import { expect, test } from "vitest";
import { toDigit, type Stroke } from "./digit-ink";

const side = 28;
const rowsWithInk = (pixels: number[]) =>
  Array.from({ length: side }, (_, row) => row).filter((row) =>
    pixels.slice(row * side, (row + 1) * side).some(Boolean),
  );

/** Mean of the pixels' centres, weighted by ink. */
function centre(pixels: number[]): [number, number] {
  const sum = pixels.reduce((a, b) => a + b, 0);
  const at = (of: (i: number) => number) => pixels.reduce((total, value, i) => total + value * (of(i) + 0.5), 0) / sum;
  return [at((i) => i % side), at((i) => Math.floor(i / side))];
}

const seven: Stroke[] = [
  [
    [0.1, 0.1],
    [0.3, 0.1],
    [0.15, 0.5],
  ],
];

test("nothing drawn is nothing", () => {
  expect(toDigit([], side)).toEqual(new Array(side * side).fill(0));
});

test("a digit fills 20 of 28 pixels and its centre of mass is the middle, wherever and however small it was drawn", () => {
  const small = toDigit(seven, side);
  const large = toDigit([seven[0]!.map(([x, y]) => [0.4 + 1.5 * x, 0.05 + 1.5 * y])], side);
  expect(rowsWithInk(small).length).toBeGreaterThanOrEqual(19);
  expect(rowsWithInk(small).length).toBeLessThanOrEqual(21);
  const [x, y] = centre(small);
  expect(Math.abs(x - 14)).toBeLessThan(0.15);
  expect(Math.abs(y - 14)).toBeLessThan(0.15);
  const apart = small.map((value, i) => Math.abs(value - large[i]!));
  expect(Math.max(...apart)).toBeLessThan(0.05);
});

test("ink is 0 … 1 with full strokes and soft edges", () => {
  const pixels = toDigit(seven, side);
  expect(Math.max(...pixels)).toBe(1);
  expect(Math.min(...pixels)).toBe(0);
  expect(pixels.some((value) => value > 0.1 && value < 0.9)).toBe(true);
});

test("a dot stays a dot", () => {
  const ink = toDigit([[[0.9, 0.9]]], side).reduce((a, b) => a + b, 0);
  expect(ink).toBeGreaterThan(2);
  expect(ink).toBeLessThan(9);
});
