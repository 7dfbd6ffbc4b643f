// The four numbers of a vector, and what is left of a row at its end: whoever walks a row asks for `n`, as many as are
// still to come, and neither reads nor writes beyond.

/** Four numbers, or the last n with the first of them in the places that are missing. */
export function load4(from: usize, n: i32): v128 {
  if (n >= 4) return v128.load(from);
  let x = v128.load32_splat(from);
  if (n > 1) x = f32x4.replace_lane(x, 1, f32.load(from, 4));
  if (n > 2) x = f32x4.replace_lane(x, 2, f32.load(from, 8));
  return x;
}

/** Four numbers, or the first n. */
export function store4(to: usize, x: v128, n: i32): void {
  if (n >= 4) {
    v128.store(to, x);
    return;
  }
  f32.store(to, f32x4.extract_lane(x, 0));
  if (n > 1) f32.store(to, f32x4.extract_lane(x, 1), 4);
  if (n > 2) f32.store(to, f32x4.extract_lane(x, 2), 8);
}
