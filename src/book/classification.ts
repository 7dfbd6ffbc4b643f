// Probabilities from scores, and the losses that their likelihood gives. Plain float64.
// n samples, d features, K classes; z a score (logit), p a probability, y 0 or 1, or the number of a class.
// Sections: losses/likelihood, losses/softmax.
import { predict } from "./linear";
import { mean, minus, times, transpose } from "./matrix";

/** 1 / (1 + e⁻ᶻ), eq-sigmoid: any score → a probability. */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** Mean of −log of the probability that each sample's own label was given, eq-bce.
 *  p (n) probabilities of 1, y (n) of 0 and 1 → number ≥ 0. */
export function binaryCrossEntropy(p: number[], y: number[]): number {
  return mean(p.map((pi, i) => -Math.log(y[i] === 1 ? pi : 1 - pi)));
}

/** The same for one sample, from the score, eq-stable-bce: max(z, 0) − yz + log(1 + e^−|z|). Never overflows. */
export function logisticLoss(z: number, y: number): number {
  return Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
}

/** Gradient of the mean logistic loss of z = Xw + b, eq-logistic-gradient: Xᵀ(p − y)/n for w (d), mean(p − y) for b. */
export function logisticGradient(X: number[][], y: number[], w: number[], b: number) {
  const p = predict(X, w, b).map(sigmoid); // (n)
  const errors = minus(p, y); // (n)
  return {
    w: times(transpose(X), errors).map((sum) => sum / y.length), // (d)
    b: mean(errors),
  };
}

/** log Σ e^zₖ, eq-lse. The largest score is taken out first, so that no exponential overflows. (K) → number. */
export function logSumExp(z: readonly number[]): number {
  const top = Math.max(...z);
  return top + Math.log(z.reduce((sum, zk) => sum + Math.exp(zk - top), 0));
}

/** e^zₖ / Σ e^zⱼ, eq-softmax: scores → probabilities that add up to 1. (K) → (K). */
export function softmax(z: readonly number[]): number[] {
  const total = logSumExp(z);
  return z.map((zk) => Math.exp(zk - total));
}
