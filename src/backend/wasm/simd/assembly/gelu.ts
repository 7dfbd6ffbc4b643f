// GELU by tanh, which is x σ(2u) with u = √(2/π) (x + 0.044715 x³), since (1 + tanh u) / 2 = σ(2u).
import { sigmoid4 } from "./functions";
import { load4, store4 } from "./lanes";

const slope: f32 = 1.5957691216057308; // 2 √(2/π)
const bend: f32 = 0.044715;
/** Beyond, σ(2u) is 0 or 1 and x² not yet infinite. */
const far: f32 = 30;

export function gelu(x: usize, y: usize, size: i32): void {
  for (let n = size; n > 0; n -= 4) {
    store4(y, gelu4(load4(x, n)), n);
    x += 16;
    y += 16;
  }
}

export function geluBack(dy: usize, x: usize, dx: usize, size: i32): void {
  for (let n = size; n > 0; n -= 4) {
    store4(dx, f32x4.mul(load4(dy, n), slope4(load4(x, n))), n);
    dy += 16;
    x += 16;
    dx += 16;
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
  return sigmoid4(u);
}
