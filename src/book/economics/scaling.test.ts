// Against a search that knows no calculus, and the papers: Chinchilla is 70 B parameters on 1.4 T tokens.
import { expect, test } from "vitest";
import {
  besiroglu,
  computeOptimal,
  hoffmann,
  lifetimeFlop,
  lifetimeOptimal,
  lossOf,
  tokensFor,
  twentyToOne,
} from "./scaling";

const chinchillaFlop = 5.76e23;

test("the optimum in closed form beats every other split of the same compute", () => {
  for (const law of [hoffmann, besiroglu]) {
    const best = computeOptimal(law, chinchillaFlop);
    expect(6 * best.params * best.tokens).toBeCloseTo(chinchillaFlop, -12);
    for (const factor of [0.5, 0.9, 0.99, 1.01, 1.1, 2]) {
      const other = { params: best.params * factor, tokens: best.tokens / factor };
      expect(lossOf(law, other)).toBeGreaterThan(lossOf(law, best));
    }
  }
});

test("at Chinchilla's compute the printed fit says 32 B, the second fit and the rule about 70 B", () => {
  expect(computeOptimal(hoffmann, chinchillaFlop).params / 1e9).toBeCloseTo(32.2, 0);
  const again = computeOptimal(besiroglu, chinchillaFlop);
  expect(again.params / 1e9).toBeCloseTo(72, 0);
  expect(again.tokens / again.params).toBeCloseTo(18.5, 0);
  expect(twentyToOne(chinchillaFlop).params / 1e9).toBeCloseTo(69.3, 1);
});

test("without serving the cheapest life is the compute-optimal training", () => {
  const best = computeOptimal(besiroglu, 1e24);
  const life = lifetimeOptimal(besiroglu, lossOf(besiroglu, best), 0);
  expect(life.params / best.params).toBeCloseTo(1, 4);
  expect(life.tokens / best.tokens).toBeCloseTo(1, 4);
});

test("the more a model serves the smaller it should be, as the condition of the optimum says", () => {
  const loss = lossOf(besiroglu, computeOptimal(besiroglu, 1e24));
  const served = 1e13;
  const { params, tokens } = lifetimeOptimal(besiroglu, loss, served);
  expect(params).toBeLessThan(computeOptimal(besiroglu, 1e24).params);
  const { A, B, alpha, beta } = besiroglu;
  const ratio = (alpha * A * params ** -alpha) / (beta * B * tokens ** -beta);
  expect(ratio).toBeCloseTo(1 + served / (3 * tokens), 4);
  for (const factor of [0.9, 1.1]) {
    const other = { params: params * factor, tokens: tokensFor(besiroglu, loss, params * factor) };
    expect(lifetimeFlop(other, served)).toBeGreaterThan(lifetimeFlop({ params, tokens }, served));
  }
});

test("a model too small for a loss never gets there", () => {
  expect(tokensFor(besiroglu, 2, 1e6)).toBe(Infinity);
});
