// Functions of each number by itself.
import { exp4, tanh4 } from "./functions";

export function tanh(x: usize, y: usize, size: i32): void {
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    v128.store(y, tanh4(v128.load(x)));
    x += 16;
    y += 16;
  }
  for (; i < size; i++) {
    f32.store(y, f32x4.extract_lane(tanh4(f32x4.splat(f32.load(x))), 0));
    x += 4;
    y += 4;
  }
}

export function exp(x: usize, y: usize, size: i32): void {
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    v128.store(y, exp4(v128.load(x)));
    x += 16;
    y += 16;
  }
  for (; i < size; i++) {
    f32.store(y, f32x4.extract_lane(exp4(f32x4.splat(f32.load(x))), 0));
    x += 4;
    y += 4;
  }
}

/** xⁿ for a whole n ≥ 1, by products. */
export function power(x: usize, n: i32, y: usize, size: i32): void {
  let i = 0;
  for (; i + 4 <= size; i += 4) {
    const value = v128.load(x);
    let result = value;
    for (let j = 1; j < n; j++) result = f32x4.mul(result, value);
    v128.store(y, result);
    x += 16;
    y += 16;
  }
  for (; i < size; i++) {
    const value = f32.load(x);
    let result = value;
    for (let j = 1; j < n; j++) result *= value;
    f32.store(y, result);
    x += 4;
    y += 4;
  }
}
