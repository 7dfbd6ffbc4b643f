// Small dense matrices in plain float64, as arrays of rows: for derivations and their checks, not for training.
// n rows (samples), d columns (features).

/** Σ aᵢbᵢ of two vectors (d), (d) → number. Throws RangeError if the lengths differ. */
export function dot(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new RangeError(`dot needs equal lengths, got ${a.length} and ${b.length}`);
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** a − b, entry by entry. (d), (d) → (d). Throws RangeError if the lengths differ. */
export function minus(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) throw new RangeError(`minus needs equal lengths, got ${a.length} and ${b.length}`);
  return a.map((value, i) => value - b[i]!);
}

/** The largest |aᵢ − bᵢ|. (d), (d) → number. Throws RangeError if the lengths differ. */
export function largestGap(a: readonly number[], b: readonly number[]): number {
  return Math.max(...minus(a, b).map(Math.abs));
}

/** (1/n) Σ aᵢ of (n) → number; NaN of no numbers. */
export function mean(a: readonly number[]): number {
  return a.reduce((sum, value) => sum + value, 0) / a.length;
}

/** Aᵀ of (n, d) → (d, n). */
export function transpose(A: readonly number[][]): number[][] {
  return (A[0] ?? []).map((_, j) => A.map((row) => row[j]!));
}

/** A x of (n, d), (d) → (n). */
export function times(A: readonly number[][], x: readonly number[]): number[] {
  return A.map((row) => dot(row, x));
}

/** AᵀA of (n, d) → (d, d), symmetric. */
export function gram(A: readonly number[][]): number[][] {
  const columns = transpose(A);
  return columns.map((a) => columns.map((b) => dot(a, b)));
}

/** The x with A x = b, by Gaussian elimination with partial pivoting. (d, d), (d) → (d).
 *  Throws RangeError if A is singular to rounding: its columns do not determine x. */
export function solve(A: readonly number[][], b: readonly number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i]!]); // (d, d + 1)
  const tiny = 1e-13 * Math.max(...A.flat().map(Math.abs));
  for (let k = 0; k < rows.length; k++) {
    pivot(rows, k);
    if (!(Math.abs(rows[k]![k]!) > tiny)) throw new RangeError("solve: the matrix is singular");
    for (let i = k + 1; i < rows.length; i++) subtract(rows[i]!, rows[k]!, rows[i]![k]! / rows[k]![k]!);
  }
  return backSubstitute(rows);
}

/** Eigenvalues of a symmetric (d, d) matrix, ascending, by cyclic Jacobi rotations (Golub & Van Loan, §8.5).
 *  Throws RangeError if A is not symmetric. */
export function eigenvalues(A: readonly number[][]): number[] {
  checkSymmetric(A);
  const B = A.map((row) => [...row]);
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < B.length; p++) for (let q = p + 1; q < B.length; q++) rotate(B, p, q);
  }
  return B.map((row, i) => row[i]!).sort((a, b) => a - b);
}

/** Brings the largest entry of column k, from row k down, into row k. */
function pivot(rows: number[][], k: number): void {
  let best = k;
  for (let i = k + 1; i < rows.length; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[best]![k]!)) best = i;
  [rows[k], rows[best]] = [rows[best]!, rows[k]!];
}

function subtract(row: number[], other: number[], factor: number): void {
  for (let j = 0; j < row.length; j++) row[j]! -= factor * other[j]!;
}

function backSubstitute(rows: number[][]): number[] {
  const x = rows.map(() => 0);
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i]!;
    x[i] = (row.at(-1)! - dot(row.slice(0, -1), x)) / row[i]!;
  }
  return x;
}

/** One Jacobi rotation: makes B[p][q] zero, keeps the eigenvalues. */
function rotate(B: number[][], p: number, q: number): void {
  if (B[p]![q] === 0) return;
  const tau = (B[q]![q]! - B[p]![p]!) / (2 * B[p]![q]!);
  const t = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  for (const row of B) [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!];
  const [rowP, rowQ] = [[...B[p]!], [...B[q]!]];
  B[p] = rowP.map((value, j) => c * value - s * rowQ[j]!);
  B[q] = rowQ.map((value, j) => s * rowP[j]! + c * value);
}

function checkSymmetric(A: readonly number[][]): void {
  const off = A.some((row, i) => row.some((value, j) => Math.abs(value - A[j]![i]!) > 1e-9 * Math.abs(value)));
  if (off) throw new RangeError("eigenvalues: the matrix is not symmetric");
}
