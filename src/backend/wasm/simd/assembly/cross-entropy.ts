// Cross-entropy of softmax, a row at a time: −Σ y ln p with p = softmax(x), and its derivative by x, p Σy − y.
// A label of 0 adds nothing, also where p is 0.
import { exp4, logFromOne, total } from "./functions";

// Kinds of labels; 1 are whole numbers for each class.
const fractions: i32 = 0;
const numbers: i32 = 2;

/** labels are float32, int32, or of int32 the number of each row's one class; slopes takes the derivative times `scale`,
 *  and is scratch on the way. */
export function crossEntropy(
  labels: usize,
  kind: i32,
  logits: usize,
  losses: usize,
  slopes: usize,
  rows: i32,
  columns: i32,
  scale: f32,
): void {
  const row = (<usize>columns) << 2;
  for (let i = 0; i < rows; i++) {
    const top = largest(logits, columns);
    const sum = powers(logits, top, slopes, columns);
    f32.store(losses, lossOfRow(labels, kind, logits, top, sum, slopes, columns, scale));
    labels += kind == numbers ? 4 : row;
    logits += row;
    slopes += row;
    losses += 4;
  }
}

/** The largest number, or what is not a number. */
function largest(x: usize, n: i32): f32 {
  let top: f32 = f32.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) top = max(top, f32.load(x + ((<usize>i) << 2)));
  return top;
}

/** Writes e^(x − top); returns the sum. */
function powers(x: usize, top: f32, to: usize, n: i32): f32 {
  const tops = f32x4.splat(top);
  let sums = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const power = exp4(f32x4.sub(v128.load(x), tops));
    v128.store(to, power);
    sums = f32x4.add(sums, power);
    x += 16;
    to += 16;
  }
  let sum = total(sums);
  for (; i < n; i++) {
    const power = f32x4.extract_lane(exp4(f32x4.splat(f32.load(x) - top)), 0);
    f32.store(to, power);
    sum += power;
    x += 4;
    to += 4;
  }
  return sum;
}

function lossOfRow(
  labels: usize,
  kind: i32,
  logits: usize,
  top: f32,
  sum: f32,
  slopes: usize,
  n: i32,
  scale: f32,
): f32 {
  const logSum = logFromOne(sum);
  let loss: f32 = 0;
  let weight: f32 = 0;
  for (let i = 0; i < n; i++) {
    const label = labelAt(labels, kind, i);
    if (label == 0) continue;
    loss += label * (logSum - (f32.load(logits + ((<usize>i) << 2)) - top));
    weight += label;
  }
  const share = weight / sum;
  for (let i = 0; i < n; i++) {
    const place = slopes + ((<usize>i) << 2);
    f32.store(place, (f32.load(place) * share - labelAt(labels, kind, i)) * scale);
  }
  // Without any label the loss is 0, unless the logits are not numbers.
  return weight == 0 && !(sum >= 1) ? sum : loss;
}

function labelAt(labels: usize, kind: i32, i: i32): f32 {
  if (kind == numbers) return i32.load(labels) == i ? 1 : 0;
  const place = labels + ((<usize>i) << 2);
  return kind == fractions ? f32.load(place) : <f32>i32.load(place);
}
