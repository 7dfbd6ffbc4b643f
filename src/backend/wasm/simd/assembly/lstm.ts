// LSTM through time, forward and back: in each step one product of all rows by Wh and one pass over the gates.
// B rows, T steps, H hiddens; i, f, g, o stand side by side
import { flatness, sigmoid4, slopeOfSigmoid, tanh4 } from "./functions";
import { load4, store4 } from "./lanes";
import { begin, bytesOf, multiplyBack, multiplyByStates, sum3 } from "./through-time";

/** gates (B, T, 4H) hold x Wx and become i, f, g, o after their functions; `first` and `firstMemory` (B, H) are h and c before
 *  the first step, or 0 for none. Writes the states (B, T, H), the memories (B, T, H) and the states before each step;
 *  `product` is room for (B, 4H). */
export function lstm(
  gates: usize,
  wh: usize,
  bias: usize,
  first: usize,
  firstMemory: usize,
  states: usize,
  memories: usize,
  before: usize,
  product: usize,
  rows: i32,
  steps: i32,
  size: i32,
  scratch: usize,
): void {
  const line = bytesOf(size);
  begin(first, before, rows, steps, line);
  for (let t = 0; t < steps; t++) {
    multiplyByStates(before + t * line, wh, product, rows, steps, size, 4 * size, scratch);
    for (let row = 0; row < rows; row++) {
      const at = (row * steps + t) * line;
      const last = memoryBefore(memories + at, firstMemory, t, row, line);
      cell(gates + 4 * at, product + 4 * row * line, bias, last, memories + at, states + at, size);
      if (t + 1 < steps) memory.copy(before + at + line, states + at, line);
    }
  }
}

function cell(gates: usize, product: usize, bias: usize, last: usize, now: usize, state: usize, size: i32): void {
  const line = bytesOf(size);
  for (let n = size; n > 0; n -= 4) {
    const i = sigmoid4(sum3(gates, product, bias, n));
    const f = sigmoid4(sum3(gates + line, product + line, bias + line, n));
    const g = tanh4(sum3(gates + 2 * line, product + 2 * line, bias + 2 * line, n));
    const o = sigmoid4(sum3(gates + 3 * line, product + 3 * line, bias + 3 * line, n));
    const kept = last ? f32x4.mul(f, load4(last, n)) : f32x4.splat(0);
    const c = f32x4.add(kept, f32x4.mul(i, g));
    store4(gates, i, n);
    store4(gates + line, f, n);
    store4(gates + 2 * line, g, n);
    store4(gates + 3 * line, o, n);
    store4(now, c, n);
    store4(state, f32x4.mul(o, tanh4(c)), n);
    gates += 16;
    product += 16;
    bias += 16;
    now += 16;
    state += 16;
    if (last) last += 16;
  }
}

/** From the slopes of all states, the memories, the gates and c before the first step (or 0 for none): the slopes (B, T, 4H)
 *  of what the gates' functions get. dh and dc (B, H) are those of h and c before the first step in the end. */
export function lstmBack(
  slopes: usize,
  memories: usize,
  gates: usize,
  wh: usize,
  firstMemory: usize,
  back: usize,
  dh: usize,
  dc: usize,
  rows: i32,
  steps: i32,
  size: i32,
  scratch: usize,
): void {
  const line = bytesOf(size);
  memory.fill(dh, 0, rows * line);
  memory.fill(dc, 0, rows * line);
  for (let t = steps - 1; t >= 0; t--) {
    for (let row = 0; row < rows; row++) {
      const at = (row * steps + t) * line;
      const last = memoryBefore(memories + at, firstMemory, t, row, line);
      const r = row * line;
      cellBack(slopes + at, memories + at, last, gates + 4 * at, back + 4 * at, dh + r, dc + r, size);
    }
    multiplyBack(back + 4 * t * line, wh, dh, rows, steps, size, 4 * size, false, scratch);
  }
}

function cellBack(
  slope: usize,
  now: usize,
  last: usize,
  gates: usize,
  back: usize,
  dh: usize,
  dc: usize,
  size: i32,
): void {
  const line = bytesOf(size);
  for (let n = size; n > 0; n -= 4) {
    const i = load4(gates, n);
    const f = load4(gates + line, n);
    const g = load4(gates + 2 * line, n);
    const o = load4(gates + 3 * line, n);
    const bent = tanh4(load4(now, n));
    const h = f32x4.add(load4(dh, n), load4(slope, n));
    const c = f32x4.add(load4(dc, n), f32x4.mul(f32x4.mul(h, o), flatness(bent)));
    store4(back, f32x4.mul(f32x4.mul(c, g), slopeOfSigmoid(i)), n);
    const before = last ? load4(last, n) : f32x4.splat(0);
    store4(back + line, f32x4.mul(f32x4.mul(c, before), slopeOfSigmoid(f)), n);
    store4(back + 2 * line, f32x4.mul(f32x4.mul(c, i), flatness(g)), n);
    store4(back + 3 * line, f32x4.mul(f32x4.mul(h, bent), slopeOfSigmoid(o)), n);
    store4(dc, f32x4.mul(c, f), n);
    slope += 16;
    now += 16;
    gates += 16;
    back += 16;
    dh += 16;
    dc += 16;
    if (last) last += 16;
  }
}

/** Where c before a step lies whose own is at `now`; 0 where there is none. */
function memoryBefore(now: usize, first: usize, t: i32, row: i32, line: usize): usize {
  if (t > 0) return now - line;
  return first ? first + row * line : 0;
}
