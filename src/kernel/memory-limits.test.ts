import { describe, expect, test } from "vitest";
import { Fault } from "./fault";
import { countParts, watchBufferSizes, watchWasmMemory } from "./memory-limits";
import { messagesIn } from "./messages";

const gigabyte = 2 ** 30;

test("what was asked is cut into as many parts as fit what is left", () => {
  expect(countParts({ asked: 3 * gigabyte, limit: gigabyte })).toBe(3);
  expect(countParts({ asked: 1.5 * gigabyte, limit: 2 * gigabyte, held: gigabyte })).toBe(2);
  expect(countParts({ asked: gigabyte, limit: 2 * gigabyte, held: 2 * gigabyte })).toBe(32);
});

describe("wasm's allocator", () => {
  /** A heap of some size that gives nothing over `largest` bytes. */
  function watchHeap(heapBytes: number, largest: number, heldBytes: number): (bytes: number) => number {
    const HEAPU8 = { length: heapBytes } as Uint8Array;
    const heap = { _malloc: (bytes: number) => (bytes > largest ? 0 : 64), _free: () => {}, HEAPU8 };
    watchWasmMemory(heap, () => heldBytes);
    return heap["_malloc"];
  }

  test("says that it has nothing left instead of returning the address 0", () => {
    const allocate = watchHeap(3 * gigabyte, 1000, 0.5 * gigabyte);
    expect(allocate(100)).toBe(64);
    expect(() => allocate(2 * gigabyte)).toThrow(Fault);
    // What was freed stays in the heap and is not taken.
    expect(() => allocate(2 * gigabyte)).toThrow(
      "asks for 2 GB; the device gives at most 4 GB, of which 512 MB are taken",
    );
  });

  test("is not asked for more than there are addresses: it would see the rest of a division", () => {
    const allocate = watchHeap(4096, Infinity, 0);
    expect(allocate(3.5 * gigabyte)).toBe(64);
    expect(() => allocate(2 ** 32 + 100)).toThrow("this step asks for 4 GB; the device gives at most 4 GB");
  });

  test("names what the browser gave so far where it lets the heap grow no further", () => {
    const allocate = watchHeap(gigabyte, 1000, 0.75 * gigabyte);
    expect(() => allocate(gigabyte)).toThrow("asks for 1 GB; the device gives at most 1 GB, of which 768 MB are taken");
  });
});

test("a buffer that is too large to be bound is refused when it is asked for", () => {
  const made: number[] = [];
  const device = {
    limits: { maxBufferSize: 4 * gigabyte, maxStorageBufferBindingSize: gigabyte } as GPUSupportedLimits,
    createBuffer: ({ size }: GPUBufferDescriptor) => (made.push(size), {} as GPUBuffer),
  };
  const lastAsked = watchBufferSizes(device);
  device.createBuffer({ size: 2 * gigabyte, usage: 0x1 });
  expect(() => device.createBuffer({ size: 2 * gigabyte, usage: 0x80 })).toThrow("asks for 2 GB in one piece");
  expect([made, lastAsked()]).toEqual([[2 * gigabyte], 2 * gigabyte]);
});

test("a shortage is said in both languages, with the part that would fit", () => {
  const shortage = { asked: 3 * gigabyte, limit: gigabyte };
  expect(messagesIn("zh").outOfMemory(shortage)).toEqual({
    message: "内存不够：这一步要一整块 3 GB，这台设备最多给 1 GB。",
    hint: "缩小到 1/3 以下就放得下：比如把批量或宽度除以 3，或者先 dispose 不再用的张量。",
  });
  expect(messagesIn("en").outOfMemory(shortage).hint).toMatch(/^1\/3 of it would fit/);
});
