// GELU by tanh, which is x σ(2u) with u = √(2/π) (x + 0.044715 x³), since (1 + tanh u) / 2 = σ(2u).
import { exp4 } from "./functions";

const slope: f32 = 1.5957691216057308; // 2 √(2/π)
const bend: f32 = 0.044715;
/** Beyond, σ(2u) is 0 or 1 and x² not yet infinite. */
const far: f32 = 30;

export function gelu(x: usize, y: usize, size: i32): void {
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    v128.store(y, gelu4(v128.load(x)));
    x += 16;
    y += 16;
  }
  for (; i < size; i++) {
    f32.store(y, f32x4.extract_lane(gelu4(f32x4.splat(f32.load(x))), 0));
    x += 4;
    y += 4;
  }
}

export function geluBack(dy: usize, x: usize, dx: usize, size: i32): void {
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    v128.store(dx, f32x4.mul(v128.load(dy), slope4(v128.load(x))));
    dy += 16;
    x += 16;
    dx += 16;
  }
  for (; i < size; i++) {
    f32.store(dx, f32.load(dy) * f32x4.extract_lane(slope4(f32x4.splat(f32.load(x))), 0));
    dy += 4;
    x += 4;
    dx += 4;
  }
}

function gelu4(x: v128): v128 {
  return f32x4.mul(x, share(within(x)));
}

/** s + x s (1 − s) · 2u' with s = σ(2u) */
function slope4(x: v128): v128 {
  const z = within(x);
  const s = share(z);
  const square = f32x4.mul(z, z);
  const steepness = f32x4.mul(f32x4.splat(slope), f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.splat(3 * bend), square)));
  const turn = f32x4.mul(f32x4.mul(z, steepness), f32x4.mul(s, f32x4.sub(f32x4.splat(1), s)));
  return f32x4.add(s, turn);
}

function within(x: v128): v128 {
  return f32x4.min(f32x4.max(x, f32x4.splat(-far)), f32x4.splat(far));
}

/** σ(2u) */
function share(x: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(x, x), x);
  const u = f32x4.mul(f32x4.splat(slope), f32x4.add(x, f32x4.mul(f32x4.splat(bend), cube)));
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp4(f32x4.neg(u))));
}
