// Causal attention of all heads from packed queries, keys and values, 32 queries of a head at a time: what is kept of a
// head is a strip of its scores, never all of them, and for the way back one number a query.
// B batch, T time, H heads, D channels of a head, d = H D; a row of QKV has the d queries, then keys, then values
import { exp4, logFromOne, total } from "./functions";
import { product } from "./matrix";

const stripRows: i32 = 32;

/** Numbers of scratch memory that a head needs on the way back; half of it, forward. */
export function stripSize(time: i32): i32 {
  return 2 * stripRows * time;
}

/** qkv (B, T, 3d) → y (B, T, d), and the logarithm of the sum of e^score of each query, (B, H, T). */
export function attend(
  qkv: usize,
  y: usize,
  logSums: usize,
  batch: i32,
  time: i32,
  heads: i32,
  depth: i32,
  strip: usize,
  scratch: usize,
): void {
  const width = heads * depth;
  for (let i = 0; i < batch * heads; i++) {
    const q = headOf(qkv, i, heads, time, depth, 3 * width);
    const to = headOf(y, i, heads, time, depth, width);
    attendHead(q, to, logSums + bytes(i * time), time, depth, width, strip, scratch);
  }
}

function attendHead(
  q: usize,
  y: usize,
  logSums: usize,
  time: i32,
  depth: i32,
  width: i32,
  strip: usize,
  scratch: usize,
): void {
  const k = q + bytes(width);
  const v = q + bytes(2 * width);
  for (let first = 0; first < time; first += stripRows) {
    const rows = min(stripRows, time - first);
    const seen = first + rows;
    const row = 3 * width;
    product(q + bytes(first * row), row, 1, k, 1, row, strip, seen, rows, seen, depth, false, scratch);
    softmaxStrip(strip, first, rows, depth, logSums + bytes(first));
    product(strip, seen, 1, v, row, 1, y + bytes(first * width), width, rows, depth, seen, false, scratch);
  }
}

/** Scores → shares, and 0 for what comes after a query. */
function softmaxStrip(strip: usize, first: i32, rows: i32, depth: i32, logSums: usize): void {
  const scale: f32 = 1 / sqrt<f32>(<f32>depth);
  const seen = first + rows;
  for (let i = 0; i < rows; i++) {
    const own = first + i + 1;
    let top: f32 = f32.NEGATIVE_INFINITY;
    for (let s = 0; s < own; s++) top = max(top, f32.load(strip + bytes(s)));
    const sum = powers(strip, own, scale, top * scale);
    scaleLine(strip, own, 1 / sum);
    memory.fill(strip + bytes(own), 0, bytes(seen - own));
    f32.store(logSums, top * scale + logFromOne(sum));
    strip += bytes(seen);
    logSums += 4;
  }
}

/** x ← e^(scale · x − shift); returns the sum. */
function powers(x: usize, count: i32, scale: f32, shift: f32): f32 {
  const scales = f32x4.splat(scale);
  const shifts = f32x4.splat(shift);
  let sums = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const power = exp4(f32x4.sub(f32x4.mul(v128.load(x), scales), shifts));
    v128.store(x, power);
    sums = f32x4.add(sums, power);
    x += 16;
  }
  let sum = total(sums);
  for (; i < count; i++) {
    const power = f32x4.extract_lane(exp4(f32x4.splat(f32.load(x) * scale - shift)), 0);
    f32.store(x, power);
    sum += power;
    x += 4;
  }
  return sum;
}

function scaleLine(x: usize, count: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    v128.store(x, f32x4.mul(v128.load(x), factors));
    x += 16;
  }
  for (; i < count; i++) {
    f32.store(x, f32.load(x) * factor);
    x += 4;
  }
}

/** From dy and y (B, T, d): dqkv (B, T, 3d), which is 0 before. The shares are computed once more, strip by strip. */
export function attendBack(
  dy: usize,
  y: usize,
  qkv: usize,
  logSums: usize,
  dqkv: usize,
  batch: i32,
  time: i32,
  heads: i32,
  depth: i32,
  strip: usize,
  scratch: usize,
): void {
  const width = heads * depth;
  for (let i = 0; i < batch * heads; i++) {
    const q = headOf(qkv, i, heads, time, depth, 3 * width);
    const dq = headOf(dqkv, i, heads, time, depth, 3 * width);
    const from = headOf(dy, i, heads, time, depth, width);
    const result = headOf(y, i, heads, time, depth, width);
    headBack(from, result, q, logSums + bytes(i * time), dq, time, depth, width, strip, scratch);
  }
}

function headBack(
  dy: usize,
  y: usize,
  q: usize,
  logSums: usize,
  dq: usize,
  time: i32,
  depth: i32,
  width: i32,
  strip: usize,
  scratch: usize,
): void {
  const row = 3 * width;
  const k = q + bytes(width);
  const v = q + bytes(2 * width);
  const dk = dq + bytes(width);
  const dv = dq + bytes(2 * width);
  for (let first = 0; first < time; first += stripRows) {
    const rows = min(stripRows, time - first);
    const seen = first + rows;
    const slopes = strip + bytes(stripRows * time);
    const queries = q + bytes(first * row);
    const dqueries = dq + bytes(first * row);
    const from = dy + bytes(first * width);
    const result = y + bytes(first * width);
    product(queries, row, 1, k, 1, row, strip, seen, rows, seen, depth, false, scratch);
    product(from, width, 1, v, 1, row, slopes, seen, rows, seen, depth, false, scratch);
    stripBack(strip, slopes, from, result, width, first, rows, depth, logSums + bytes(first));
    product(strip, 1, seen, from, width, 1, dv, row, seen, depth, rows, true, scratch);
    product(slopes, seen, 1, k, row, 1, dqueries, row, rows, depth, seen, false, scratch);
    product(slopes, 1, seen, queries, row, 1, dk, row, seen, depth, rows, true, scratch);
  }
}

/** Scores → shares p; derivatives by the shares → those by the scores before they were scaled, p (dp − Σ dy y) / √D. */
function stripBack(
  strip: usize,
  slopes: usize,
  dy: usize,
  y: usize,
  width: i32,
  first: i32,
  rows: i32,
  depth: i32,
  logSums: usize,
): void {
  const scale: f32 = 1 / sqrt<f32>(<f32>depth);
  const seen = first + rows;
  for (let i = 0; i < rows; i++) {
    const own = first + i + 1;
    powers(strip, own, scale, f32.load(logSums));
    lineBack(strip, slopes, own, dot(dy, y, depth), scale);
    memory.fill(strip + bytes(own), 0, bytes(seen - own));
    memory.fill(slopes + bytes(own), 0, bytes(seen - own));
    strip += bytes(seen);
    slopes += bytes(seen);
    dy += bytes(width);
    y += bytes(width);
    logSums += 4;
  }
}

/** slopes ← p (slopes − shift) · scale */
function lineBack(p: usize, slopes: usize, count: i32, shift: f32, scale: f32): void {
  const shifts = f32x4.splat(shift);
  const scales = f32x4.splat(scale);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const slope = f32x4.mul(f32x4.sub(v128.load(slopes), shifts), scales);
    v128.store(slopes, f32x4.mul(slope, v128.load(p)));
    p += 16;
    slopes += 16;
  }
  for (; i < count; i++) {
    f32.store(slopes, (f32.load(slopes) - shift) * scale * f32.load(p));
    p += 4;
    slopes += 4;
  }
}

function dot(a: usize, b: usize, count: i32): f32 {
  let sums = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    sums = f32x4.add(sums, f32x4.mul(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
  }
  let sum = total(sums);
  for (; i < count; i++) {
    sum += f32.load(a) * f32.load(b);
    a += 4;
    b += 4;
  }
  return sum;
}

/** Where head i of all heads of all batches begins, in rows of so many numbers. */
function headOf(x: usize, i: i32, heads: i32, time: i32, depth: i32, row: i32): usize {
  return x + bytes((i / heads) * time * row + (i % heads) * depth);
}

function bytes(count: i32): usize {
  return (<usize>count) << 2;
}
