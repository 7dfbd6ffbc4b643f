// One step of Adam, or of AdamW, whose weights shrink by themselves, on the numbers of one variable, in place. Operation for operation what tfjs composes, so that the
// result is the same to the last bit.

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
  const minusLr = -lr;
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    const gradient = v128.load(g);
    const first = f32x4.add(
      f32x4.mul(v128.load(m), f32x4.splat(beta1)),
      f32x4.mul(gradient, f32x4.splat(oneMinusBeta1)),
    );
    const second = f32x4.add(
      f32x4.mul(v128.load(v), f32x4.splat(beta2)),
      f32x4.mul(f32x4.mul(gradient, gradient), f32x4.splat(oneMinusBeta2)),
    );
    v128.store(m, first);
    v128.store(v, second);
    const size = f32x4.add(f32x4.sqrt(f32x4.div(second, f32x4.splat(c2))), f32x4.splat(epsilon));
    const step = f32x4.mul(f32x4.div(f32x4.div(first, f32x4.splat(c1)), size), f32x4.splat(minusLr));
    v128.store(w, f32x4.add(step, f32x4.mul(v128.load(w), f32x4.splat(kept))));
    w += 16;
    m += 16;
    v += 16;
    g += 16;
  }
  for (; i < size; i++) {
    const gradient = f32.load(g);
    const first = f32.load(m) * beta1 + gradient * oneMinusBeta1;
    const second = f32.load(v) * beta2 + gradient * gradient * oneMinusBeta2;
    f32.store(m, first);
    f32.store(v, second);
    f32.store(w, (first / c1 / (sqrt<f32>(second / c2) + epsilon)) * minusLr + f32.load(w) * kept);
    w += 4;
    m += 4;
    v += 4;
    g += 4;
  }
}
