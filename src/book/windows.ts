// Windows of a long text as examples for a language model: T tokens, and for each the one that comes after.
import * as tf from "@tensorflow/tfjs";
import type { TrainingData } from "./train";

// B batch, T tokens of a window

/** Windows that begin `stride` tokens apart, one behind the other unless said: X (B, T) int32, y (B·T) int32.
 *  Throws RangeError if the text has no room for one. */
export function windowsOf(ids: ArrayLike<number>, T: number, stride = T): TrainingData {
  const count = Math.floor((ids.length - T - 1) / stride) + 1;
  if (!(count >= 1)) throw new RangeError(`windowsOf: ${ids.length} tokens have no window of ${T} and one more`);
  const slice = (from: number) => Array.prototype.slice.call(ids, from, from + T) as number[];
  return {
    count,
    batch: (rows) => {
      const starts = Array.from(rows, (row) => row * stride);
      const [X, y] = [0, 1].map((shift) => starts.flatMap((from) => slice(from + shift)));
      return { X: tf.tensor2d(X!, [starts.length, T], "int32"), y: tf.tensor1d(y!, "int32") };
    },
  };
}
