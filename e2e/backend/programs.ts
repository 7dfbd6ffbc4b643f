// A program of several results and in-place work, run in tfjs's queue on webgpu: what queue.ts, program.ts, uniforms.ts
// and scalars.ts of src/backend/webgpu promise.
import * as tf from "@tensorflow/tfjs";
import { listenToDispatches } from "../../src/backend/webgpu/listeners";
import { findGroups, run } from "../../src/backend/webgpu/program";
import { privateMembers } from "../../src/backend/webgpu/queue";
import type { WebGpu } from "../../src/backend/webgpu/queue";

const backend = (): WebGpu => tf.backend() as unknown as WebGpu;

/** Of the private members that we use, those that there are not. */
export const findMissing = (): string[] => privateMembers.filter((name) => !(name in backend()));

/** x + step and its square, x being written over, between two of tfjs's own operations. */
function advance(x: tf.Tensor, step: number): tf.Tensor {
  const square = backend().makeTensorInfo(x.shape, "float32");
  run(tf, backend(), {
    writes: { x, square },
    sizes: { n: x.size },
    numbers: { step },
    groups: findGroups(Math.ceil(x.size / 64)),
    code: `
      @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id : vec3<u32>) {
        if (id.x >= u.n) { return; }
        x[id.x] = x[id.x] + u.step;
        square[id.x] = x[id.x] * x[id.x];
      }`,
  });
  return tf.engine().makeTensorFromTensorInfo(square);
}

/** x is (1, 2, 3) doubled; then 0.5 is added in place. */
export async function runInOrder(): Promise<{ x: number[]; squares: number[]; dispatches: number }> {
  let dispatches = 0;
  const stop = listenToDispatches(backend(), () => dispatches++);
  const { x, squares } = tf.tidy(() => {
    const doubled = tf.mul(tf.tensor1d([1, 2, 3]), 2);
    return { squares: tf.add(advance(doubled, 0.5), 1), x: tf.clone(doubled) };
  });
  stop();
  const numbers = { x: [...(await x.data())], squares: [...(await squares.data())], dispatches };
  tf.dispose([x, squares]);
  return numbers;
}

/** Two tensors of the same number, one of them written to. */
export async function writeToScalar(): Promise<{ written: number; other: number; buffersLeft: number }> {
  const manager = (tf.backend() as unknown as { bufferManager: { numUsedBuffers: number } }).bufferManager;
  const before = manager.numUsedBuffers;
  const [a, b] = [tf.scalar(7), tf.scalar(7)];
  tf.dispose(advance(a, 1));
  tf.dispose(tf.add(a, b));
  const [[written], [other]] = [await a.data(), await b.data()];
  tf.dispose([a, b]);
  const { commandEncoder } = backend();
  if (commandEncoder) backend().submitQueue();
  return { written: written!, other: other!, buffersLeft: manager.numUsedBuffers - before };
}
