// Texts as bags: how often each character (or each run of n characters) stands in them, and where no longer.
// Two classifiers on top, both a weighted sum: naive Bayes, counted at once, and logistic regression, descended.
// Plain float64; a bag keeps only what is in it. Section: text-classification/bag-of-words.
import { sigmoid } from "./classification";

// n texts, V kinds of pieces

/** How often each piece stands in a text; pieces that do not are left out. */
export type Bag = ReadonlyMap<string, number>;

/** A weighted sum: score = bias + Σ count · weight; above 0 means yes. A piece never met in training weighs 0. */
export interface LinearBag {
  bias: number;
  weights: ReadonlyMap<string, number>;
}

/** The pieces of a text: runs of `size` characters, where ⟨ and ⟩ stand for its ends if size > 1. */
export function piecesOf(text: string, size = 1): string[] {
  const marked = size > 1 ? ["⟨", ...text, "⟩"] : [...text];
  return Array.from({ length: Math.max(0, marked.length - size + 1) }, (_, i) => marked.slice(i, i + size).join(""));
}

export function toBag(pieces: readonly string[]): Bag {
  const bag = new Map<string, number>();
  for (const piece of pieces) bag.set(piece, (bag.get(piece) ?? 0) + 1);
  return bag;
}

/** count · idf, idf = 1 + ln((1 + n)/(1 + df)), each bag then made of length 1, eq-tf-idf.
 *  df is in how many of the n `known` bags a piece is. */
export function tfIdf(bags: readonly Bag[], known: readonly Bag[] = bags): Bag[] {
  const df = toBag(known.flatMap((bag) => [...bag.keys()]));
  const idf = (piece: string) => 1 + Math.log((1 + known.length) / (1 + (df.get(piece) ?? 0)));
  return bags.map((bag) => {
    const weighed = [...bag].map(([piece, count]) => [piece, count * idf(piece)] as const);
    const length = Math.hypot(...weighed.map(([, value]) => value)) || 1;
    return new Map(weighed.map(([piece, value]) => [piece, value / length]));
  });
}

/** bias + Σ count · weight. */
export function scoreOf({ bias, weights }: LinearBag, bag: Bag): number {
  let score = bias;
  for (const [piece, count] of bag) score += count * (weights.get(piece) ?? 0);
  return score;
}

/** The share of bags whose score has the sign of their label. */
export function bagAccuracy(model: LinearBag, bags: readonly Bag[], labels: ArrayLike<number>): number {
  const right = bags.filter((bag, i) => (scoreOf(model, bag) > 0 ? 1 : 0) === labels[i]);
  return right.length / bags.length;
}

/** Naive Bayes, eq-naive-bayes: weight = ln P(piece | yes) − ln P(piece | no), bias = ln P(yes) − ln P(no), all from
 *  counts, `smoothing` added to each (Laplace). */
export function naiveBayes(bags: readonly Bag[], labels: ArrayLike<number>, smoothing = 1): LinearBag {
  const sums = [new Map<string, number>(), new Map<string, number>()] as const;
  const texts = [0, 0] as [number, number];
  const kinds = new Set<string>();
  bags.forEach((bag, i) => {
    const label = labels[i] as 0 | 1;
    texts[label]++;
    for (const [piece, count] of bag) {
      kinds.add(piece);
      sums[label].set(piece, (sums[label].get(piece) ?? 0) + count);
    }
  });
  const totals = sums.map((sum) => [...sum.values()].reduce((a, b) => a + b, 0) + smoothing * kinds.size);
  const logOf = (label: 0 | 1, piece: string) => Math.log(((sums[label].get(piece) ?? 0) + smoothing) / totals[label]!);
  const weights = new Map([...kinds].map((piece) => [piece, logOf(1, piece) - logOf(0, piece)]));
  return { bias: Math.log(texts[1] / texts[0]), weights };
}

export interface BagDescent {
  /** Times through all bags; 200 unless said. */
  steps?: number;
  /** 1 unless said. */
  lr?: number;
}

/** Logistic regression by plain gradient descent on the mean loss, eq-bce; weights start at 0. */
export function logisticBag(
  bags: readonly Bag[],
  labels: ArrayLike<number>,
  { steps = 200, lr = 1 }: BagDescent = {},
): LinearBag {
  const kinds = [...new Set(bags.flatMap((bag) => [...bag.keys()]))];
  const numbers = new Map(kinds.map((piece, i) => [piece, i]));
  const rows = bags.map((bag) => [...bag].map(([piece, count]) => [numbers.get(piece)!, count] as const));
  const w = new Float64Array(kinds.length);
  let bias = 0;
  for (let step = 0; step < steps; step++) {
    const gradient = new Float64Array(kinds.length);
    let ofBias = 0;
    rows.forEach((row, i) => {
      const score = row.reduce((sum, [k, count]) => sum + count * w[k]!, bias);
      const error = (sigmoid(score) - labels[i]!) / rows.length;
      for (const [k, count] of row) gradient[k]! += count * error;
      ofBias += error;
    });
    gradient.forEach((g, k) => (w[k]! -= lr * g));
    bias -= lr * ofBias;
  }
  return { bias, weights: new Map(kinds.map((piece, i) => [piece, w[i]!])) };
}
