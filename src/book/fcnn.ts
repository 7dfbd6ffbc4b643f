// The second network of chapter 8 (mnist/forensics): normal first weights, squared error on raw scores.
// Its forward pass is that of mlp.ts; how surely and how rightly it answers is in calibration.ts.
import * as tf from "@tensorflow/tfjs";
import { mlp, type MlpParams, type Net } from "./mlp";
import { seeded } from "./random";

// B batch, D inputs, H hiddens, K classes

/** A fresh D-H-K network, sizes (D, H, K): weights of N(0, std²), one std a layer, biases 0. */
export function normalMlp(sizes: number[], std: number[], seed = 0): Net<MlpParams> {
  const random = seeded(seed);
  const [D, H, K] = sizes as [number, number, number];
  const [std1, std2] = std as [number, number];
  const weights = (rows: number, columns: number, std: number) =>
    tf.tensor2d(
      random.normals(rows * columns).map((v) => std * v),
      [rows, columns],
    );
  const W1 = weights(D, H, std1); // (D, H)
  const W2 = weights(H, K, std2); // (H, K)
  return { params: { W1, b1: tf.zeros([H]), W2, b2: tf.zeros([K]) }, forward: mlp };
}

/** Mean over batch and classes of (score − one-hot)², eq-squares. scores (B, K), labels (B) int32 → scalar. */
export function squaredError(scores: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const Y = tf.oneHot(labels, scores.shape[1]); // (B, K)
  return scores.sub(Y).square().mean();
}
