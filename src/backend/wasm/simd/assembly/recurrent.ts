// LSTM and GRU through time, forward and back: in each step one product of all rows by Wh and one pass over the gates.
// B rows, T steps, H hiddens; what is (B, T, …) is walked step by step, a row of it every T · … numbers.
import { exp4, tanh4 } from "./functions";
import { multiply } from "./matrix";

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
  const line = bytes(size);
  begin(first, before, rows, steps, line);
  for (let t = 0; t < steps; t++) {
    multiply(
      1,
      before + t * line,
      0,
      steps * size,
      1,
      wh,
      0,
      4 * size,
      1,
      product,
      0,
      rows,
      4 * size,
      size,
      false,
      scratch,
    );
    for (let row = 0; row < rows; row++) {
      const at = (row * steps + t) * line;
      const last = t > 0 ? memories + at - line : firstMemory ? firstMemory + row * line : 0;
      lstmCell(gates + 4 * at, product + 4 * row * line, bias, last, memories + at, states + at, size);
      if (t + 1 < steps) memory.copy(before + at + line, states + at, line);
    }
  }
}

function lstmCell(gates: usize, product: usize, bias: usize, last: usize, cell: usize, state: usize, size: i32): void {
  const line = bytes(size);
  for (let j = 0; j < size; j += 4) {
    const n = size - j;
    const i = sigmoid4(sum3(gates, product, bias, n));
    const f = sigmoid4(sum3(gates + line, product + line, bias + line, n));
    const g = tanh4(sum3(gates + 2 * line, product + 2 * line, bias + 2 * line, n));
    const o = sigmoid4(sum3(gates + 3 * line, product + 3 * line, bias + 3 * line, n));
    const kept = last ? f32x4.mul(f, load(last, n)) : f32x4.splat(0);
    const c = f32x4.add(kept, f32x4.mul(i, g));
    store(gates, i, n);
    store(gates + line, f, n);
    store(gates + 2 * line, g, n);
    store(gates + 3 * line, o, n);
    store(cell, c, n);
    store(state, f32x4.mul(o, tanh4(c)), n);
    gates += 16;
    product += 16;
    bias += 16;
    cell += 16;
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
  const line = bytes(size);
  memory.fill(dh, 0, rows * line);
  memory.fill(dc, 0, rows * line);
  for (let t = steps - 1; t >= 0; t--) {
    for (let row = 0; row < rows; row++) {
      const at = (row * steps + t) * line;
      const last = t > 0 ? memories + at - line : firstMemory ? firstMemory + row * line : 0;
      const r = row * line;
      lstmCellBack(slopes + at, memories + at, last, gates + 4 * at, back + 4 * at, dh + r, dc + r, size);
    }
    multiply(
      1,
      back + 4 * t * line,
      0,
      4 * steps * size,
      1,
      wh,
      0,
      1,
      4 * size,
      dh,
      0,
      rows,
      size,
      4 * size,
      false,
      scratch,
    );
  }
}

function lstmCellBack(
  slope: usize,
  cell: usize,
  last: usize,
  gates: usize,
  back: usize,
  dh: usize,
  dc: usize,
  size: i32,
): void {
  const line = bytes(size);
  for (let j = 0; j < size; j += 4) {
    const n = size - j;
    const i = load(gates, n);
    const f = load(gates + line, n);
    const g = load(gates + 2 * line, n);
    const o = load(gates + 3 * line, n);
    const bent = tanh4(load(cell, n));
    const h = f32x4.add(load(dh, n), load(slope, n));
    const c = f32x4.add(load(dc, n), f32x4.mul(f32x4.mul(h, o), flatness(bent)));
    store(back, f32x4.mul(f32x4.mul(c, g), slopeOfSigmoid(i)), n);
    const before = last ? load(last, n) : f32x4.splat(0);
    store(back + line, f32x4.mul(f32x4.mul(c, before), slopeOfSigmoid(f)), n);
    store(back + 2 * line, f32x4.mul(f32x4.mul(c, i), flatness(g)), n);
    store(back + 3 * line, f32x4.mul(f32x4.mul(h, bent), slopeOfSigmoid(o)), n);
    store(dc, f32x4.mul(c, f), n);
    slope += 16;
    cell += 16;
    gates += 16;
    back += 16;
    dh += 16;
    dc += 16;
    if (last) last += 16;
  }
}

/** inputs (B, T, 3H) are x Wx; `first` (B, H) is h before the first step, or 0 for none. Writes the states, r, z, n and
 *  h Whn side by side (B, T, 4H), and the states before each step; `product` is room for (B, 3H). */
export function gru(
  inputs: usize,
  wh: usize,
  bias: usize,
  first: usize,
  states: usize,
  gates: usize,
  before: usize,
  product: usize,
  rows: i32,
  steps: i32,
  size: i32,
  scratch: usize,
): void {
  const line = bytes(size);
  begin(first, before, rows, steps, line);
  for (let t = 0; t < steps; t++) {
    multiply(
      1,
      before + t * line,
      0,
      steps * size,
      1,
      wh,
      0,
      3 * size,
      1,
      product,
      0,
      rows,
      3 * size,
      size,
      false,
      scratch,
    );
    for (let row = 0; row < rows; row++) {
      const at = (row * steps + t) * line;
      gruCell(inputs + 3 * at, product + 3 * row * line, bias, before + at, gates + 4 * at, states + at, size);
      if (t + 1 < steps) memory.copy(before + at + line, states + at, line);
    }
  }
}

function gruCell(
  input: usize,
  product: usize,
  bias: usize,
  before: usize,
  gates: usize,
  state: usize,
  size: i32,
): void {
  const line = bytes(size);
  for (let j = 0; j < size; j += 4) {
    const k = size - j;
    const r = sigmoid4(sum3(input, product, bias, k));
    const z = sigmoid4(sum3(input + line, product + line, bias + line, k));
    const u = load(product + 2 * line, k);
    const x = f32x4.add(load(input + 2 * line, k), load(bias + 2 * line, k));
    const n = tanh4(f32x4.add(x, f32x4.mul(r, u)));
    store(gates, r, k);
    store(gates + line, z, k);
    store(gates + 2 * line, n, k);
    store(gates + 3 * line, u, k);
    store(state, f32x4.add(n, f32x4.mul(z, f32x4.sub(load(before, k), n))), k);
    input += 16;
    product += 16;
    bias += 16;
    before += 16;
    gates += 16;
    state += 16;
  }
}

/** From the slopes of all states, the gates and the states before each step: the slopes of x Wx + b and of h Wh, both
 *  (B, T, 3H). dh (B, H) is that of h before the first step in the end. */
export function gruBack(
  slopes: usize,
  gates: usize,
  before: usize,
  wh: usize,
  byInput: usize,
  byState: usize,
  dh: usize,
  rows: i32,
  steps: i32,
  size: i32,
  scratch: usize,
): void {
  const line = bytes(size);
  memory.fill(dh, 0, rows * line);
  for (let t = steps - 1; t >= 0; t--) {
    for (let row = 0; row < rows; row++) {
      const at = (row * steps + t) * line;
      gruCellBack(slopes + at, gates + 4 * at, before + at, byInput + 3 * at, byState + 3 * at, dh + row * line, size);
    }
    multiply(
      1,
      byState + 3 * t * line,
      0,
      3 * steps * size,
      1,
      wh,
      0,
      1,
      3 * size,
      dh,
      0,
      rows,
      size,
      3 * size,
      true,
      scratch,
    );
  }
}

/** Leaves in dh what goes back beside the product. */
function gruCellBack(
  slope: usize,
  gates: usize,
  before: usize,
  byInput: usize,
  byState: usize,
  dh: usize,
  size: i32,
): void {
  const line = bytes(size);
  for (let j = 0; j < size; j += 4) {
    const k = size - j;
    const r = load(gates, k);
    const z = load(gates + line, k);
    const n = load(gates + 2 * line, k);
    const h = f32x4.add(load(dh, k), load(slope, k));
    const kept = f32x4.mul(h, z);
    const dn = f32x4.mul(f32x4.sub(h, kept), flatness(n));
    const dz = f32x4.mul(f32x4.mul(h, f32x4.sub(load(before, k), n)), slopeOfSigmoid(z));
    const dr = f32x4.mul(f32x4.mul(dn, load(gates + 3 * line, k)), slopeOfSigmoid(r));
    store(byInput, dr, k);
    store(byInput + line, dz, k);
    store(byInput + 2 * line, dn, k);
    store(byState, dr, k);
    store(byState + line, dz, k);
    store(byState + 2 * line, f32x4.mul(dn, r), k);
    store(dh, kept, k);
    slope += 16;
    gates += 16;
    before += 16;
    byInput += 16;
    byState += 16;
    dh += 16;
  }
}

/** The states before the first step: given, or 0. */
function begin(first: usize, before: usize, rows: i32, steps: i32, line: usize): void {
  for (let row = 0; row < rows; row++) {
    const to = before + row * steps * line;
    if (first) memory.copy(to, first + row * line, line);
    else memory.fill(to, 0, line);
  }
}

function bytes(numbers: i32): usize {
  return (<usize>numbers) << 2;
}

/** Four numbers, or those of the last n with 0 behind. */
function load(from: usize, n: i32): v128 {
  if (n >= 4) return v128.load(from);
  let x = f32x4.replace_lane(f32x4.splat(0), 0, f32.load(from));
  if (n > 1) x = f32x4.replace_lane(x, 1, f32.load(from, 4));
  if (n > 2) x = f32x4.replace_lane(x, 2, f32.load(from, 8));
  return x;
}

function store(to: usize, x: v128, n: i32): void {
  if (n >= 4) {
    v128.store(to, x);
    return;
  }
  f32.store(to, f32x4.extract_lane(x, 0));
  if (n > 1) f32.store(to, f32x4.extract_lane(x, 1), 4);
  if (n > 2) f32.store(to, f32x4.extract_lane(x, 2), 8);
}

function sum3(a: usize, b: usize, c: usize, n: i32): v128 {
  return f32x4.add(f32x4.add(load(a, n), load(b, n)), load(c, n));
}

function sigmoid4(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp4(f32x4.neg(x))));
}

/** s (1 − s) for s = σ(x). */
function slopeOfSigmoid(s: v128): v128 {
  return f32x4.sub(s, f32x4.mul(s, s));
}

/** 1 − y² for y = tanh(x). */
function flatness(y: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(y, y));
}
