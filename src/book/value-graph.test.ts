// value-graph.ts against finite differences and closed forms.
import { describe, expect, test } from "vitest";
import { numericalGradient } from "./differences";
import { largestGap } from "./matrix";
import { ancestors, backward, node, product, relu, softplus, sum, tanh, type GraphNode } from "./value-graph";

type Formula = (...inputs: GraphNode[]) => GraphNode;

/** Gradients of a formula by `backward`, and by moving each input a little. */
function gradients(formula: Formula, at: number[]): [byGraph: number[], byDifference: number[]] {
  const inputs = at.map((value) => node(value));
  backward(formula(...inputs));
  const byDifference = numericalGradient((xs) => formula(...xs.map((x) => node(x))).value, at);
  return [inputs.map(({ grad }) => grad), byDifference];
}

describe("the gradient of each step is what finite differences measure", () => {
  const formulas: Record<string, [Formula, number[]]> = {
    "a sum": [(a, b, c) => sum(a!, b!, c!), [0.3, -2, 5]],
    "a product": [(a, b) => product(a!, b!), [0.3, -2]],
    "a square, one number used twice": [(a) => product(a!, a!), [1.7]],
    tanh: [(a) => tanh(a!), [0.6]],
    "relu above and below 0": [(a, b) => sum(relu(a!), relu(b!)), [0.6, -0.6]],
    "softplus far out": [(a, b) => sum(softplus(a!), softplus(b!)), [30, -30]],
    "a neuron of a neuron": [(w, x, b) => tanh(sum(product(w!, tanh(product(w!, x!))), b!)), [0.8, -1.1, 0.2]],
  };
  test.each(Object.entries(formulas))("%s", (_, [formula, at]) => {
    const [byGraph, byDifference] = gradients(formula, at);
    expect(largestGap(byGraph, byDifference)).toBeLessThan(1e-8);
  });
});

test("paths add up: both ways from a to (a + b)·(a − b) count", () => {
  const [a, b, minusOne] = [node(3), node(2), node(-1)];
  backward(product(sum(a, b), sum(a, product(b, minusOne)))); // a² − b²
  expect([a.grad, b.grad]).toEqual([6, -4]);
});

test("a second backward gives the same gradients, it does not add to the first", () => {
  const a = node(2);
  const output = product(a, a);
  backward(output);
  backward(output);
  expect(a.grad).toBe(4);
});

test("backward changes no value", () => {
  const inputs = [node(0.5), node(-1)];
  const output = tanh(product(inputs[0]!, inputs[1]!));
  const before = ancestors(output).map(({ value }) => value);
  backward(output);
  expect(ancestors(output).map(({ value }) => value)).toEqual(before);
});

test("a calculation of a hundred thousand steps does not overflow the stack", () => {
  const start = node(0);
  const one = node(1);
  let total = start;
  for (let i = 0; i < 100_000; i++) total = sum(total, one);
  backward(total);
  expect([total.value, start.grad, one.grad]).toEqual([100_000, 1, 100_000]);
});

test("softplus and its slope stay finite at scores of a thousand", () => {
  const [high, low] = [node(1000), node(-1000)];
  const output = sum(softplus(high), softplus(low));
  backward(output);
  expect([output.value, high.grad, low.grad]).toEqual([1000, 1, 0]);
});
