// Which of tfjs's kernels a run calls, how often, how long and with how many dispatches to a GPU. On request only:
// each kernel's function is wrapped while the run lasts and put back after it. A kernel that calls another is charged
// with its own time. On wasm and cpu that is the time of the work; on a GPU the time of handing the work over, because
// waiting for each kernel would change what is measured.
import { listenToDispatches } from "../backend/webgpu/listeners";
import type * as Tf from "@tensorflow/tfjs";

export interface KernelTime {
  name: string;
  calls: number;
  ms: number;
  /** Programs handed to the GPU; 0 where there is none. */
  dispatches: number;
}

interface Frame {
  time: KernelTime;
  /** Time of the kernels it called. */
  inner: number;
}

export class KernelProfile {
  private readonly times = new Map<string, KernelTime>();
  private readonly stack: Frame[] = [];
  private readonly undo: (() => void)[] = [];

  constructor(tf: typeof Tf) {
    for (const config of tf.getKernelsForBackend(tf.getBackend())) {
      const { kernelFunc } = config;
      config.kernelFunc = (call) => this.measure(config.kernelName, () => kernelFunc(call));
      this.undo.push(() => (config.kernelFunc = kernelFunc));
    }
    this.countDispatches(tf.backend());
  }

  /** Puts everything back; the kernels by time, the longest first. */
  stop(): KernelTime[] {
    for (const undo of this.undo) undo();
    return [...this.times.values()].sort((a, b) => b.ms - a.ms);
  }

  private measure<T>(name: string, work: () => T): T {
    const time = this.times.get(name) ?? { name, calls: 0, ms: 0, dispatches: 0 };
    this.times.set(name, time);
    const frame: Frame = { time, inner: 0 };
    this.stack.push(frame);
    const start = performance.now();
    try {
      return work();
    } finally {
      const all = performance.now() - start;
      this.stack.pop();
      time.calls++;
      time.ms += all - frame.inner;
      const caller = this.stack.at(-1);
      if (caller) caller.inner += all;
    }
  }

  private countDispatches(backend: object): void {
    const stop = listenToDispatches(backend, () => {
      const { time } = this.stack.at(-1) ?? {};
      if (time) time.dispatches++;
    });
    this.undo.push(stop);
  }
}
