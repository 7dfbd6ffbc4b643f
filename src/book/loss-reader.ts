// Brings losses from the device at a pace: many in one read, reads at least 100 ms apart, one read under way at a time.
// So a curve has a point for every step, and training never stops to wait for one number.
import * as tf from "@tensorflow/tfjs";

export interface LossReader {
  /** Takes over a loss. Resolves at once, unless a read is due while the last one is still under way. */
  add(loss: tf.Scalar): Promise<void>;
  /** Resolves when every loss added so far has been reported. */
  flush(): Promise<void>;
  /** Frees what was not read; nothing is reported afterwards. */
  dispose(): void;
}

const paceMs = 100;

/** Calls `report` once for every loss, in order. */
export function readLosses(report: (loss: number) => void): LossReader {
  let waiting: tf.Scalar[] = [];
  let reading = Promise.resolve();
  let lastMs = performance.now();
  let disposed = false;

  const read = async () => {
    if (waiting.length === 0) return;
    const stacked = tf.stack(waiting);
    tf.dispose(waiting);
    waiting = [];
    try {
      const losses = await stacked.data();
      if (!disposed) losses.forEach((loss) => report(loss));
    } finally {
      stacked.dispose();
    }
  };
  const startRead = async () => {
    await reading;
    lastMs = performance.now();
    reading = read();
    reading.catch(() => {}); // it is reported to whoever awaits it next
  };

  return {
    async add(loss) {
      waiting.push(loss);
      if (performance.now() - lastMs >= paceMs) await startRead();
    },
    async flush() {
      await startRead();
      await reading;
    },
    dispose() {
      disposed = true;
      tf.dispose(waiting);
      waiting = [];
    },
  };
}
