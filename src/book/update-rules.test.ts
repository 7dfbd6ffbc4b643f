// update-rules.ts and surfaces.ts, against closed-form paths and what tf.train does on the cpu backend.
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { largestGap, numericalGradient } from "./index";
import { rosenbrock, saddle, twoWeights, valley } from "./surfaces";
import { turn, turned } from "./turned";
import { adagrad, adam, adamW, follow, momentum, nesterov, rmsprop, sgd, type Rule } from "./update-rules";

const bowl = ([theta]: number[]) => [2 * (theta! - 2)]; // of (θ − 2)²
const constant = () => [3];
const flat = (rule: Rule, gradient: (theta: number[]) => number[], start: number, steps: number) =>
  follow(rule, gradient, [start], steps).flat();

describe("closed forms", () => {
  test("descent on (θ − 2)² from 1 is 2 − (1 − 2η)ᵗ", () => {
    const path = flat(sgd({ lr: 0.1 }), bowl, 1, 30);
    expect(path[2]).toBeCloseTo(1.36, 12);
    expect(
      largestGap(
        path,
        path.map((_, t) => 2 - 0.8 ** t),
      ),
    ).toBeLessThan(1e-12);
  });

  test("momentum on a quadratic is a sum of the powers of the two roots of z² − (1 + β − ηλ)z + β", () => {
    const [lr, beta, curvature] = [0.01, 0.5, 2]; // real roots
    const b = 1 + beta - lr * curvature;
    const root = Math.sqrt(b ** 2 - 4 * beta);
    const [z1, z2] = [(b + root) / 2, (b - root) / 2];
    const e1 = 1 - lr * curvature; // after the first step from 1
    const c1 = (e1 - z2) / (z1 - z2);
    const path = flat(momentum({ lr, beta }), ([e]) => [curvature * e!], 1, 60);
    expect(
      largestGap(
        path,
        path.map((_, t) => c1 * z1 ** t + (1 - c1) * z2 ** t),
      ),
    ).toBeLessThan(1e-12);
  });

  test("momentum is descent plus β of the last step (Polyak's two-step form)", () => {
    const path = flat(momentum({ lr: 0.1, beta: 0.9 }), bowl, 1, 40);
    for (let t = 1; t < 40; t++) {
      const expected = path[t]! - 0.1 * bowl([path[t]!])[0]! + 0.9 * (path[t]! - path[t - 1]!);
      expect(path[t + 1]).toBeCloseTo(expected, 12);
    }
  });

  test("under a constant gradient momentum's steps grow to η g/(1 − β)", () => {
    const path = flat(momentum({ lr: 0.1, beta: 0.9 }), constant, 0, 400);
    expect(path[399]! - path[400]!).toBeCloseTo((0.1 * 3) / (1 - 0.9), 12);
  });

  test("Nesterov's points are those of the look-ahead form: the gradient is taken where the velocity will have carried θ", () => {
    const [lr, beta] = [0.1, 0.9];
    let [theta, v] = [1, 0];
    const ahead: number[] = [];
    for (let t = 0; t <= 20; t++) {
      ahead.push(theta - lr * beta * v);
      v = beta * v + bowl([ahead[t]!])[0]!;
      theta -= lr * v;
    }
    expect(largestGap(flat(nesterov({ lr, beta }), bowl, 1, 20), ahead)).toBeLessThan(1e-12);
  });

  test("under a constant gradient Adam steps by η, and RMSProp by η/√(1 − ρᵗ)", () => {
    const byAdam = flat(adam({ lr: 0.1, epsilon: 0 }), constant, 0, 50);
    expect(
      largestGap(
        byAdam,
        byAdam.map((_, t) => -0.1 * t),
      ),
    ).toBeLessThan(1e-11);
    const byRms = flat(rmsprop({ lr: 0.1, rho: 0.99, epsilon: 0 }), constant, 0, 50);
    for (let t = 1; t <= 50; t++) expect(byRms[t - 1]! - byRms[t]!).toBeCloseTo(0.1 / Math.sqrt(1 - 0.99 ** t), 11);
  });

  test("under a constant gradient AdaGrad's step number t is η/√t", () => {
    const path = flat(adagrad({ lr: 0.1, epsilon: 0 }), constant, 0, 50);
    for (let t = 1; t <= 50; t++) expect(path[t - 1]! - path[t]!).toBeCloseTo(0.1 / Math.sqrt(t), 12);
  });

  test("AdamW with no gradient shrinks by 1 − ηλ a step, and with no decay is Adam", () => {
    const shrunk = flat(adamW({ lr: 0.1, decay: 0.5 }), () => [0], 2, 30);
    expect(
      largestGap(
        shrunk,
        shrunk.map((_, t) => 2 * 0.95 ** t),
      ),
    ).toBeLessThan(1e-12);
    expect(flat(adamW({ lr: 0.1, decay: 0 }), bowl, 1, 30)).toEqual(flat(adam({ lr: 0.1 }), bowl, 1, 30));
  });

  test("Adam does not see the scale of the loss", () => {
    const louder = ([theta]: number[]) => [2000 * (theta! - 2)];
    const paths = [bowl, louder].map((gradient) => flat(adam({ lr: 0.1, epsilon: 0 }), gradient, 1, 60));
    expect(largestGap(paths[0]!, paths[1]!)).toBeLessThan(1e-11);
  });
});

describe("tf.train on the same quadratic", () => {
  beforeAll(async () => void (await tf.setBackend("cpu")));

  const pairs: [string, Rule, () => tf.Optimizer][] = [
    ["sgd", sgd({ lr: 0.1 }), () => tf.train.sgd(0.1)],
    ["momentum", momentum({ lr: 0.1 }), () => tf.train.momentum(0.1, 0.9)],
    ["Nesterov", nesterov({ lr: 0.1 }), () => tf.train.momentum(0.1, 0.9, true)],
    ["Adam", adam({ lr: 0.1, epsilon: 1e-7 }), () => tf.train.adam(0.1, 0.9, 0.999, 1e-7)],
    ["AdaGrad", adagrad({ lr: 0.1, epsilon: 0 }), () => tf.train.adagrad(0.1, 1e-12)],
    ["RMSProp", rmsprop({ lr: 0.1, rho: 0.9, epsilon: 0 }), () => tf.train.rmsprop(0.1, 0.9, 0, 1e-12)],
  ];
  test.each(pairs)("%s takes the same twenty steps, to float32", (_, rule, toOptimizer) => {
    const theta = tf.variable(tf.scalar(1));
    const optimizer = toOptimizer();
    const path = [1];
    for (let t = 0; t < 20; t++) {
      optimizer.minimize(() => theta.sub(2).square().asScalar(), false, [theta]);
      path.push(theta.dataSync()[0]!);
    }
    optimizer.dispose();
    theta.dispose();
    expect(largestGap(flat(rule, bowl, 1, 20), path)).toBeLessThan(1e-5);
  });
});

describe("surfaces", () => {
  test("the network of two weights has loss 0 where it is the function it learns, twice", () => {
    for (const sign of [1, -1]) expect(twoWeights.loss([0.7 * sign, 2 * sign])).toBeCloseTo(0, 20);
    expect(twoWeights.contour(0.5).filter((at) => !at.some(Number.isNaN)).length).toBeGreaterThan(50);
  });

  test.each([
    ["valley", valley(50)],
    ["rosenbrock", rosenbrock],
    ["saddle", saddle],
    ["twoWeights", twoWeights],
    ["a turned valley", turned(valley(50), 30)],
  ] as const)("the gradient of %s is that of finite differences, and its contours have their level", (_, surface) => {
    for (const theta of [
      [0.3, -1.2],
      [-1.5, 2],
      [1, 1],
    ])
      expect(
        largestGap(
          surface.gradient(theta),
          numericalGradient((p) => surface.loss(p), theta),
        ),
      ).toBeLessThan(1e-6);
    for (const level of [0.5, 4])
      for (const point of surface.contour(level).filter((at) => !at.some(Number.isNaN)))
        expect(Math.abs(surface.loss(point) / level - 1)).toBeLessThan(1e-9);
  });
});

test("descent and momentum do not notice that the valley was turned; Adam does", () => {
  const surfaces = [valley(50), turned(valley(50), 45)];
  const starts = [[10, 1], turn([10, 1], 45)];
  const lossesOf = (rule: Rule) =>
    surfaces.map(({ gradient, loss }, i) => follow(rule, gradient, starts[i]!, 60).map(loss));
  for (const rule of [sgd({ lr: 0.02 }), momentum({ lr: 0.02 }), nesterov({ lr: 0.02 })]) {
    const [straight, oblique] = lossesOf(rule);
    expect(largestGap(straight!, oblique!)).toBeLessThan(1e-9);
  }
  const [straight, oblique] = lossesOf(adam({ lr: 0.1 }));
  expect(largestGap(straight!, oblique!)).toBeGreaterThan(1);
});
