// LayerNorm and, where rows are not centred, RMSNorm, a row at a time: y = (x − m) r · gain + bias, with r = 1/√(v + ε).
// What is saved for the way back: m and r of each row.
import { total } from "./functions";

/** x (rows, d), gain, bias (d) → y (rows, d), means, scales (rows). Not centred, m and bias are 0 and v is the mean of x². */
export function norm(
  x: usize,
  gain: usize,
  bias: usize,
  y: usize,
  means: usize,
  scales: usize,
  rows: i32,
  d: i32,
  epsilon: f32,
  centred: bool,
): void {
  const row = (<usize>d) << 2;
  for (let i = 0; i < rows; i++) {
    const mean: f32 = centred ? sumOf(x, d) / <f32>d : 0;
    const scale: f32 = 1 / sqrt<f32>(squares(x, mean, d) / <f32>d + epsilon);
    scaleRow(x, mean, scale, gain, bias, y, d, centred);
    f32.store(means, mean);
    f32.store(scales, scale);
    x += row;
    y += row;
    means += 4;
    scales += 4;
  }
}

function sumOf(x: usize, d: i32): f32 {
  let sums = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= d; i += 4) {
    sums = f32x4.add(sums, v128.load(x));
    x += 16;
  }
  let sum = total(sums);
  for (; i < d; i++) {
    sum += f32.load(x);
    x += 4;
  }
  return sum;
}

/** Σ (x − mean)² */
function squares(x: usize, mean: f32, d: i32): f32 {
  const means = f32x4.splat(mean);
  let sums = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= d; i += 4) {
    const centred = f32x4.sub(v128.load(x), means);
    sums = f32x4.add(sums, f32x4.mul(centred, centred));
    x += 16;
  }
  let sum = total(sums);
  for (; i < d; i++) {
    const centred = f32.load(x) - mean;
    sum += centred * centred;
    x += 4;
  }
  return sum;
}

function scaleRow(x: usize, mean: f32, scale: f32, gain: usize, bias: usize, y: usize, d: i32, centred: bool): void {
  const means = f32x4.splat(mean);
  const scales = f32x4.splat(scale);
  let at: usize = 0;
  let i = 0;
  for (; i + 4 <= d; i += 4) {
    const normal = f32x4.mul(f32x4.sub(v128.load(x + at), means), scales);
    const scaled = f32x4.mul(normal, v128.load(gain + at));
    v128.store(y + at, centred ? f32x4.add(scaled, v128.load(bias + at)) : scaled);
    at += 16;
  }
  for (; i < d; i++) {
    const scaled = (f32.load(x + at) - mean) * scale * f32.load(gain + at);
    f32.store(y + at, centred ? scaled + f32.load(bias + at) : scaled);
    at += 4;
  }
}

/** From dy (rows, d): dx (rows, d), and dgain and, if centred, dbias (d), which are 0 before. With n = (x − m) r and
 *  g = dy · gain: dx = r (g − mean g − n mean gn), without mean g if not centred; dgain = Σ dy n; dbias = Σ dy. */
export function normBack(
  dy: usize,
  x: usize,
  gain: usize,
  means: usize,
  scales: usize,
  dx: usize,
  dgain: usize,
  dbias: usize,
  rows: i32,
  d: i32,
  centred: bool,
): void {
  const row = (<usize>d) << 2;
  for (let i = 0; i < rows; i++) {
    const mean = f32.load(means);
    const scale = f32.load(scales);
    const along = addRow(dy, x, mean, scale, gain, dgain, d) / <f32>d;
    const shift: f32 = centred ? addShift(dy, gain, dbias, d) / <f32>d : 0;
    turnBack(dy, x, mean, scale, gain, shift, along, dx, d);
    dy += row;
    x += row;
    dx += row;
    means += 4;
    scales += 4;
  }
}

/** Adds dy n to dgain; returns Σ gn. */
function addRow(dy: usize, x: usize, mean: f32, scale: f32, gain: usize, dgain: usize, d: i32): f32 {
  const means = f32x4.splat(mean);
  const scales = f32x4.splat(scale);
  let sums = f32x4.splat(0);
  let at: usize = 0;
  let i = 0;
  for (; i + 4 <= d; i += 4) {
    const product = f32x4.mul(v128.load(dy + at), f32x4.mul(f32x4.sub(v128.load(x + at), means), scales));
    v128.store(dgain + at, f32x4.add(v128.load(dgain + at), product));
    sums = f32x4.add(sums, f32x4.mul(product, v128.load(gain + at)));
    at += 16;
  }
  let sum = total(sums);
  for (; i < d; i++) {
    const product = f32.load(dy + at) * ((f32.load(x + at) - mean) * scale);
    f32.store(dgain + at, f32.load(dgain + at) + product);
    sum += product * f32.load(gain + at);
    at += 4;
  }
  return sum;
}

/** Adds dy to dbias; returns Σ g. */
function addShift(dy: usize, gain: usize, dbias: usize, d: i32): f32 {
  let sums = f32x4.splat(0);
  let at: usize = 0;
  let i = 0;
  for (; i + 4 <= d; i += 4) {
    const slope = v128.load(dy + at);
    v128.store(dbias + at, f32x4.add(v128.load(dbias + at), slope));
    sums = f32x4.add(sums, f32x4.mul(slope, v128.load(gain + at)));
    at += 16;
  }
  let sum = total(sums);
  for (; i < d; i++) {
    const slope = f32.load(dy + at);
    f32.store(dbias + at, f32.load(dbias + at) + slope);
    sum += slope * f32.load(gain + at);
    at += 4;
  }
  return sum;
}

function turnBack(
  dy: usize,
  x: usize,
  mean: f32,
  scale: f32,
  gain: usize,
  shift: f32,
  along: f32,
  dx: usize,
  d: i32,
): void {
  const means = f32x4.splat(mean);
  const scales = f32x4.splat(scale);
  const shifts = f32x4.splat(shift);
  const lengths = f32x4.splat(along);
  let at: usize = 0;
  let i = 0;
  for (; i + 4 <= d; i += 4) {
    const normal = f32x4.mul(f32x4.sub(v128.load(x + at), means), scales);
    const slope = f32x4.sub(f32x4.mul(v128.load(dy + at), v128.load(gain + at)), shifts);
    v128.store(dx + at, f32x4.mul(f32x4.sub(slope, f32x4.mul(normal, lengths)), scales));
    at += 16;
  }
  for (; i < d; i++) {
    const normal = (f32.load(x + at) - mean) * scale;
    const slope = f32.load(dy + at) * f32.load(gain + at) - shift;
    f32.store(dx + at, (slope - normal * along) * scale);
    at += 4;
  }
}
