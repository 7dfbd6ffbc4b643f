import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { tell } from "../backend/webgpu/listeners";
import { KernelProfile } from "./kernel-profile";
import type { Dispatch } from "../backend/webgpu/queue";

test("a run's kernels are counted with their time, and nothing is counted after it", async () => {
  await tf.setBackend("cpu");
  const [a, b] = [tf.ones([20, 20]), tf.ones([20, 20])];
  const profile = new KernelProfile(tf);
  const result = tf.tidy(() =>
    a
      .matMul(b as tf.Tensor2D)
      .add(1)
      .add(1)
      .sum(),
  );
  const kernels = profile.stop();
  const calls = Object.fromEntries(kernels.map(({ name, calls }) => [name, calls]));
  expect(calls).toMatchObject({ BatchMatMul: 1, Add: 2, Sum: 1 });
  expect(kernels.every(({ ms, dispatches }) => ms >= 0 && dispatches === 0)).toBe(true);
  expect(kernels.map(({ ms }) => ms)).toEqual(kernels.map(({ ms }) => ms).toSorted((x, y) => y - x));
  expect((await result.data())[0]).toBe(400 * 22);
  tf.dispose([a, b, result]);
  tf.ones([2]).add(1).dispose();
  expect(profile.stop().find(({ name }) => name === "Add")?.calls).toBe(2);
});

test("a kernel that calls another is charged with its own time, and programs with the kernel that sent them", () => {
  const backend = {};
  const send = (): void => tell(backend, {} as Dispatch);
  const clock = [0];
  const work = (ms: number) => void clock.push(ms);
  const inner = { kernelName: "Inner", kernelFunc: (): unknown => (work(5), send()) };
  const outer = {
    kernelName: "Outer",
    kernelFunc: (): unknown => (inner.kernelFunc(), send(), send()),
  };
  const fake = { getBackend: () => "webgpu", getKernelsForBackend: () => [inner, outer], backend: () => backend };
  const profile = new KernelProfile(fake as never);
  outer.kernelFunc();
  const kernels = Object.fromEntries(profile.stop().map((kernel) => [kernel.name, kernel]));
  expect([kernels["Inner"]!.dispatches, kernels["Outer"]!.dispatches]).toEqual([1, 2]);
  outer.kernelFunc();
  expect(kernels["Outer"]!.dispatches).toBe(2);
});
