// One step of Adam, or of AdamW, whose weights shrink by themselves, on the numbers of one variable, in place. Operation
// for operation what tfjs composes, so that the result is the same to the last bit.
import { load4, store4 } from "./lanes";

/** m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← kept w − lr · (m/c₁) / (√(v/c₂) + ε), with cᵢ = 1 − βᵢᵗ. */
export function adam(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  size: i32,
  kept: f32,
  lr: f32,
  beta1: f32,
  oneMinusBeta1: f32,
  beta2: f32,
  oneMinusBeta2: f32,
  epsilon: f32,
  c1: f32,
  c2: f32,
): void {
  for (let n = size; n > 0; n -= 4) {
    const gradient = load4(g, n);
    const first = blend(load4(m, n), beta1, gradient, oneMinusBeta1);
    const second = blend(load4(v, n), beta2, f32x4.mul(gradient, gradient), oneMinusBeta2);
    store4(m, first, n);
    store4(v, second, n);
    const spread = f32x4.add(f32x4.sqrt(f32x4.div(second, f32x4.splat(c2))), f32x4.splat(epsilon));
    const step = f32x4.div(f32x4.div(first, f32x4.splat(c1)), spread);
    store4(w, blend(step, -lr, load4(w, n), kept), n);
    w += 16;
    m += 16;
    v += 16;
    g += 16;
  }
}

/** x a + y b */
function blend(x: v128, a: f32, y: v128, b: f32): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(a)), f32x4.mul(y, f32x4.splat(b)));
}
