// Backends: webgl and webgpu, both by software (SwiftShader), in Chromium. Every case where a fault was found, and one
// of five of the others; all of them with BATTERY=full.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { battery, refusals } from "../../src/backend/battery";
import { openHarness } from "./harness";
import type { Harness } from "./harness";

const isFull = process.env["BATTERY"] === "full";
const faulty =
  /addN|denseBincount|70,?000|attention|resizeNearest|b transposed|below 0|odd sizes|dilated|division|log of|stretch|no row|each of a batch|differentiated|corner|out of range: .*(?:heads|fractions|whole)/;

describe.each(["webgl", "webgpu"] as const)("on %s", (backend) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness();
    expect(await harness.page.evaluate((name) => window.backend.open(name, true), backend)).toBe(true);
  }, 120_000);
  afterAll(async () => harness?.close());

  const chosen = battery.filter(
    ({ name, except }, i) => !except?.[backend] && (isFull || faulty.test(name) || i % 5 === 0),
  );

  test.each(chosen.map(({ name }) => name))("%s", { timeout: 120_000 }, async (name) => {
    expect((await harness.page.evaluate((one) => window.backend.run(one), name)).join("\n")).toBe("");
  });

  test.each(refusals.filter(({ except }) => !except?.[backend]).map(({ name }) => name))("refuses %s", async (name) => {
    expect((await harness.page.evaluate((one) => window.backend.refuse(one), name)).join("\n")).toBe("");
  });

  test("a tensor may be disposed while it is being read", async () => {
    expect(await harness.page.evaluate(() => window.backend.readAndDispose())).toEqual([2, 0]);
  });

  test.runIf(backend === "webgpu")("has the private members that our programs use", async () => {
    expect(await harness.page.evaluate(() => window.backend.findMissing())).toEqual([]);
  });

  test.runIf(backend === "webgpu")("runs a program of ours in order, in place and heard", async () => {
    const { x, squares, dispatches } = await harness.page.evaluate(() => window.backend.runInOrder());
    expect(x).toEqual([2.5, 4.5, 6.5]);
    expect(squares).toEqual([7.25, 21.25, 43.25]);
    expect(dispatches).toBe(3);
  });

  test.runIf(backend === "webgpu")("a number that is written to is not another tensor's", async () => {
    const found = await harness.page.evaluate(() => window.backend.writeToScalar());
    expect(found).toEqual({ written: 8, other: 7, buffersLeft: 0 });
  });

  // The battery's own products are computed by our kernel on SwiftShader, those of a real GPU by tfjs's.
  test.runIf(backend === "webgpu")("tfjs's own long product has b transposed first", async () => {
    expect(await harness.page.evaluate(() => window.backend.multiplyByTfjs())).toBeLessThan(1e-2);
  });

  test("has the epsilon of the other backends", async () => {
    expect(await harness.page.evaluate(() => window.backend.epsilon())).toBe(1e-7);
  });
});
