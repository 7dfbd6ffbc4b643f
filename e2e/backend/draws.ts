// Everything random that a cell can ask for with a seed, drawn on the running backend. The same code in Node and in the
// page, so that backends can be compared.
import * as tf from "@tensorflow/tfjs";
import { dropoutMask } from "../../src/book/dropout";
import { initMlp } from "../../src/book/mlp";
import { seeded } from "../../src/book/random";
import { drawFrom } from "../../src/book/sampling";

export type Draws = Record<string, number[]>;

export async function drawAll(): Promise<Draws> {
  const draws: Draws = {};
  const before = tf.memory().numTensors;
  for (const [name, draw] of Object.entries(tensors)) {
    const result = tf.tidy(draw);
    draws[name] = [...(await result.data())];
    result.dispose();
  }
  draws["book: order of examples"] = seeded(7, 1).permutation(50);
  draws["book: samples"] = Array.from({ length: 20 }, (_, i) => drawFrom([1, 2, 3], seeded(7, i)));
  draws["tensors left"] = [tf.memory().numTensors - before];
  return draws;
}

const sizes = { numInputs: 9, numHiddens: 7, numOutputs: 4, seed: 7 };
const logits = (): tf.Tensor2D =>
  tf.tensor2d([
    [0, 1, 2, -1],
    [3, 0, 0, 3],
  ]);

const tensors: Record<string, () => tf.Tensor> = {
  "book: first weights": () => initMlp(sizes).params.W1,
  "book: first weights, He": () => initMlp({ ...sizes, init: "he" }).params.W2,
  "book: dropout mask": () => dropoutMask([6, 5], 0.4, seeded(7)),
  randomUniform: () => tf.randomUniform([40], -1, 1, "float32", 7),
  "randomUniform of whole numbers": () => tf.randomUniform([40], 0, 9, "int32", 7),
  randomUniformInt: () => tf.randomUniformInt([40], 0, 9, 7),
  randomNormal: () => tf.randomNormal([40], 0, 1, "float32", 7),
  randomStandardNormal: () => tf.randomStandardNormal([40], "float32", 7),
  truncatedNormal: () => tf.truncatedNormal([40], 0, 1, "float32", 7),
  randomGamma: () => tf.randomGamma([20], 2, 1, "float32", 7),
  dropout: () => tf.dropout(tf.ones([40]), 0.4, undefined, 7),
  multinomial: () => tf.multinomial(logits(), 60, 7),
  "multinomial of probabilities": () => tf.multinomial(tf.tensor1d([0.2, 0.5, 0.3]), 60, 7, true),
  glorotUniform: () => tf.initializers.glorotUniform({ seed: 7 }).apply([5, 4]),
  glorotNormal: () => tf.initializers.glorotNormal({ seed: 7 }).apply([5, 4]),
  heNormal: () => tf.initializers.heNormal({ seed: 7 }).apply([5, 4]),
  leCunUniform: () => tf.initializers.leCunUniform({ seed: 7 }).apply([5, 4]),
  "truncatedNormal, the initializer": () => tf.initializers.truncatedNormal({ seed: 7 }).apply([5, 4]),
  orthogonal: () => tf.initializers.orthogonal({ seed: 7 }).apply([5, 4]),
  "layers.dropout": () =>
    tf.layers.dropout({ rate: 0.4, seed: 7 }).apply(tf.ones([5, 8]), { training: true }) as tf.Tensor,
};
