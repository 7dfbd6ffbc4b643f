// exp, log, tanh and σ of four numbers at once, from polynomials; errors are a few units of the last place.
// What is not a number stays so.

/** eˣ by 2ᵏ · eʳ with |r| ≤ ln 2 / 2; 0 below −87.3, where float32 has no full number, and ∞ above 88.72. */
export function exp4(x: v128): v128 {
  const clamped = f32x4.min(f32x4.max(x, f32x4.splat(-87.3)), f32x4.splat(88.72));
  const k = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(<f32>Math.LOG2E)));
  // ln 2 in two parts, of which the first times k is exact.
  const high = f32x4.sub(clamped, f32x4.mul(k, f32x4.splat(0.693359375)));
  const r = f32x4.add(high, f32x4.mul(k, f32x4.splat(2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), f32x4.splat(1));
  // 2ᵏ in two factors: 2¹²⁸ alone is no float32.
  const whole = i32x4.trunc_sat_f32x4_s(k);
  const half = i32x4.shr_s(whole, 1);
  const y = f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
  const small = v128.andnot(y, f32x4.lt(x, f32x4.splat(-87.3)));
  return v128.bitselect(f32x4.splat(f32.POSITIVE_INFINITY), small, f32x4.gt(x, f32x4.splat(88.72)));
}

function powerOfTwo(k: v128): v128 {
  return i32x4.shl(i32x4.add(k, i32x4.splat(127)), 23);
}

/** ln x for x ≥ 1 that is finite, as sums of powers are; otherwise what x is. */
export function logFromOne(x: f32): f32 {
  if (!(x < f32.POSITIVE_INFINITY)) return x;
  const bits = reinterpret<i32>(x);
  let e = (bits >> 23) - 127;
  let mantissa = reinterpret<f32>((bits & 0x7fffff) | 0x3f800000); // 1 … 2
  if (mantissa > <f32>Math.SQRT2) {
    mantissa *= 0.5;
    e++;
  }
  // ln m = 2 artanh s, s = (m − 1) / (m + 1), |s| ≤ 0.172
  const s = <f64>(mantissa - 1) / <f64>(mantissa + 1);
  const t = s * s;
  const series = 1.0 + t * (1.0 / 3 + t * (1.0 / 5 + t * (1.0 / 7 + t * (1.0 / 9 + t * (1.0 / 11)))));
  return <f32>(<f64>e * Math.LN2 + 2 * s * series);
}

/** tanh by a quotient of polynomials, ±1 from where float32 knows no more. */
export function tanh4(x: v128): v128 {
  const z = f32x4.min(f32x4.max(x, f32x4.splat(-7.90531110763549805)), f32x4.splat(7.90531110763549805));
  const q = f32x4.mul(z, z);
  let p = f32x4.splat(-2.76076847742355e-16);
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(2.00018790482477e-13));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(-8.60467152213735e-11));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(5.12229709037114e-8));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(1.48572235717979e-5));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(6.37261928875436e-4));
  p = f32x4.add(f32x4.mul(p, q), f32x4.splat(4.89352455891786e-3));
  let d = f32x4.splat(1.19825839466702e-6);
  d = f32x4.add(f32x4.mul(d, q), f32x4.splat(1.18534705686654e-4));
  d = f32x4.add(f32x4.mul(d, q), f32x4.splat(2.268434632439e-3));
  d = f32x4.add(f32x4.mul(d, q), f32x4.splat(4.89352518554385e-3));
  const y = f32x4.div(f32x4.mul(z, p), d);
  return v128.bitselect(x, y, f32x4.lt(f32x4.abs(x), f32x4.splat(0.0004)));
}

/** 1 − y² for y = tanh x, its slope. */
export function flatness(y: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(y, y));
}

/** σ(x) = 1 / (1 + e⁻ˣ) */
export function sigmoid4(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp4(f32x4.neg(x))));
}

/** s (1 − s) for s = σ(x), its slope. */
export function slopeOfSigmoid(s: v128): v128 {
  return f32x4.sub(s, f32x4.mul(s, s));
}

/** The sum of the four numbers of a vector. */
export function total(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}
