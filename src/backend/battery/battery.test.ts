// Backends: cpu and wasm, in Node. The same cases run on webgl and webgpu in e2e/backend.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { registerCorrections } from "..";
import { battery, refusals } from ".";
import { check, checkRefusal } from "./run";

setWasmPaths(new URL("../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

test("no two cases share a name", () => {
  const names = battery.map(({ name }) => name);
  expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
});

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
    await registerCorrections(tf, backend);
  });

  test.each(battery.filter(({ except }) => !except?.[backend]).map((one) => [one.name, one] as const))(
    "%s",
    { timeout: 30_000 },
    async (_, one) => {
      expect((await check(tf, backend, one)).join("\n")).toBe("");
    },
  );

  test.each(refusals.filter(({ except }) => !except?.[backend]).map((one) => [one.name, one] as const))(
    "refuses %s",
    async (_, one) => {
      expect((await checkRefusal(tf, one)).join("\n")).toBe("");
    },
  );
});
