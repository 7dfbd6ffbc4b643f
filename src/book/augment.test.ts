// augment.ts, against single pixels followed by hand. Backend: cpu.
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { changed, mirror, shift } from "./augment";
import { toDigits } from "./mnist";

beforeAll(async () => void (await tf.setBackend("cpu")));

/** One white pixel at column x, line y. */
function spot(x: number, y: number): Float32Array {
  const image = new Float32Array(784);
  image[28 * y + x] = 1;
  return image;
}

/** Two images: their first pixels are of level 15 and level 3. */
function twoDigits() {
  const packed = new Uint8Array(2 * 392);
  packed[0] = 0xf0;
  packed[392] = 0x30;
  return toDigits(packed, new Uint8Array([7, 4]));
}

describe("shift", () => {
  test("moves a pixel right and down, or left and up", () => {
    expect(shift(spot(5, 9), 2, 3)).toEqual(spot(7, 12));
    expect(shift(spot(5, 9), -2, -3)).toEqual(spot(3, 6));
  });

  test("loses what leaves the picture instead of bringing it in on the other side", () => {
    const gone = new Float32Array(784);
    expect(shift(spot(27, 10), 1, 0)).toEqual(gone);
    expect(shift(spot(0, 10), -1, 0)).toEqual(gone);
    expect(shift(spot(10, 27), 0, 1)).toEqual(gone);
    expect(shift(spot(10, 0), 0, -1)).toEqual(gone);
  });

  test("leaves the image it was given as it was", () => {
    const image = spot(3, 3);
    shift(image, 1, 1);
    expect(image).toEqual(spot(3, 3));
  });
});

test("a mirror exchanges left and right on the same line, and twice is nothing", () => {
  expect(mirror(spot(2, 11))).toEqual(spot(25, 11));
  expect(mirror(mirror(spot(2, 11)))).toEqual(spot(2, 11));
});

describe("changed", () => {
  test("sends each image through the change and keeps its label, in the order asked for", async () => {
    const { X, y } = changed(twoDigits(), (image) => shift(image, 1, 0)).batch([1, 0]);
    expect(X.shape).toEqual([2, 784]);
    const pixels = await X.data();
    expect([pixels[0], pixels[1], pixels[784], pixels[785]]).toEqual([0, Math.fround(0.2), 0, 1]);
    expect(Array.from(await y.data())).toEqual([4, 7]);
    tf.dispose([X, y]);
  });

  test("changes anew at every request", async () => {
    let calls = 0;
    const examples = changed(twoDigits(), (image) => shift(image, ++calls, 0));
    const firsts = [examples.batch([0]), examples.batch([0])];
    const lit = await Promise.all(firsts.map(async ({ X }) => (await X.data()).indexOf(1)));
    expect(lit).toEqual([1, 2]);
    firsts.forEach((batch) => tf.dispose([batch.X, batch.y]));
  });
});
