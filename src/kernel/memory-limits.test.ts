import { expect, test } from "vitest";
import { Fault } from "./fault";
import { countParts, watchBufferSizes, watchWasmMemory } from "./memory-limits";
import { messagesIn } from "./messages";

const gigabyte = 2 ** 30;

test("what was asked is cut into as many parts as fit what is left", () => {
  expect(countParts({ asked: 3 * gigabyte, limit: gigabyte })).toBe(3);
  expect(countParts({ asked: 1.5 * gigabyte, limit: 2 * gigabyte, held: gigabyte })).toBe(2);
  expect(countParts({ asked: gigabyte, limit: 2 * gigabyte, held: 2 * gigabyte })).toBe(32);
});

test("wasm's allocator says that it has nothing left instead of returning the address 0", () => {
  const heap = { _malloc: (bytes: number) => (bytes > 1000 ? 0 : 64), _free: () => {}, HEAPU8: new Uint8Array(4096) };
  watchWasmMemory(heap);
  expect(heap["_malloc"](100)).toBe(64);
  expect(() => heap["_malloc"](5000)).toThrow(Fault);
  // Over four gigabytes the address space itself ends: the allocator would see the rest of a division.
  expect(() => heap["_malloc"](2 ** 32 + 100)).toThrow("this step asks for 4 GB; the device gives at most 2 GB");
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
