// How good is a classifier: what it says of each example, how often it is right, what it takes for what.
import * as tf from "@tensorflow/tfjs";
import type { Examples } from "./examples";
import { host } from "./host";
import type { Net, Params } from "./mlp";

// n examples, K classes

export interface Answers {
  /** n × K, row by row: softmax of the logits. */
  probabilities: Float32Array;
  /** The most probable class of each example. */
  classes: Uint8Array;
}

/** What `net` says of every example, a batch at a time; leaves no tensor behind. */
export async function classify<P extends Params>(
  net: Net<P>,
  examples: Examples,
  { batchSize = 1000 }: { batchSize?: number } = {},
): Promise<Answers> {
  const parts: Float32Array[] = [];
  for (let from = 0; from < examples.count; from += batchSize) {
    const probabilities = probabilitiesOf(net, examples, from, Math.min(from + batchSize, examples.count));
    try {
      parts.push((await probabilities.data()) as Float32Array);
    } finally {
      probabilities.dispose();
    }
    if (host().due()) await host().turn();
  }
  return toAnswers(parts, examples.count);
}

/** The share of examples whose most probable class is the labelled one, 0 … 1. */
export async function accuracy<P extends Params>(net: Net<P>, examples: Examples): Promise<number> {
  return share((await classify(net, examples)).classes, examples.labels);
}

/** −ln p(label) of each example, given its probabilities. */
export function lossesOf({ probabilities }: Answers, labels: ArrayLike<number>): number[] {
  const numClasses = probabilities.length / labels.length;
  return Array.from(labels, (label, i) => -Math.log(probabilities[i * numClasses + label]!));
}

/** The mean of −ln p(label) over the examples. */
export function meanLoss(answers: Answers, labels: ArrayLike<number>): number {
  return mean(lossesOf(answers, labels));
}

/** The mean probability of the class that was chosen: how sure the network says it is. */
export function meanConfidence({ probabilities, classes }: Answers): number {
  const numClasses = probabilities.length / classes.length;
  return mean(Array.from(classes, (said, i) => probabilities[i * numClasses + said]!));
}

/** The share of places where the two agree, 0 … 1. */
export function share(classes: ArrayLike<number>, labels: ArrayLike<number>): number {
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (classes[i] === labels[i]) right++;
  return right / labels.length;
}

/** How often class `label` was taken for `said`: counts[label][said]. */
export function confusionMatrix(classes: ArrayLike<number>, labels: ArrayLike<number>, numClasses = 10): number[][] {
  const counts = Array.from({ length: numClasses }, () => new Array<number>(numClasses).fill(0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]![classes[i]!]!++;
  return counts;
}

function probabilitiesOf<P extends Params>(net: Net<P>, examples: Examples, from: number, to: number): tf.Tensor2D {
  const rows = Array.from({ length: to - from }, (_, i) => from + i);
  const { X, y } = examples.batch(rows);
  const probabilities = tf.tidy(() => net.forward(net.params, X).softmax()); // (B, K)
  tf.dispose([X, y]);
  return probabilities;
}

function toAnswers(parts: Float32Array[], count: number): Answers {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const numClasses = size / count;
  const probabilities = new Float32Array(size);
  parts.reduce((offset, part) => (probabilities.set(part, offset), offset + part.length), 0);
  const rows = Array.from({ length: count }, (_, i) => probabilities.subarray(i * numClasses, (i + 1) * numClasses));
  return { probabilities, classes: Uint8Array.from(rows, argMax) };
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The place of the greatest value, the first of equals. */
function argMax(values: Float32Array): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
}
