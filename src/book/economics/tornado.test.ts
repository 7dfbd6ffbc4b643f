import { expect, test } from "vitest";
import { tornado, tornadoFigure } from "./tornado";

const inputs = { price: 2, hours: 3, tax: 0.1 };
const outcome = ({ price, hours, tax }: typeof inputs) => price * hours + tax;

test("each input moves alone, and the one that moves the outcome furthest is first", () => {
  const swings = tornado(inputs, outcome, 0.5);
  expect(swings.map(({ name }) => name)).toEqual(["price", "hours", "tax"]);
  expect(swings[0]).toEqual({ name: "price", lowered: 3.1, raised: 9.1 });
  expect(swings[2]!.raised - swings[2]!.lowered).toBeCloseTo(0.1, 12);
});

test("its figure has a line for each input and a dot where the input is raised", () => {
  const words = { alt: "Swings", outcome: "dollars", now: "now", names: { price: "Price" } };
  const figure = tornadoFigure(tornado(inputs, outcome), outcome(inputs), words);
  expect(figure.data.input).toEqual(["Price", "hours", "tax"]);
  expect(figure.data.span).toHaveLength(9);
  expect(figure.marks.map(({ type }) => type)).toEqual(["line", "dot", "rule"]);
});
