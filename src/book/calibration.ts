// Is a classifier as often right as it says? And of two classifiers asked the same questions: is one better?
// Plain float64. n examples. Section: mnist/forensics.

/** Expected calibration error, eq-ece: examples go into M bins by confidence; the gap between a bin's mean confidence and
 *  its share of right answers counts as often as the bin has examples. (n), (n) → 0 … 1. */
export function calibrationError(confidence: number[], right: boolean[], M = 10) {
  const sums = new Map<number, number>(); // bin → Σ (confidence − right)
  confidence.forEach((c, i) => {
    const bin = Math.min(M - 1, Math.floor(c * M));
    sums.set(bin, (sums.get(bin) ?? 0) + c - Number(right[i]));
  });
  const gaps = [...sums.values()].map(Math.abs);
  return gaps.reduce((total, gap) => total + gap, 0) / confidence.length;
}

/** McNemar's test, eq-mcnemar: the answers that only one of the two got right, and by how many standard deviations of
 *  a fair coin they differ. (n), (n) of true and false. */
export function mcnemar(a: boolean[], b: boolean[]) {
  const onlyA = a.filter((ok, i) => ok && !b[i]).length;
  const onlyB = b.filter((ok, i) => ok && !a[i]).length;
  return { onlyA, onlyB, z: (onlyA - onlyB) / Math.sqrt(Math.max(1, onlyA + onlyB)) };
}
