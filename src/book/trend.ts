// A straight line through logarithms, with its error: how a quantity that grows by a factor each year is measured.
// n points; x a year, y a positive quantity. Section: era/how-large.
import { mean } from "./matrix";

export interface Trend {
  /** log₁₀ y = intercept + slope · (x − centre). */
  slope: number;
  intercept: number;
  centre: number;
  /** Standard deviation of the points about the line, in powers of ten, with n − 2 in the denominator. */
  sigma: number;
  /** Standard error of the slope, eq-slope-error. */
  slopeError: number;
  /** Share of the variance of log y that the line explains. */
  r2: number;
  n: number;
}

/** Least squares of log₁₀ y on x, eq-slope. (n), (n). Throws RangeError with fewer than three points or one x. */
export function fitTrend(x: readonly number[], y: readonly number[]): Trend {
  const n = x.length;
  if (n < 3) throw new RangeError(`fitTrend needs at least 3 points, got ${n}`);
  const logs = y.map(Math.log10);
  const [centre, intercept] = [mean(x), mean(logs)];
  const spread = sumOf(x, (xi) => (xi - centre) ** 2);
  if (spread === 0) throw new RangeError("fitTrend needs at least 2 different x");
  const slope = sumOf(x, (xi, i) => (xi - centre) * logs[i]!) / spread;
  const rest = sumOf(x, (xi, i) => (logs[i]! - intercept - slope * (xi - centre)) ** 2);
  const sigma = Math.sqrt(rest / (n - 2));
  const r2 = 1 - rest / sumOf(logs, (log) => (log - intercept) ** 2);
  return { slope, intercept, centre, sigma, slopeError: sigma / Math.sqrt(spread), r2, n };
}

/** What the line says of x, with the band in which a further point lies with this confidence, eq-band. Powers of ten. */
export function predictTrend(trend: Trend, x: number, confidence = 0.9): { low: number; middle: number; high: number } {
  const { slope, intercept, centre, sigma, slopeError, n } = trend;
  const middle = intercept + slope * (x - centre);
  const error = Math.hypot(sigma, sigma / Math.sqrt(n), slopeError * (x - centre));
  const reach = tQuantile((1 + confidence) / 2, n - 2) * error;
  return { low: middle - reach, middle, high: middle + reach };
}

/** Growth per year as a factor, with its interval at this confidence: 10^(slope ± t · slopeError). */
export function growth(trend: Trend, confidence = 0.9): { low: number; middle: number; high: number } {
  const reach = tQuantile((1 + confidence) / 2, trend.n - 2) * trend.slopeError;
  const [low, middle, high] = [-reach, 0, reach].map((by) => 10 ** (trend.slope + by));
  return { low: low!, middle: middle!, high: high! };
}

/** Months in which something doubles that grows by this factor a year: 12 ln 2 / ln g, eq-doubling. */
export function doublingMonths(factor: number): number {
  return (12 * Math.LN2) / Math.log(factor);
}

/** The t with P(T ≤ t) = p of Student's distribution, p above ½: Simpson's rule on the density, and bisection. */
export function tQuantile(p: number, freedom: number): number {
  // With t = √ν tan a the density is a power of a cosine; its integral up to a = π/2 is half of the whole.
  const part = (end: number) => simpson((a) => Math.cos(a) ** (freedom - 1), end);
  const wanted = (2 * p - 1) * part(Math.PI / 2);
  let [low, high] = [0, Math.PI / 2];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (part(middle) < wanted) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan(low);
}

function simpson(f: (a: number) => number, end: number, steps = 100): number {
  const h = end / steps;
  let sum = f(0) + f(end);
  for (let i = 1; i < steps; i++) sum += (i % 2 ? 4 : 2) * f(i * h);
  return (sum * h) / 3;
}

function sumOf(values: readonly number[], term: (value: number, i: number) => number): number {
  return values.reduce((sum, value, i) => sum + term(value, i), 0);
}
