// Training steps on webgpu (by software, in Chromium): recorded and replayed they are the same steps, and leave nothing behind.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHarness } from "./harness";
import type { Harness } from "./harness";
import type { Refusal } from "../../src/backend/webgpu/steps";

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
  expect(await harness.page.evaluate(() => window.backend.open("webgpu", true))).toBe(true);
}, 120_000);
afterAll(async () => harness?.close());

interface Both {
  plain: number[];
  recorded: number[];
  refusals: Refusal[];
}

function expectAlike({ found, complaints }: { found: Both; complaints: string[] }, refusals: Refusal[] = []): void {
  expect(complaints).toEqual([]);
  expect(found.refusals).toEqual(refusals);
  expect(found.recorded).toHaveLength(found.plain.length);
  const gaps = found.plain.map((loss, i) => Math.abs(loss - found.recorded[i]!));
  expect(Math.max(...gaps)).toBeLessThan(1e-4);
}

describe("a replayed step", () => {
  test.each(["linearRegression", "perceptron", "convNet", "recurrent", "language"] as const)(
    "has the losses of the step as it is written, 50 times: %s",
    { timeout: 240_000 },
    async (name) => {
      const told = await harness.page.evaluate((one) => window.backend.steps("train", one, 50), name);
      expectAlike(told);
      expect(told.found.recorded.at(-1)).toBeLessThan(told.found.recorded[0]!);
    },
  );

  test("has those losses too where layers are too wide for their kernels", { timeout: 240_000 }, async () => {
    const told = await harness.page.evaluate(() => window.backend.steps("wide", 10));
    expectAlike(told);
    expect(told.found.recorded.at(-1)).toBeLessThan(told.found.recorded[0]! / 2);
  });

  test.each([
    "adamw, a schedule and a clip",
    "rmsprop and a schedule",
    "momentum and a schedule",
    "sgd and a schedule",
  ])(
    "is taken by the book's trainer, with its dropout and a ragged last batch: %s",
    { timeout: 240_000 },
    async (name) => expectAlike(await harness.page.evaluate((one) => window.backend.steps("fit", one, 24), name)),
  );

  test.each(["assigned", "cloned", "read", "read while it goes on"])(
    "goes on from variables that are %s between steps",
    async (name) => expectAlike(await harness.page.evaluate((one) => window.backend.steps("touch", one), name)),
  );

  test("asks the device for one pass and one submit, and makes nothing anew", { timeout: 240_000 }, async () => {
    const { found, complaints } = await harness.page.evaluate(() => window.backend.steps("ask", "perceptron", 8, 3));
    expect(complaints).toEqual([]);
    const { dispatches, ...asked } = found.replayed.asked;
    expect(dispatches).toBe(found.plain.asked.dispatches);
    expect(dispatches).toBeLessThanOrEqual(25);
    expect(asked).toEqual({ passes: 1, submits: 1, writes: 2, copies: 1, bindGroups: 0 });
  });

  test("has its pipelines compiled beside the page before the first, and says how far that is", async () => {
    const { found, complaints } = await harness.page.evaluate(() => window.backend.steps("ahead"));
    expect(complaints).toEqual([]);
    const total = found.first.length - 1;
    expect(total).toBeGreaterThan(3);
    expect(found.first).toEqual(Array.from({ length: total + 1 }, (_, done) => [done, total]));
    expect(found.second).toEqual([]);
    expect(found.numAtOnce).toBe(0);
  });

  test("leaves no tensor, no byte and no buffer behind in 1,000 steps, and none when it is disposed of", async () => {
    const { found, complaints } = await harness.page.evaluate(() => window.backend.steps("leave", 1000));
    expect(complaints).toEqual([]);
    expect(found.after).toEqual(found.before);
    expect(found.end).toEqual(found.start);
  });
});

test.each([
  ["numbers of tfjs's dropout", "numbers"],
  ["a number of the step", "numbers"],
  ["values that are read", "reads"],
  ["another course", "course"],
  ["tensors that are kept", "keeps"],
] as const)("a step that cannot be recorded is taken as it is written, and says why: %s", async (name, why) =>
  expectAlike(await harness.page.evaluate((one) => window.backend.steps("refuse", one), name), [why]),
);

test.each([
  ["a new shape at every step", ["shapes"]],
  ["three shapes in turn", []],
  ["no rows now and then", []],
] as const)("batches of %s are stepped on alike, and only shapes without end are refused", async (name, whys) =>
  expectAlike(await harness.page.evaluate((one) => window.backend.steps("shapes", one), name), [...whys]),
);

describe("a first step that breaks off while its pipelines are compiled leaves them to others", () => {
  const take = (how: "throws" | "reads") => harness.page.evaluate((one) => window.backend.steps("breakOff", one), how);

  test("because it throws", async () => {
    const { found, complaints } = await take("throws");
    expect(complaints).toEqual([]);
    expect(found.losses).toEqual([]);
    found.again.forEach((y, i) => expect(y).toBeCloseTo(Math.asinh(Math.atan([0.25, 0.5][i]!)), 5));
  });

  test("because it reads, and goes on as it is written", async () => {
    const { found, complaints } = await take("reads");
    const odd = (x: number): number => Math.tan(Math.atanh(x));
    const terms = [0.25, 0.5].map((x, i) => [1, -2][i]! * (odd(x / 2) + odd(x)));
    expect(complaints).toEqual([]);
    expect(found.refusals).toEqual(["reads"]);
    expect(found.losses[0]).toBeCloseTo((terms[0]! + terms[1]!) ** 2, 4);
    found.again.forEach((y, i) => expect(y).toBeCloseTo(odd([0.25, 0.5][i]!), 4));
  });
});
