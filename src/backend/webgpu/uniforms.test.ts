// In Node, without a GPU: a device that only hands out buffers.
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { alignUniforms, toUniformBuffer } from "./uniforms";
import type { WebGpu } from "./queue";
import type { Uniform } from "./uniforms";

vi.stubGlobal("GPUBufferUsage", { COPY_DST: 8, UNIFORM: 64 });

/** A backend whose pool lends buffers and whose device makes them; what each was given. */
function makeBackend() {
  const [lent, made]: [ArrayBuffer[], ArrayBuffer[]] = [[], []];
  const backend = {
    bufferManager: { acquireBuffer: () => ({ lent: true }) },
    queue: { writeBuffer: (_: object, __: number, bytes: ArrayBuffer) => lent.push(bytes) },
    uniformPendingDisposal: [],
    device: {
      createBuffer: ({ size }: { size: number }) => {
        const bytes = new ArrayBuffer(size);
        made.push(bytes);
        return { getMappedRange: () => bytes, unmap: () => {} };
      },
    },
  };
  return { webgpu: backend as unknown as WebGpu, lent, made };
}

const uniform = fc.record({
  type: fc.constantFrom("int32", "uint32", "float32"),
  data: fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 6 }),
});

test("the bytes of uniforms are those that tfjs writes", () => {
  const { makeUniforms } = WebGPUBackend.prototype as unknown as { makeUniforms(uniforms: Uniform[]): void };
  fc.assert(
    fc.property(fc.array(uniform, { minLength: 1, maxLength: 12 }), (uniforms) => {
      const { webgpu, lent } = makeBackend();
      const ours = alignUniforms(uniforms);
      makeUniforms.call(webgpu, structuredClone(uniforms));
      expect([...new Uint32Array(ours)]).toEqual([...new Uint32Array(lent[0]!)]);
    }),
  );
});

test("what is told once is lent, what is told twice is kept and not written again", () => {
  const { webgpu, lent, made } = makeBackend();
  const tell = (n: number, keep = false) => toUniformBuffer(webgpu, new Uint32Array([n]).buffer, keep);
  const buffers = [tell(1), tell(1), tell(1), tell(2)];
  expect([lent.length, made.length]).toEqual([2, 1]);
  expect(buffers[2]).toBe(buffers[1]);
  expect(tell(3, true)).toBe(tell(3));
  expect([...new Uint32Array(made[1]!)]).toEqual([3]);
});

test("at most 1,024 are kept, the last used among them", () => {
  const { webgpu, made } = makeBackend();
  const keep = (n: number) => toUniformBuffer(webgpu, new Uint32Array([n]).buffer, true);
  const first = keep(0);
  for (let n = 1; n < 1024; n++) keep(n);
  expect(keep(0)).toBe(first);
  keep(1024);
  expect(keep(0)).toBe(first);
  expect(made.length).toBe(1025);
  keep(1); // had to go
  expect(made.length).toBe(1026);
});
