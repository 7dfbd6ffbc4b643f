// The committed files against what is known of MNIST, and the unpacking against a written-out image. Backend: cpu.
import { readFile } from "node:fs/promises";
import * as tf from "@tensorflow/tfjs";
import { beforeEach, describe, expect, test } from "vitest";
import { checkAndInflate, dataFiles } from "./data-sets";
import { quietHost } from "../../scripts/quiet-host";
import { digitSheet } from "./digit-sheet";
import { setHost, type Host } from "./host";
import { loadMnist, toDigits } from "./mnist";

const fetched: string[] = [];
const host: Host = {
  ...quietHost,
  fetchData: async (path) => {
    fetched.push(path);
    return new Uint8Array(await readFile(new URL(`../../public/data/${path}`, import.meta.url))).buffer;
  },
};

beforeEach(async () => {
  fetched.length = 0;
  setHost(host);
  await tf.setBackend("cpu");
});

const countsOf = (labels: Uint8Array) =>
  Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);

/** Mean pixel of the first images, against the 0.1307 that every MNIST tutorial subtracts. */
function meanOf(digits: { count: number; image(row: number): Float32Array }): number {
  let sum = 0;
  for (let row = 0; row < digits.count; row++) sum += digits.image(row).reduce((a, b) => a + b, 0);
  return sum / (digits.count * 784);
}

describe("loadMnist", () => {
  test("gives the first 10,000 training images and all 10,000 test images", async () => {
    const { train, test } = await loadMnist();
    expect(fetched).toEqual(["mnist/train-1.bin", "mnist/test.bin"]);
    expect(Array.from(train.labels.subarray(0, 10))).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect(Array.from(test.labels.subarray(0, 10))).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    expect(countsOf(train.labels)).toEqual([1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978]);
    expect(countsOf(test.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  });

  test("gives all 60,000 when asked, with the known class counts and mean", async () => {
    const { train } = await loadMnist({ train: 60_000 });
    expect(countsOf(train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(Math.abs(meanOf(train) - 0.1307)).toBeLessThan(0.001); // rounding to 16 levels adds 0.0005
  });

  test("refuses a file whose hash is another one, and says so in the reader's language", async () => {
    const file = dataFiles["mnist-test"];
    const cutShort = (await host.fetchData(file.path)).slice(0, 1000);
    await expect(checkAndInflate(file, cutShort)).rejects.toThrow(
      /mnist\/test\.bin is not the one this book was written with: expected 939880 bytes, .* got 1000 bytes/,
    );
    setHost({ ...host, language: "zh" });
    await expect(checkAndInflate(file, cutShort)).rejects.toThrow(/不是本书用的那一份.*得到 1000 字节.*请重新运行/);
  });
});

describe("digits", () => {
  const packed = new Uint8Array(2 * 392);
  packed[0] = 0xf0; // image 0: white, black
  packed[392] = 0x3c; // image 1: 3/15, 12/15
  const digits = toDigits(packed, Uint8Array.of(7, 2));

  test("unpack two pixels a byte, the left one from the high half, to 0 … 1", () => {
    expect(Array.from(digits.image(0).subarray(0, 3))).toEqual([1, 0, 0]);
    expect(digits.image(1)[0]).toBeCloseTo(0.2, 7);
    expect(digits.image(1)[1]).toBeCloseTo(0.8, 7);
  });

  test("come as float32 images and int32 labels, in the order asked", async () => {
    const { X, y } = digits.batch([1, 0, 1]);
    expect([X.shape, X.dtype, y.shape, y.dtype]).toEqual([[3, 784], "float32", [3], "int32"]);
    expect([...(await y.data())]).toEqual([2, 7, 2]);
    expect((await X.data())[784]).toBe(1);
    tf.dispose([X, y]);
  });

  test("can be cut and brightened without copying", () => {
    const cut = digits.slice(1);
    expect([cut.count, cut.labels[0], cut.packed.buffer === packed.buffer]).toEqual([1, 2, true]);
    expect(digits.withWhite(255).image(0)[0]).toBe(255);
  });

  test("that do not exist are refused", () => {
    expect(() => digits.batch([2])).toThrow("there is no image 2: they are numbered 0 … 1");
    expect(() => toDigits(packed, Uint8Array.of(1))).toThrow("1 labels need 392 bytes of pixels, got 784");
  });

  test("stand in a sheet side by side, with captions under them", () => {
    const sheet = digitSheet(digits, [0, 1], { text: "two", captions: ["7", "2→1"] });
    expect([sheet.width, sheet.height]).toEqual([58, 35]);
    expect(Array.from(sheet.data.subarray(0, 8))).toEqual([255, 255, 255, 255, 0, 0, 0, 255]);
    expect(sheet.data[4 * 28 + 3]).toBe(0); // the gap is transparent
    expect(sheet.data.subarray(4 * 58 * 30).some((value) => value === 128)).toBe(true);
  });
});
