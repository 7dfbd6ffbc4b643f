// More examples out of few: images that are changed a little each time they are asked for. Section: regularization/dropout.
// What may be changed without changing the answer is for whoever calls to know.
import * as tf from "@tensorflow/tfjs";
import type { Examples } from "./examples";
import { imageSide, numPixels, type Digits } from "./mnist";

// B batch; an image is 28 lines of 28 pixels, (784)

/** The image moved `right` and `down` by whole pixels; what comes in from outside is black. (784) → (784), a new one. */
export function shift(image: Float32Array, right: number, down: number): Float32Array {
  const moved = new Float32Array(image.length);
  for (let y = 0; y < imageSide; y++)
    for (let x = 0; x < imageSide; x++) {
      const [fromX, fromY] = [x - right, y - down];
      const inside = fromX >= 0 && fromX < imageSide && fromY >= 0 && fromY < imageSide;
      if (inside) moved[imageSide * y + x] = image[imageSide * fromY + fromX]!;
    }
  return moved;
}

/** The image as a mirror shows it, left for right. (784) → (784), a new one. */
export function mirror(image: Float32Array): Float32Array {
  return image.map((_, i) => image[i - (i % imageSide) + (imageSide - 1 - (i % imageSide))]!);
}

/** The same digits, each sent through `change` whenever it is asked for; X (B, 784), labels as they were. */
export function changed(digits: Digits, change: (image: Float32Array) => Float32Array): Examples {
  return {
    count: digits.count,
    labels: digits.labels,
    batch: (rows) => {
      const pixels = new Float32Array(rows.length * numPixels);
      for (let i = 0; i < rows.length; i++) pixels.set(change(digits.image(rows[i]!)), i * numPixels);
      const labels = Int32Array.from({ length: rows.length }, (_, i) => digits.labels[rows[i]!]!);
      return { X: tf.tensor2d(pixels, [rows.length, numPixels]), y: tf.tensor1d(labels, "int32") };
    },
  };
}
