// Functions of each number by itself.
import { exp4, tanh4 } from "./functions";
import { load4, store4 } from "./lanes";

export function tanh(x: usize, y: usize, size: i32): void {
  for (let n = size; n > 0; n -= 4) {
    store4(y, tanh4(load4(x, n)), n);
    x += 16;
    y += 16;
  }
}

export function exp(x: usize, y: usize, size: i32): void {
  for (let n = size; n > 0; n -= 4) {
    store4(y, exp4(load4(x, n)), n);
    x += 16;
    y += 16;
  }
}

/** xᵉ for a whole exponent e ≥ 1, by products. */
export function power(x: usize, exponent: i32, y: usize, size: i32): void {
  for (let n = size; n > 0; n -= 4) {
    const value = load4(x, n);
    let result = value;
    for (let j = 1; j < exponent; j++) result = f32x4.mul(result, value);
    store4(y, result, n);
    x += 16;
    y += 16;
  }
}
