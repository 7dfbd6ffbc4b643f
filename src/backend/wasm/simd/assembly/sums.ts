// Sums along axes that stand side by side: (outer, n, inner) → (outer, inner). Partial sums of 256 numbers keep the
// error small where n is large.
import { total } from "./functions";

const partial: i32 = 256;

export function sums(x: usize, y: usize, outer: i32, n: i32, inner: i32): void {
  for (let i = 0; i < outer; i++) {
    if (inner == 1) f32.store(y, sumLine(x, n));
    else sumColumns(x, y, n, inner);
    x += (<usize>n * <usize>inner) << 2;
    y += (<usize>inner) << 2;
  }
}

function sumLine(x: usize, n: i32): f32 {
  let sum: f32 = 0;
  for (let start = 0; start < n; start += 4 * partial)
    sum += sumPart(x + ((<usize>start) << 2), min(4 * partial, n - start));
  return sum;
}

function sumPart(x: usize, n: i32): f32 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let i = 0;
  for (; i + 8 <= n; i += 8) {
    s0 = f32x4.add(s0, v128.load(x));
    s1 = f32x4.add(s1, v128.load(x, 16));
    x += 32;
  }
  let sum = total(f32x4.add(s0, s1));
  for (; i < n; i++) {
    sum += f32.load(x);
    x += 4;
  }
  return sum;
}

function sumColumns(x: usize, y: usize, n: i32, inner: i32): void {
  const row = (<usize>inner) << 2;
  let column = 0;
  for (; column + 8 <= inner; column += 8) {
    sumEight(x, y, n, row);
    x += 32;
    y += 32;
  }
  for (; column < inner; column++) {
    f32.store(y, sumOne(x, n, row));
    x += 4;
    y += 4;
  }
}

function sumEight(x: usize, y: usize, n: i32, row: usize): void {
  let y0 = f32x4.splat(0);
  let y1 = f32x4.splat(0);
  for (let start = 0; start < n; start += partial) {
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    for (let i = min(partial, n - start); i > 0; i--) {
      s0 = f32x4.add(s0, v128.load(x));
      s1 = f32x4.add(s1, v128.load(x, 16));
      x += row;
    }
    y0 = f32x4.add(y0, s0);
    y1 = f32x4.add(y1, s1);
  }
  v128.store(y, y0);
  v128.store(y, y1, 16);
}

function sumOne(x: usize, n: i32, row: usize): f32 {
  let y: f32 = 0;
  for (let start = 0; start < n; start += partial) {
    let sum: f32 = 0;
    for (let i = min(partial, n - start); i > 0; i--) {
      sum += f32.load(x);
      x += row;
    }
    y += sum;
  }
  return y;
}
