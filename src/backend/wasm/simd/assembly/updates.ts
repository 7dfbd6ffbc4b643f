// One step of SGD, momentum and RMSProp on the numbers of one variable, in place. Operation for operation what tfjs
// composes, so that the result is the same to the last bit; what is left of a vector goes through the first lane.

/** w ← w − lr g. */
export function sgd(w: usize, g: usize, size: i32, lr: f32): void {
  const minusLr = f32x4.splat(-lr);
  for (let i = 0; i < size; i += 4) {
    const at = (<usize>i) << 2;
    const n = size - i;
    put(w + at, f32x4.add(f32x4.mul(minusLr, take(g + at, n)), take(w + at, n)), n);
  }
}

/** a ← μ a + g, w ← w − lr a; by Nesterov w ← w − lr (g + μ a). */
export function momentum(w: usize, a: usize, g: usize, size: i32, lr: f32, mu: f32, isNesterov: bool): void {
  const minusLr = f32x4.splat(-lr);
  const mus = f32x4.splat(mu);
  for (let i = 0; i < size; i += 4) {
    const at = (<usize>i) << 2;
    const n = size - i;
    const slope = take(g + at, n);
    const speed = f32x4.add(f32x4.mul(mus, take(a + at, n)), slope);
    const way = isNesterov ? f32x4.add(slope, f32x4.mul(speed, mus)) : speed;
    put(a + at, speed, n);
    put(w + at, f32x4.add(f32x4.mul(minusLr, way), take(w + at, n)), n);
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
    const slope = take(g + at, n);
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
    const slope = take(g + at, n);
    const squares = decayed(s + at, f32x4.mul(slope, slope), rho, rest, n);
    const mean = decayed(h + at, slope, rho, rest, n);
    const spread = f32x4.sub(squares, f32x4.add(f32x4.mul(mean, mean), f32x4.splat(epsilon)));
    move(w + at, a + at, slope, spread, lr, mu, n);
  }
}

/** x ← ρ x + (1−ρ) y, which is returned. */
function decayed(x: usize, y: v128, rho: f32, rest: f32, n: i32): v128 {
  const sum = f32x4.add(f32x4.mul(take(x, n), f32x4.splat(rho)), f32x4.mul(y, f32x4.splat(rest)));
  put(x, sum, n);
  return sum;
}

/** a ← μ a + lr g / √spread, w ← w − a. */
function move(w: usize, a: usize, slope: v128, spread: v128, lr: f32, mu: f32, n: i32): void {
  const push = f32x4.div(f32x4.mul(slope, f32x4.splat(lr)), f32x4.sqrt(spread));
  const speed = f32x4.add(f32x4.mul(take(a, n), f32x4.splat(mu)), push);
  put(a, speed, n);
  put(w, f32x4.sub(take(w, n), speed), n);
}

/** Four numbers, or as many as there are. */
function take(from: usize, n: i32): v128 {
  if (n >= 4) return v128.load(from);
  let numbers = f32x4.splat(f32.load(from));
  if (n > 1) numbers = f32x4.replace_lane(numbers, 1, f32.load(from, 4));
  if (n > 2) numbers = f32x4.replace_lane(numbers, 2, f32.load(from, 8));
  return numbers;
}

function put(to: usize, numbers: v128, n: i32): void {
  if (n >= 4) {
    v128.store(to, numbers);
    return;
  }
  f32.store(to, f32x4.extract_lane(numbers, 0));
  if (n > 1) f32.store(to, f32x4.extract_lane(numbers, 1), 4);
  if (n > 2) f32.store(to, f32x4.extract_lane(numbers, 2), 8);
}
