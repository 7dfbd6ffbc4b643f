// What LSTM and GRU share on their way through time. What is (B, T, …) is walked step by step, so that a row of it comes
// every T · … numbers.
// B rows, T steps, H hiddens, `line` the bytes of H numbers
import { load4 } from "./lanes";
import { multiply } from "./matrix";

/** The bytes of so many numbers. */
export function bytesOf(numbers: i32): usize {
  return (<usize>numbers) << 2;
}

/** The states before the first step, in `before` (B, T, H): those of `first` (B, H), or 0 where that is 0. */
export function begin(first: usize, before: usize, rows: i32, steps: i32, line: usize): void {
  for (let row = 0; row < rows; row++) {
    const to = before + row * steps * line;
    if (first) memory.copy(to, first + row * line, line);
    else memory.fill(to, 0, line);
  }
}

/** (B, H) · Wh (H, width) of one step, whose states begin at `states`, into `product` (B, width). */
export function multiplyByStates(
  states: usize,
  wh: usize,
  product: usize,
  rows: i32,
  steps: i32,
  size: i32,
  width: i32,
  scratch: usize,
): void {
  multiply(1, states, 0, steps * size, 1, wh, 0, width, 1, product, 0, rows, width, size, false, scratch);
}

/** (B, width) · Whᵀ of one step, whose slopes begin at `slopes`, into dh (B, H), or added to what is there. */
export function multiplyBack(
  slopes: usize,
  wh: usize,
  dh: usize,
  rows: i32,
  steps: i32,
  size: i32,
  width: i32,
  adds: bool,
  scratch: usize,
): void {
  multiply(1, slopes, 0, steps * width, 1, wh, 0, 1, width, dh, 0, rows, size, width, adds, scratch);
}

/** The sum of what stands at three places. */
export function sum3(a: usize, b: usize, c: usize, n: i32): v128 {
  return f32x4.add(f32x4.add(load4(a, n), load4(b, n)), load4(c, n));
}
