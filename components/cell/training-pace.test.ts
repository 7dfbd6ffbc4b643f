import { describe, expect, test } from "vitest";
import { Pace, roundSeconds } from "./training-pace";

/** Tells a pace of steps at these times, a tenth of a second apart. */
function watch(pace: Pace, stepAt: (ms: number) => number, fromMs: number, toMs: number): void {
  for (let ms = fromMs; ms <= toMs; ms += 100) pace.add(stepAt(ms), ms);
}

describe("the pace of a training", () => {
  test("is not said before it is known", () => {
    const pace = new Pace();
    expect(pace.stepsPerSecond(0)).toBeUndefined();
    watch(pace, (ms) => ms / 10, 0, 1400);
    expect(pace.stepsPerSecond(1400)).toBeUndefined();
    watch(pace, (ms) => ms / 10, 1500, 1500);
    expect(pace.stepsPerSecond(1500)).toBeCloseTo(100, 9);
    const slow = new Pace(); // a step in 2 s: four of them, not the first two, tell something
    for (const step of [0, 1, 2]) slow.add(step, 2000 * step);
    expect(slow.stepsPerSecond(4000)).toBeUndefined();
    slow.add(3, 6000);
    expect(slow.stepsPerSecond(6000)).toBeCloseTo(0.5, 9);
  });

  test("is that of the last seconds, not of the whole run", () => {
    const pace = new Pace();
    watch(pace, (ms) => ms / 10, 0, 10_000); // 100 a second, then 10
    watch(pace, (ms) => 1000 + (ms - 10_000) / 100, 10_100, 20_000);
    expect(pace.stepsPerSecond(20_000)).toBeCloseTo(10, 1);
    expect(pace.secondsLeft(2000, 20_000)).toBeCloseTo(90, 0);
  });

  test("gives a time left that falls with the clock, and none under two seconds", () => {
    const pace = new Pace();
    watch(pace, (ms) => ms / 10, 0, 5000);
    expect(pace.secondsLeft(1000, 5000)).toBeCloseTo(5, 9);
    expect(pace.secondsLeft(1000, 5900)).toBeCloseTo(4.1, 9);
    expect(pace.secondsLeft(1000, 5000) === undefined).toBe(false);
    expect(pace.secondsLeft(690, 5000)).toBeUndefined();
  });

  test("is not said while steps fail to come, nor just after a pause", () => {
    const pace = new Pace();
    watch(pace, (ms) => ms / 10, 0, 5000);
    expect(pace.stepsPerSecond(8000)).toBeUndefined();
    expect(pace.secondsLeft(10_000, 8000)).toBeUndefined();
    pace.forget();
    pace.add(501, 60_000);
    expect(pace.stepsPerSecond(60_000)).toBeUndefined();
  });
});

test("a time left is rounded to what it can promise", () => {
  const said = [3.4, 12, 59, 61, 200, 3599, 5300].map((seconds) => Object.values(roundSeconds(seconds)).join(" "));
  expect(said).toEqual(["3 s", "10 s", "1 min", "1 min", "3 min", "1 h", "1.5 h"]);
});
