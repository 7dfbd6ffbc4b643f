// A page that runs cases of the battery on a backend of the browser, one at a time, and says what is wrong.
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-webgpu";
import { registerCorrections } from "../../../src/backend";
import { battery, refusals } from "../../../src/backend/battery";
import { check, checkRefusal } from "../../../src/backend/battery/run";
import { drawAll } from "../draws";
import { countAround } from "../leaks";
import { findMissing, runInOrder, writeToScalar } from "../programs";
import type { BackendName } from "../../../src/backend/battery/case";
import type { Held, TrainingName } from "../leaks";

/** What WebGPU says of an invalid pipeline or buffer; tfjs itself says nothing. */
const complaints: string[] = [];

const page = {
  /** Starts a backend, with our corrections or as tfjs has it. */
  async open(backend: BackendName, isCorrected: boolean): Promise<boolean> {
    if (!(await tf.setBackend(backend))) return false;
    // By itself webgpu computes small tensors on the CPU, which would try nothing of it.
    if (backend === "webgpu") tf.env().set("WEBGPU_CPU_FORWARD", false);
    if (isCorrected) await registerCorrections(tf, backend);
    if (backend === "webgpu") {
      const { device } = tf.backend() as unknown as { device: GPUDevice };
      device.addEventListener("uncapturederror", (event) =>
        complaints.push((event as GPUUncapturedErrorEvent).error.message),
      );
    }
    return true;
  },

  async run(name: string): Promise<string[]> {
    const one = battery.find((entry) => entry.name === name)!;
    const faults = await check(tf, tf.getBackend() as BackendName, one);
    return [...faults, ...complaints.splice(0).map((words) => `device: ${words.slice(0, 200)}`)];
  },

  refuse: (name: string): Promise<string[]> =>
    checkRefusal(
      tf,
      refusals.find((entry) => entry.name === name)!,
    ),

  /** tfjs gives every number of a small product a workgroup of its own, for which SwiftShader takes 0.8 ms; by the kernel
   *  for small results it takes 3 ms for all of them. Many steps are taken by that one. */
  countAround(name: TrainingName, numSteps: number): Promise<[Held, Held]> {
    const [byItself, smallResults] = [-1, 2];
    tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", numSteps > 100 ? smallResults : byItself);
    return countAround(name, numSteps);
  },

  drawAll,
  findMissing,
  runInOrder,
  writeToScalar,

  /** A number that was read, and what the read left behind. */
  async readAndDispose(): Promise<[read: number, left: number]> {
    const before = tf.memory().numDataBuffers;
    const x = tf.tidy(() => tf.add(tf.ones([64]), 1));
    const reading = x.data();
    x.dispose();
    const [first] = await reading;
    return [first!, tf.memory().numDataBuffers - before];
  },

  epsilon: (): number => tf.backend().epsilon(),
};

declare global {
  interface Window {
    backend: typeof page;
  }
}
Object.assign(window, { backend: page });
