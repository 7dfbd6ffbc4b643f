// Texts as what a network is trained on: rows of character numbers, made into tensors a batch at a time.
import * as tf from "@tensorflow/tfjs";
import { textLength, toIds, type Reviews } from "./reviews";
import type { TrainingData } from "./train";

// B batch, T = 28 characters in a row

export interface TextExamples extends TrainingData {
  texts: readonly string[];
  labels: ArrayLike<number>;
}

/** X (B, T) of int32, filled up with 0, and y (B) of int32. */
export function toTextExamples({ count, texts, labels }: Reviews): TextExamples {
  const rows = texts.map(toIds);
  const batch = (numbers: ArrayLike<number>) => ({
    X: tf.tensor2d(
      Array.from(numbers, (i) => rows[i]!),
      [numbers.length, textLength],
      "int32",
    ),
    y: tf.tensor1d(
      Array.from(numbers, (i) => labels[i]!),
      "int32",
    ),
  });
  return { count, texts, labels, batch };
}

/** A few texts as a batch without labels: (B, T) of int32. */
export function idsOf(...texts: string[]): tf.Tensor2D {
  return tf.tensor2d(texts.map(toIds), [texts.length, textLength], "int32");
}
