// MNIST as the chapters use it: 28 × 28 grey images of handwritten digits, kept packed, unpacked a batch at a time.
// Credit: MNIST, Yann LeCun, Corinna Cortes, Christopher Burges (CC BY-SA 3.0). How it was packed: scripts/pack-mnist.ts.
import * as tf from "@tensorflow/tfjs";
import { loadData } from "./data-sets";
import type { Batch, Examples } from "./examples";

// B batch; an image has 784 pixels

export interface Digits extends Examples {
  /** 392 bytes an image: two levels 0 … 15 a byte, the left pixel in the high half. */
  packed: Uint8Array;
  /** The value of a white pixel; black is 0. */
  white: number;
  /** The 784 pixel values of image `row`, line by line. Throws RangeError if there is no such image. */
  image(row: number): Float32Array;
  /** Examples from … to−1, sharing the memory of the whole. */
  slice(from: number, to?: number): Digits;
  /** The same images with another value for white: 255 gives the pixels as they were before division. */
  withWhite(white: number): Digits;
}

export interface Mnist {
  train: Digits;
  test: Digits;
}

export const imageSide = 28;
export const numPixels = imageSide * imageSide;
const bytesPerImage = numPixels / 2;
const numFirst = 10_000;

/** The first 10,000 training images (or all 60,000: 4.7 MB more to fetch) and all 10,000 test images, pixels 0 … 1. */
export async function loadMnist({ train = 10_000 }: { train?: 10_000 | 60_000 } = {}): Promise<Mnist> {
  const parts: Promise<Digits>[] = [loadPart("mnist-train-1", numFirst)];
  if (train === 60_000) parts.push(loadPart("mnist-train-2", train - numFirst));
  const test = loadPart("mnist-test", 10_000);
  return { train: concatenate(await Promise.all(parts)), test: await test };
}

/** Packed levels and labels as examples. Throws RangeError if there are not 392 bytes for each label. */
export function toDigits(packed: Uint8Array, labels: Uint8Array, white = 1): Digits {
  const count = labels.length;
  if (packed.length !== count * bytesPerImage) {
    throw new RangeError(
      `toDigits: ${count} labels need ${count * bytesPerImage} bytes of pixels, got ${packed.length}`,
    );
  }
  const digits: Digits = {
    count,
    labels,
    packed,
    white,
    image: (row) => copyImage(digits, row, new Float32Array(numPixels), 0),
    batch: (rows) => toBatch(digits, rows),
    slice: (from, to = count) => sliceOf(digits, from, to),
    withWhite: (other) => toDigits(packed, labels, other),
  };
  return digits;
}

function sliceOf({ packed, labels, white }: Digits, from: number, to: number): Digits {
  return toDigits(packed.subarray(from * bytesPerImage, to * bytesPerImage), labels.subarray(from, to), white);
}

/** These images as tensors: X (B, 784), y (B). */
function toBatch(digits: Digits, rows: ArrayLike<number>): Batch {
  const pixels = new Float32Array(rows.length * numPixels);
  const labels = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    copyImage(digits, rows[i]!, pixels, i * numPixels);
    labels[i] = digits.labels[rows[i]!]!;
  }
  return { X: tf.tensor2d(pixels, [rows.length, numPixels]), y: tf.tensor1d(labels, "int32") };
}

function copyImage({ packed, white, count }: Digits, row: number, to: Float32Array, offset: number): Float32Array {
  if (!(Number.isInteger(row) && row >= 0 && row < count)) {
    throw new RangeError(`there is no image ${row}: they are numbered 0 … ${count - 1}`);
  }
  const start = row * bytesPerImage;
  for (let i = 0; i < bytesPerImage; i++) {
    const pair = packed[start + i]!;
    to[offset + 2 * i] = ((pair >> 4) / 15) * white;
    to[offset + 2 * i + 1] = ((pair & 15) / 15) * white;
  }
  return to;
}

async function loadPart(name: "mnist-train-1" | "mnist-train-2" | "mnist-test", count: number): Promise<Digits> {
  const content = await loadData(name);
  return toDigits(content.subarray(0, count * bytesPerImage), content.subarray(count * bytesPerImage));
}

function concatenate(parts: Digits[]): Digits {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return toDigits(join(parts.map((part) => part.packed)), join(parts.map((part) => part.labels)));
}

function join(arrays: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(arrays.reduce((length, array) => length + array.length, 0));
  let offset = 0;
  for (const array of arrays) {
    whole.set(array, offset);
    offset += array.length;
  }
  return whole;
}
