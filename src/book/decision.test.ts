// decision.ts against hand-worked cases, a table of the normal distribution, and counts of simulated people.
import { describe, expect, test } from "vitest";
import { expectedValue, leastAccuracy, normalCdf, npv, ppv, reviewAbove, stoppingDistance } from "./decision";
import { seeded } from "./random";

describe("what an answer is worth", () => {
  const stakes = { benefit: 6, harm: 40, cost: 0.1 };

  test("is nil at the least accuracy, and falls below it", () => {
    const least = leastAccuracy(stakes);
    expect(expectedValue(least, stakes)).toBeCloseTo(0, 12);
    expect(expectedValue(least - 0.01, stakes)).toBeCloseTo(-0.46, 12);
  });

  test("is the mean over simulated answers", () => {
    const random = seeded(1);
    const n = 200_000;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (random.uniform() < 0.9 ? 6 : -40) - 0.1;
    expect(sum / n).toBeCloseTo(expectedValue(0.9, stakes), 1); // four standard errors: 0.12
  });

  test("needs more than certainty where an answer costs more than it brings", () => {
    expect(leastAccuracy({ benefit: 1, harm: 5, cost: 2 })).toBeGreaterThan(1);
  });
});

test("a person is worth asking from the price of asking over the price of an error, and later if people err, too", () => {
  expect(reviewAbove(4, 80)).toBe(0.05);
  expect(reviewAbove(4, 80, 0.02)).toBeCloseTo(0.07, 12);
});

test("200 ms at 30 m/s are 6 m, and braking at 6 m/s² takes 75 more", () => {
  expect(stoppingDistance(30, 0.2, Infinity)).toBe(6);
  expect(stoppingDistance(30, 0.2, 6)).toBe(81);
});

describe("a test at low prevalence", () => {
  test("of 95 % and 95 % is right in 16.1 % of its positives at a prevalence of 1 %", () => {
    expect(ppv(0.01, 0.95, 0.95)).toBeCloseTo(95 / 590, 12);
    expect(npv(0.01, 0.95, 0.95)).toBeCloseTo(9405 / 9410, 12);
  });

  test("agrees with people counted one by one", () => {
    const random = seeded(2);
    let [positive, sick] = [0, 0];
    for (let i = 0; i < 400_000; i++) {
      const isSick = random.uniform() < 0.05;
      if (random.uniform() >= (isSick ? 0.9 : 0.08)) continue;
      positive++;
      if (isSick) sick++;
    }
    expect(Math.abs(sick / positive - ppv(0.05, 0.9, 0.92))).toBeLessThan(0.01); // four standard errors: 0.008
  });

  test("says nothing of a test that flips a coin: the prevalence comes back", () => {
    expect(ppv(0.3, 0.5, 0.5)).toBeCloseTo(0.3, 12);
  });
});

test("the normal distribution has the values of its printed table", () => {
  const table = { "0": 0.5, "1": 0.8413447461, "1.96": 0.9750021049, "-2.5": 0.0062096653, "4": 0.9999683288 };
  for (const [z, p] of Object.entries(table)) expect(normalCdf(Number(z))).toBeCloseTo(p, 9);
  expect([normalCdf(-9), normalCdf(9)]).toEqual([0, 1]);
});
