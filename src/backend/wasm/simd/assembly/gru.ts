// GRU through time, forward and back: in each step one product of all rows by Wh and one pass over the gates.
// B rows, T steps, H hiddens; r, z, n stand side by side
import { flatness, sigmoid4, slopeOfSigmoid, tanh4 } from "./functions";
import { load4, store4 } from "./lanes";
import { begin, bytesOf, multiplyBack, multiplyByStates, sum3 } from "./through-time";

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
  const line = bytesOf(size);
  begin(first, before, rows, steps, line);
  for (let t = 0; t < steps; t++) {
    multiplyByStates(before + t * line, wh, product, rows, steps, size, 3 * size, scratch);
    for (let row = 0; row < rows; row++) {
      const at = (row * steps + t) * line;
      cell(inputs + 3 * at, product + 3 * row * line, bias, before + at, gates + 4 * at, states + at, size);
      if (t + 1 < steps) memory.copy(before + at + line, states + at, line);
    }
  }
}

function cell(input: usize, product: usize, bias: usize, before: usize, gates: usize, state: usize, size: i32): void {
  const line = bytesOf(size);
  for (let k = size; k > 0; k -= 4) {
    const r = sigmoid4(sum3(input, product, bias, k));
    const z = sigmoid4(sum3(input + line, product + line, bias + line, k));
    const u = load4(product + 2 * line, k);
    const x = f32x4.add(load4(input + 2 * line, k), load4(bias + 2 * line, k));
    const n = tanh4(f32x4.add(x, f32x4.mul(r, u)));
    store4(gates, r, k);
    store4(gates + line, z, k);
    store4(gates + 2 * line, n, k);
    store4(gates + 3 * line, u, k);
    store4(state, f32x4.add(n, f32x4.mul(z, f32x4.sub(load4(before, k), n))), k);
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
  const line = bytesOf(size);
  memory.fill(dh, 0, rows * line);
  for (let t = steps - 1; t >= 0; t--) {
    for (let row = 0; row < rows; row++) {
      const at = (row * steps + t) * line;
      cellBack(slopes + at, gates + 4 * at, before + at, byInput + 3 * at, byState + 3 * at, dh + row * line, size);
    }
    multiplyBack(byState + 3 * t * line, wh, dh, rows, steps, size, 3 * size, true, scratch);
  }
}

/** Leaves in dh what goes back beside the product. */
function cellBack(
  slope: usize,
  gates: usize,
  before: usize,
  byInput: usize,
  byState: usize,
  dh: usize,
  size: i32,
): void {
  const line = bytesOf(size);
  for (let k = size; k > 0; k -= 4) {
    const r = load4(gates, k);
    const z = load4(gates + line, k);
    const n = load4(gates + 2 * line, k);
    const h = f32x4.add(load4(dh, k), load4(slope, k));
    const kept = f32x4.mul(h, z);
    const dn = f32x4.mul(f32x4.sub(h, kept), flatness(n));
    const dz = f32x4.mul(f32x4.mul(h, f32x4.sub(load4(before, k), n)), slopeOfSigmoid(z));
    const dr = f32x4.mul(f32x4.mul(dn, load4(gates + 3 * line, k)), slopeOfSigmoid(r));
    store4(byInput, dr, k);
    store4(byInput + line, dz, k);
    store4(byInput + 2 * line, dn, k);
    store4(byState, dr, k);
    store4(byState + line, dz, k);
    store4(byState + 2 * line, f32x4.mul(dn, r), k);
    store4(dh, kept, k);
    slope += 16;
    gates += 16;
    before += 16;
    byInput += 16;
    byState += 16;
    dh += 16;
  }
}
