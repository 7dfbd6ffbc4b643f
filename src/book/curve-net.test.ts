// The curve of plain numbers: its gradient is that of finite differences, and learning to learn works on it.
import { expect, test } from "vitest";
import { curveError, curveGradient, curveStep, initCurveNet, moveTowards, predictCurve } from "./curve-net";
import { seeded } from "./random";

const net = initCurveNet({ numHiddens: 5, seed: 3 });
const points = [-2, 0.5, 1, 3].map((x) => ({ x, y: Math.sin(x) }));

test("the gradient agrees with central differences to 1e-7", () => {
  const gradient = curveGradient(net, points);
  expect(gradient.length).toBe(25 + 4 * 5 + 1);
  const moved = (i: number, by: number) => ({ ...net, params: net.params.map((p, k) => (k === i ? p + by : p)) });
  for (let i = 0; i < gradient.length; i++) {
    const difference = (curveError(moved(i, 1e-5), points) - curveError(moved(i, -1e-5), points)) / 2e-5;
    expect(Math.abs(gradient[i]! - difference)).toBeLessThan(1e-7);
  }
});

test("a small step lowers the error and leaves the network that it was given", () => {
  const before = net.params.slice();
  expect(curveError(curveStep(net, points, 0.01), points)).toBeLessThan(curveError(net, points));
  expect(net.params).toEqual(before);
});

test("all of the way is the other network", () => {
  const other = initCurveNet({ numHiddens: 5, seed: 4 });
  expect(predictCurve(moveTowards(net, other, 1), 0.3)).toBeCloseTo(predictCurve(other, 0.3), 12);
  const middle = moveTowards(net, other, 0.5).params;
  middle.forEach((value, i) => expect(value).toBeCloseTo((net.params[i]! + other.params[i]!) / 2, 12));
});

test("many short trainings on sines make a start from which five steps learn a new one", () => {
  const random = seeded(0, 1);
  const draw = (f: (x: number) => number) =>
    Array.from({ length: 10 }, () => 10 * random.uniform() - 5).map((x) => ({ x, y: f(x) }));
  const drawTask = () => {
    const [height, phase] = [1 + 3 * random.uniform(), 2 * Math.PI * random.uniform()];
    return (x: number) => height * Math.sin(x + phase);
  };
  const fresh = initCurveNet({ numHiddens: 16, seed: 0 });
  let start = fresh;
  for (let round = 0; round < 1500; round++) {
    const task = drawTask();
    let own = start;
    for (let step = 0; step < 5; step++) own = curveStep(own, draw(task), 0.05);
    start = moveTowards(start, own, 0.5 * (1 - round / 1500));
  }
  const after = (begin: typeof fresh) => {
    const tests = Array.from({ length: 40 }, drawTask);
    const errors = tests.map((task) => {
      let own = begin;
      const seen = draw(task);
      for (let step = 0; step < 8; step++) own = curveStep(own, seen, 0.05);
      return curveError(own, draw(task));
    });
    return errors.reduce((a, b) => a + b) / errors.length;
  };
  expect(after(start)).toBeLessThan(0.4 * after(fresh));
});
