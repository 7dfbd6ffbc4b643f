// Normalising the channels of each place by itself: LayerNorm and RMSNorm.
// Sources: Ba, Kiros, Hinton, "Layer Normalization", arXiv:1607.06450 (2016); Zhang, Sennrich, "Root Mean Square Layer
// Normalization", NeurIPS 2019.
import * as tf from "@tensorflow/tfjs";
import { runFused } from "./fused";

// d channels

export type LayerNormParams = {
  /** (d) */
  gain: tf.Tensor1D;
  /** (d) */
  bias: tf.Tensor1D;
};

/** gain · (x − mean x) / √(var x + ε) + bias, mean and variance over the last axis. X (…, d) → (…, d).
 *  Throws RangeError unless gain and bias are (d). */
export function layerNorm<T extends tf.Tensor>(X: T, { gain, bias }: LayerNormParams, epsilon = 1e-5): T {
  checkRow("layerNorm", "gain", gain, X);
  checkRow("layerNorm", "bias", bias, X);
  return (
    runFused<T>("LayerNorm", { x: X, gain, bias }, { epsilon }) ??
    tf.tidy(() => {
      const centred = X.sub(X.mean(-1, true)); // (…, d)
      const variance = centred.square().mean(-1, true); // (…, 1)
      return centred.mul(variance.add(epsilon).rsqrt()).mul(gain).add<T>(bias);
    })
  );
}

/** gain · x / √(mean x² + ε), the mean over the last axis. X (…, d) → (…, d). Throws RangeError unless gain is (d). */
export function rmsNorm<T extends tf.Tensor>(X: T, gain: tf.Tensor1D, epsilon = 1e-5): T {
  checkRow("rmsNorm", "gain", gain, X);
  return (
    runFused<T>("RmsNorm", { x: X, gain }, { epsilon }) ??
    tf.tidy(() => X.mul(X.square().mean(-1, true).add(epsilon).rsqrt()).mul<T>(gain))
  );
}

function checkRow(layer: string, name: string, row: tf.Tensor, X: tf.Tensor): void {
  const d = X.shape.at(-1);
  if (d !== undefined && row.rank === 1 && row.size === d) return;
  throw new RangeError(
    `${layer}: X (${X.shape.join(", ")}) has ${d ?? "no"} channels, and ${name} is (${row.shape.join(", ")}): it must be (${d ?? "d"})`,
  );
}
