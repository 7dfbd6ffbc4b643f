// One step of SGD, momentum and RMSProp on the numbers of one variable, in place. Operation for operation what tfjs
// composes, so that the result is the same to the last bit.
import { load4, store4 } from "./lanes";

/** w ← w − lr g. */
export function sgd(w: usize, g: usize, size: i32, lr: f32): void {
  const minusLr = f32x4.splat(-lr);
  for (let i = 0; i < size; i += 4) {
    const at = (<usize>i) << 2;
    const n = size - i;
    store4(w + at, f32x4.add(f32x4.mul(minusLr, load4(g + at, n)), load4(w + at, n)), n);
  }
}

/** a ← μ a + g, w ← w − lr a; by Nesterov w ← w − lr (g + μ a). */
export function momentum(w: usize, a: usize, g: usize, size: i32, lr: f32, mu: f32, isNesterov: bool): void {
  const minusLr = f32x4.splat(-lr);
  const mus = f32x4.splat(mu);
  for (let i = 0; i < size; i += 4) {
    const at = (<usize>i) << 2;
    const n = size - i;
    const slope = load4(g + at, n);
    const speed = f32x4.add(f32x4.mul(mus, load4(a + at, n)), slope);
    const way = isNesterov ? f32x4.add(slope, f32x4.mul(speed, mus)) : speed;
    store4(a + at, speed, n);
    store4(w + at, f32x4.add(f32x4.mul(minusLr, way), load4(w + at, n)), n);
  }
}

/** s ← ρ s + (1−ρ) g², a ← μ a + lr g / √(s + ε), w ← w − a. */
export function rmsProp(
  w: usize,
  s: usize,
  a: usize,
  g: usize,
  size: i32,
  lr: f32,
  rho: f32,
  rest: f32,
  mu: f32,
  epsilon: f32,
): void {
  for (let i = 0; i < size; i += 4) {
    const at = (<usize>i) << 2;
    const n = size - i;
    const slope = load4(g + at, n);
    const squares = decayed(s + at, f32x4.mul(slope, slope), rho, rest, n);
    move(w + at, a + at, slope, f32x4.add(squares, f32x4.splat(epsilon)), lr, mu, n);
  }
}

/** The same by √(s − (h² + ε)) with h ← ρ h + (1−ρ) g. */
export function centeredRmsProp(
  w: usize,
  s: usize,
  a: usize,
  h: usize,
  g: usize,
  size: i32,
  lr: f32,
  rho: f32,
  rest: f32,
  mu: f32,
  epsilon: f32,
): void {
  for (let i = 0; i < size; i += 4) {
    const at = (<usize>i) << 2;
    const n = size - i;
    const slope = load4(g + at, n);
    const squares = decayed(s + at, f32x4.mul(slope, slope), rho, rest, n);
    const mean = decayed(h + at, slope, rho, rest, n);
    const spread = f32x4.sub(squares, f32x4.add(f32x4.mul(mean, mean), f32x4.splat(epsilon)));
    move(w + at, a + at, slope, spread, lr, mu, n);
  }
}

/** x ← ρ x + (1−ρ) y, which is returned. */
function decayed(x: usize, y: v128, rho: f32, rest: f32, n: i32): v128 {
  const sum = f32x4.add(f32x4.mul(load4(x, n), f32x4.splat(rho)), f32x4.mul(y, f32x4.splat(rest)));
  store4(x, sum, n);
  return sum;
}

/** a ← μ a + lr g / √spread, w ← w − a. */
function move(w: usize, a: usize, slope: v128, spread: v128, lr: f32, mu: f32, n: i32): void {
  const push = f32x4.div(f32x4.mul(slope, f32x4.splat(lr)), f32x4.sqrt(spread));
  const speed = f32x4.add(f32x4.mul(load4(a, n), f32x4.splat(mu)), push);
  store4(a, speed, n);
  store4(w, f32x4.sub(load4(w, n), speed), n);
}
