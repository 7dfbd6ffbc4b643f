// Points around three centres in the plane, to be told apart: what tests of training train on. D = 2, K = 3.
import * as tf from "@tensorflow/tfjs";
import type { Examples } from "../src/book/examples";
import { seeded } from "../src/book/random";

export function threeCentres(count: number): Examples {
  const random = seeded(1);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const points = Array.from(labels, (label) => [3 * (label - 1) + random.normal(), 2 * (label % 2) + random.normal()]);
  return {
    count,
    labels,
    batch: (rows) => ({
      X: tf.tensor2d(Array.from(rows, (row) => points[row]!)),
      y: tf.tensor1d(
        Array.from(rows, (row) => labels[row]!),
        "int32",
      ),
    }),
  };
}
