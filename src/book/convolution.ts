// Convolution in plain numbers (float64): what one window, one stride, one gradient is. For derivations and their
// checks (chapter 9); networks use the convolutions of the tensor library.

import { dot } from "./matrix";

// n rows and columns of an image, k of a kernel, p padding, s stride; out = ⌊(n + 2p − k)/s⌋ + 1

/** A picture, or a kernel: rows of numbers, all equally long. */
export type Grid = number[][];

export interface WindowSpec {
  /** How far the window moves; 1 unless said. */
  stride?: number;
  /** Rings of zeros laid around the image; 0 unless said. */
  padding?: number;
}

/** How many places a window of k has along n, eq-output-size.
 *  Throws RangeError if it does not fit once, or what is asked is no whole number. */
export function outputSize(n: number, k: number, { stride = 1, padding = 0 }: WindowSpec = {}): number {
  const whole = [n, k, stride].every((v) => Number.isInteger(v) && v >= 1) && Number.isInteger(padding) && padding >= 0;
  if (!whole) throw new RangeError(`outputSize needs whole numbers, got n ${n}, k ${k}, s ${stride}, p ${padding}`);
  if (n + 2 * padding < k) throw new RangeError(`a window of ${k} does not fit into ${n} + 2·${padding}`);
  return Math.floor((n + 2 * padding - k) / stride) + 1;
}

/** The image with `padding` rings of zeros around it. (n, m) → (n + 2p, m + 2p). */
export function pad(image: Grid, padding: number): Grid {
  const rows = image.length + 2 * padding;
  const columns = image[0]!.length + 2 * padding;
  return zeros(rows, columns).map((row, i) => row.map((_, j) => image[i - padding]?.[j - padding] ?? 0));
}

/** Rows and columns of a grid. */
export function sizeOf(grid: Grid): [rows: number, columns: number] {
  return [grid.length, grid[0]!.length];
}

/** Slides the kernel over the image and adds up the products, eq-convolution: what networks call a convolution.
 *  (n, m), (k, l) → (out, out′). */
export function convolve(image: Grid, kernel: Grid, spec: WindowSpec = {}): Grid {
  const { stride = 1, padding = 0 } = spec;
  const [[n, m], [k, l]] = [sizeOf(image), sizeOf(kernel)];
  const [x, weights] = [pad(image, padding), kernel.flat()];
  const windowAt = (i: number, j: number) => x.slice(i, i + k).flatMap((row) => row.slice(j, j + l));
  return Array.from({ length: outputSize(n, k, spec) }, (_, i) =>
    Array.from({ length: outputSize(m, l, spec) }, (_, j) => dot(windowAt(i * stride, j * stride), weights)),
  );
}

/** Every k × k window of the image as a row, left to right, top to bottom, eq-im2col. (n, m) → (places, k · k). */
export function im2col(image: Grid, k: number, spec: WindowSpec = {}): Grid {
  const { stride = 1, padding = 0 } = spec;
  const [rows, columns] = sizeOf(image).map((n) => outputSize(n, k, spec)) as [number, number];
  const x = pad(image, padding);
  const windowAt = (i: number, j: number) => x.slice(i, i + k).flatMap((row) => row.slice(j, j + k));
  return Array.from({ length: rows * columns }, (_, place) =>
    windowAt(Math.floor(place / columns) * stride, (place % columns) * stride),
  );
}

/** The gradients of a loss whose gradient by `convolve(image, kernel)` is `delta`, eq-conv-backward. Stride 1, no padding. */
export function convolveBack(image: Grid, kernel: Grid, delta: Grid): { kernel: Grid; image: Grid } {
  const flipped = kernel.map((row) => row.toReversed()).toReversed();
  return { kernel: convolve(image, delta), image: convolve(delta, flipped, { padding: kernel.length - 1 }) };
}

/** The greatest value of each size × size block; what does not fill a block is left out. */
export function maxPool(image: Grid, size: number): Grid {
  const [n, m] = sizeOf(image);
  const blockAt = (i: number, j: number) => image.slice(i, i + size).flatMap((row) => row.slice(j, j + size));
  return Array.from({ length: Math.floor(n / size) }, (_, i) =>
    Array.from({ length: Math.floor(m / size) }, (_, j) => Math.max(...blockAt(i * size, j * size))),
  );
}

/** How many pixels wide the part of the input is that one number of the last layer sees, eq-receptive-field. */
export function receptiveField(layers: readonly { k: number; stride: number }[]): number {
  let [seen, apart] = [1, 1];
  for (const { k, stride } of layers) {
    seen += (k - 1) * apart;
    apart *= stride;
  }
  return seen;
}

const zeros = (rows: number, columns: number): Grid =>
  Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
