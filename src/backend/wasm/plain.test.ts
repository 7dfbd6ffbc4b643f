// Backend: wasm without our own kernels, in Node, as where tfjs runs its threads: its products and plain TypeScript do
// what they do elsewhere. The cases of the battery that reach these.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { registerCorrections } from "..";
import { battery } from "../battery";
import { check } from "../battery/run";
import { findSimd } from "./simd";
import type { WasmBackend } from "../kernels";

setWasmPaths(new URL("../../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);

const touched = /conv2d|matMul|maxPool|softmaxCrossEntropy|Adam|^sum|pow|tanh|exp |gather|clone|einsum/i;

describe("without our kernels", () => {
  beforeAll(async () => {
    await tf.setBackend("wasm");
    vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
    await registerCorrections(tf, "wasm");
  });

  test("there are none", () => {
    expect(findSimd(tf.backend() as unknown as WasmBackend)).toBeUndefined();
  });

  const cases = battery.filter(({ name, except }) => touched.test(name) && !except?.wasm);
  test.each(cases.map((one) => [one.name, one] as const))("%s", { timeout: 30_000 }, async (_, one) => {
    expect((await check(tf, "wasm", one)).join("\n")).toBe("");
  });
});
