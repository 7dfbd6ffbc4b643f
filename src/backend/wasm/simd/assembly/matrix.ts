// Matrix products by blocks that fit the caches, four rows and eight columns at a time. A factor is read through two
// steps, from row to row and from column to column, so that a transposed one costs no more than a plain one.
// C (M, N) = A (M, K) · B (K, N)

/** A block of A has so many rows, one of B so many columns, and both so many numbers along K. */
const blockRows: i32 = 128;
const blockColumns: i32 = 256;
const blockDepth: i32 = 256;
const tileRows: i32 = 4;
const tileColumns: i32 = 8;

/** Bytes of scratch memory that a product needs: a block of A, one of B, and a tile. */
export function scratchBytes(): i32 {
  return (blockRows * blockDepth + blockDepth * blockColumns + tileRows * tileColumns) << 2;
}

/** `count` products; A, B and C begin `aStep`, `bStep`, `cStep` numbers after those before, and may overlap with step 0
 *  (not C). Steps are in numbers. Where K is 0 the product is 0. With `adds` the product is added to C. */
export function multiply(
  count: i32,
  a: usize,
  aStep: i32,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bStep: i32,
  bRow: i32,
  bColumn: i32,
  c: usize,
  cStep: i32,
  m: i32,
  n: i32,
  k: i32,
  adds: bool,
  scratch: usize,
): void {
  for (let i = 0; i < count; i++) {
    if (k == 0 && !adds) memory.fill(c, 0, (<usize>m * <usize>n) << 2);
    product(a, aRow, aColumn, b, bRow, bColumn, c, n, m, n, k, adds, scratch);
    a += (<usize>aStep) << 2;
    b += (<usize>bStep) << 2;
    c += (<usize>cStep) << 2;
  }
}

/** One product, with k ≥ 1. Rows of C begin `cRow` numbers after each other. */
export function product(
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  c: usize,
  cRow: i32,
  m: i32,
  n: i32,
  k: i32,
  adds: bool,
  scratch: usize,
): void {
  const packedA = scratch;
  const packedB = packedA + ((blockRows * blockDepth) << 2);
  const tile = packedB + ((blockDepth * blockColumns) << 2);
  for (let column = 0; column < n; column += blockColumns) {
    const columns = min(blockColumns, n - column);
    for (let place = 0; place < k; place += blockDepth) {
      const depth = min(blockDepth, k - place);
      packColumns(at(b, place, bRow, column, bColumn), bRow, bColumn, depth, columns, packedB);
      for (let row = 0; row < m; row += blockRows) {
        const rows = min(blockRows, m - row);
        packRows(at(a, row, aRow, place, aColumn), aRow, aColumn, rows, depth, packedA);
        block(packedA, packedB, at(c, row, cRow, column, 1), cRow, rows, columns, depth, adds || place > 0, tile);
      }
    }
  }
}

/** The address of the number in a row and a column. */
function at(start: usize, row: i32, rowStep: i32, column: i32, columnStep: i32): usize {
  return start + ((<usize>row * <usize>rowStep + <usize>column * <usize>columnStep) << 2);
}

/** Rows of A, four by four, the four numbers of a column side by side; rows that are missing are 0. */
function packRows(a: usize, rowStep: i32, columnStep: i32, rows: i32, depth: i32, to: usize): void {
  for (let row = 0; row < rows; row += tileRows) {
    const from = at(a, row, rowStep, 0, 0);
    const whole = row + tileRows <= rows;
    if (whole && columnStep == 1) packFourRows(from, (<usize>rowStep) << 2, depth, to);
    else if (whole && rowStep == 1) copyLines(from, (<usize>columnStep) << 2, depth, to, 1);
    else packNumbers(from, rowStep, columnStep, min(tileRows, rows - row), tileRows, depth, to);
    to += (<usize>(depth * tileRows)) << 2;
  }
}

/** Columns of B, eight by eight, the eight numbers of a row side by side; columns that are missing are 0. */
function packColumns(b: usize, rowStep: i32, columnStep: i32, depth: i32, columns: i32, to: usize): void {
  for (let column = 0; column < columns; column += tileColumns) {
    const from = at(b, 0, 0, column, columnStep);
    const whole = column + tileColumns <= columns;
    if (whole && columnStep == 1) copyLines(from, (<usize>rowStep) << 2, depth, to, 2);
    else if (whole && rowStep == 1) packEightRows(from, (<usize>columnStep) << 2, depth, to);
    else packNumbers(from, columnStep, rowStep, min(tileColumns, columns - column), tileColumns, depth, to);
    to += (<usize>(depth * tileColumns)) << 2;
  }
}

/** `depth` lines of `vectors` times four numbers that already stand side by side. */
function copyLines(from: usize, step: usize, depth: i32, to: usize, vectors: i32): void {
  for (let i = 0; i < depth; i++) {
    v128.store(to, v128.load(from));
    if (vectors == 2) v128.store(to, v128.load(from, 16), 16);
    from += step;
    to += (<usize>vectors) << 4;
  }
}

/** Four lines that stand below each other become four columns, which `lineBytes` after each other begin. */
function turnFour(from: usize, step: usize, to: usize, lineBytes: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + step);
  const r2 = v128.load(from + 2 * step);
  const r3 = v128.load(from + 3 * step);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to + lineBytes, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(to + 2 * lineBytes, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(to + 3 * lineBytes, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

function packFourRows(from: usize, step: usize, depth: i32, to: usize): void {
  let i = 0;
  for (; i + 4 <= depth; i += 4) {
    turnFour(from, step, to, 16);
    from += 16;
    to += 64;
  }
  packNumbers(from, <i32>(step >> 2), 1, 4, 4, depth - i, to);
}

function packEightRows(from: usize, step: usize, depth: i32, to: usize): void {
  let i = 0;
  for (; i + 4 <= depth; i += 4) {
    turnFour(from, step, to, 32);
    turnFour(from + 4 * step, step, to + 16, 32);
    from += 16;
    to += 128;
  }
  packNumbers(from, <i32>(step >> 2), 1, 8, 8, depth - i, to);
}

/** Any steps, and fewer lines than the tile has. */
function packNumbers(from: usize, lineStep: i32, step: i32, lines: i32, width: i32, depth: i32, to: usize): void {
  for (let i = 0; i < depth; i++) {
    let line = from;
    for (let j = 0; j < width; j++) {
      f32.store(to, j < lines ? f32.load(line) : 0);
      line += (<usize>lineStep) << 2;
      to += 4;
    }
    from += (<usize>step) << 2;
  }
}

function block(
  a: usize,
  b: usize,
  c: usize,
  cRow: i32,
  rows: i32,
  columns: i32,
  depth: i32,
  adds: bool,
  tile: usize,
): void {
  const stride = (<usize>cRow) << 2;
  for (let column = 0; column < columns; column += tileColumns) {
    const panelB = b + ((<usize>column * <usize>depth) << 2);
    for (let row = 0; row < rows; row += tileRows) {
      const panelA = a + ((<usize>row * <usize>depth) << 2);
      const to = at(c, row, cRow, column, 1);
      if (row + tileRows <= rows && column + tileColumns <= columns) {
        multiplyTile(panelA, panelB, depth, to, stride, adds);
      } else {
        multiplyTile(panelA, panelB, depth, tile, tileColumns << 2, false);
        cutTile(tile, min(tileRows, rows - row), min(tileColumns, columns - column), to, stride, adds);
      }
    }
  }
}

/** The part of a tile that lies inside of C. */
function cutTile(tile: usize, rows: i32, columns: i32, to: usize, stride: usize, adds: bool): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const place = to + ((<usize>column) << 2);
      const value = f32.load(tile + ((row * tileColumns + column) << 2));
      f32.store(place, adds ? f32.load(place) + value : value);
    }
    to += stride;
  }
}

/** 4 × 8 numbers of C from 4 packed rows and 8 packed columns. */
function multiplyTile(a: usize, b: usize, depth: i32, c: usize, stride: usize, adds: bool): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  const end = a + ((<usize>depth) << 4);
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(a0, b0));
    c01 = f32x4.add(c01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(a1, b0));
    c11 = f32x4.add(c11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(a2, b0));
    c21 = f32x4.add(c21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(a3, b0));
    c31 = f32x4.add(c31, f32x4.mul(a3, b1));
    a += 16;
    b += 32;
  }
  storeRow(c, c00, c01, adds);
  storeRow(c + stride, c10, c11, adds);
  storeRow(c + 2 * stride, c20, c21, adds);
  storeRow(c + 3 * stride, c30, c31, adds);
}

function storeRow(to: usize, left: v128, right: v128, adds: bool): void {
  v128.store(to, adds ? f32x4.add(v128.load(to), left) : left);
  v128.store(to, adds ? f32x4.add(v128.load(to, 16), right) : right, 16);
}
