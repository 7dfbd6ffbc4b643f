// Against tables of the normal distribution, simulated customers, and sums written out.
import { expect, test } from "vitest";
import { seeded } from "../random";
import {
  breakEvenUnits,
  discountedValueUSD,
  grossMargin,
  lifetimeValueUSD,
  meanTokens,
  meanWithCap,
  normalCdf,
  normalQuantile,
  paybackMonths,
  shareAbove,
  shareOfTop,
} from "./margins";

const usage = { medianTokens: 1e6, sigma: 1.6 };

test("the normal distribution is as in the tables", () => {
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(1.96)).toBeCloseTo(0.975002, 6);
  expect(normalCdf(-2.3263)).toBeCloseTo(0.01, 5);
  expect(normalCdf(40)).toBeCloseTo(1, 9);
  expect(normalQuantile(0.99)).toBeCloseTo(2.326348, 6);
});

test("a plan of 20 dollars earns 68 % on log-normal use, and the heaviest hundredth makes 23 % of the cost", () => {
  const cost = (tokens: number) => (tokens / 1e6) * 1.8;
  expect(cost(meanTokens(usage))).toBeCloseTo(6.47, 2);
  expect(grossMargin(20, cost(meanTokens(usage)))).toBeCloseTo(0.676, 3);
  expect(shareOfTop(usage, 0.01)).toBeCloseTo(0.234, 3);
  expect(shareAbove(usage, 20e6 / 1.8)).toBeCloseTo(0.066, 3);
  expect(grossMargin(20, cost(meanWithCap(usage, 10e6)))).toBeCloseTo(0.791, 3);
});

test("two hundred thousand simulated customers agree with the closed forms", () => {
  const random = seeded(0);
  const n = 2e5;
  const used = Array.from({ length: n }, () => 1e6 * Math.exp(1.6 * random.normal())).sort((a, b) => b - a);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  expect(sum(used) / n / meanTokens(usage)).toBeCloseTo(1, 1);
  expect(sum(used.slice(0, n / 100)) / sum(used)).toBeCloseTo(shareOfTop(usage, 0.01), 1);
  const capped = sum(used.map((tokens) => Math.min(tokens, 10e6))) / n;
  expect(capped / meanWithCap(usage, 10e6)).toBeCloseTo(1, 2);
  expect(used.filter((tokens) => tokens > 10e6).length / n).toBeCloseTo(shareAbove(usage, 10e6), 2);
});

test("a customer's value is the sum over the months in which some are left", () => {
  const customer = { arpaUSD: 20, grossMargin: 0.6, churn: 0.05, cacUSD: 60 };
  const months = Array.from({ length: 2000 }, (_, t) => t);
  const sum = (factor: number) => months.reduce((all, t) => all + 12 * (0.95 * factor) ** t, 0);
  expect(lifetimeValueUSD(customer)).toBeCloseTo(sum(1), 6);
  expect(discountedValueUSD(customer, 0.01)).toBeCloseTo(sum(1 / 1.01), 6);
  expect(lifetimeValueUSD(customer) / customer.cacUSD).toBeCloseTo(4, 9);
  expect(paybackMonths(customer)).toBeCloseTo(5, 9);
});

test("what costs more than it brings never breaks even", () => {
  expect(breakEvenUnits(6862, 1, 0)).toBe(6862);
  expect(breakEvenUnits(100, 1, 0.5)).toBe(200);
  expect(breakEvenUnits(100, 1, 1)).toBe(Infinity);
});
