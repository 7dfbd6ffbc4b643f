// Against Anscombe's first data set (The American Statistician 27, 1973) and printed tables of Student's t.
import { expect, test } from "vitest";
import { doublingMonths, fitTrend, growth, predictTrend, tQuantile } from "./trend";

const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
const powers = y.map((log) => 10 ** log);

test("the line through Anscombe's first data is the one he prints", () => {
  const trend = fitTrend(x, powers);
  expect(trend.slope).toBeCloseTo(0.5, 3);
  expect(trend.intercept - trend.slope * trend.centre).toBeCloseTo(3.0, 3);
  expect(trend.slopeError).toBeCloseTo(0.118, 3);
  expect(trend.r2).toBeCloseTo(0.667, 3);
});

test("Student's t is as in the tables", () => {
  for (const [p, freedom, t] of [
    [0.95, 1, 6.314],
    [0.975, 2, 4.303],
    [0.95, 9, 1.833],
    [0.975, 10, 2.228],
    [0.95, 30, 1.697],
    [0.995, 5, 4.032],
  ] as const)
    expect(tQuantile(p, freedom)).toBeCloseTo(t, 3);
});

test("the band of a further point is wider than the line's error and widens away from the middle", () => {
  const trend = fitTrend(x, powers);
  const widthAt = (at: number) => predictTrend(trend, at).high - predictTrend(trend, at).low;
  expect(widthAt(9)).toBeLessThan(widthAt(14));
  // At the middle: 2 · t · s · √(1 + 1/n), s = 1.2366.
  expect(widthAt(9)).toBeCloseTo(2 * 1.8331 * 1.2366 * Math.sqrt(1 + 1 / 11), 3);
});

test("exact growth is found exactly, and 4.6 a year doubles in 5.45 months", () => {
  const years = [2012, 2014, 2015, 2019];
  const trend = fitTrend(
    years,
    years.map((year) => 3e17 * 4.6 ** (year - 2012)),
  );
  expect(growth(trend).middle).toBeCloseTo(4.6, 9);
  expect(trend.r2).toBeCloseTo(1, 12);
  expect(doublingMonths(4.6)).toBeCloseTo(5.45, 2);
});

test("two points are no trend, nor is one year", () => {
  expect(() => fitTrend([1, 2], [1, 2])).toThrow("at least 3 points");
  expect(() => fitTrend([1, 1, 1], [1, 2, 3])).toThrow("different x");
});
