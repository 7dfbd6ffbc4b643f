// A page that runs cases of the battery on a backend of the browser, one at a time, and says what is wrong.
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-webgpu";
import { registerCorrections } from "../../../src/backend";
import { battery, refusals } from "../../../src/backend/battery";
import { check, checkRefusal } from "../../../src/backend/battery/run";
import { drawAll } from "../draws";
import { countAround } from "../leaks";
import { findMissing, runInOrder, writeToScalar } from "../programs";
import { steps } from "../steps";
import type { BackendName } from "../../../src/backend/battery/case";

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

  countAround,

  /** The largest error of (32, 2000)·(2000, 128)ᵀ by tfjs's kernel for long products, against a plain loop. */
  async multiplyByTfjs(): Promise<number> {
    const [stock, splitK] = [-1, 1];
    tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", splitK);
    const [a, b] = [tf.randomNormal([32, 2000], 0, 1, "float32", 1), tf.randomNormal([128, 2000], 0, 1, "float32", 2)];
    const product = tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, false, true);
    const [x, y, z] = await Promise.all([a.data(), b.data(), product.data()]);
    tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", stock);
    tf.dispose([a, b, product]);
    const wanted = (i: number): number => {
      const [row, column] = [Math.floor(i / 128), i % 128];
      let sum = 0;
      for (let k = 0; k < 2000; k++) sum += x[row * 2000 + k]! * y[column * 2000 + k]!;
      return sum;
    };
    return Math.max(...z.map((value, i) => Math.abs(value - wanted(i))));
  },

  drawAll,
  findMissing,
  runInOrder,
  writeToScalar,

  /** With what the device complained of. */
  async steps<Name extends keyof typeof steps>(name: Name, ...told: Parameters<(typeof steps)[Name]>) {
    const work = steps[name] as (...args: unknown[]) => Promise<unknown>;
    const found = (await work(...told)) as Awaited<ReturnType<(typeof steps)[Name]>>;
    return { found, complaints: complaints.splice(0) };
  },

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
