// The book's own random numbers (src/book/random.ts, Philox4x32-10) made on the device: number i of a stream is a function of
// seed, stream and i alone, so these are bit for bit those that JavaScript makes.
// Source: Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC11 (2011).
import { sizeOf, type Tfjs } from "../kernels";
import { follow } from "../step-marks";
import { findGroups, run } from "./program";
import type * as Tf from "@tensorflow/tfjs";
import type { WebGpu } from "./queue";

/** U[0, 1) number `from` of a stream, and those after it. */
export interface Place {
  seed: number;
  stream: number;
  from: number;
}

const threads = 64;

/** Numbers of U[0, 1). `next` says where they stand, now and before every replay of a recorded step. */
export function makeUniforms(tf: Tfjs, shape: number[], next: () => Place): Tf.Tensor {
  const webgpu = tf.backend() as unknown as WebGpu;
  const read = (): number[] => {
    const { seed, stream, from } = next();
    return [seed | 0, stream | 0, from | 0];
  };
  const place = tf.tensor1d(read(), "int32");
  follow(place, read);
  const made = webgpu.makeTensorInfo(shape, "float32");
  const size = sizeOf(shape);
  run(tf, webgpu, {
    reads: { place },
    writes: { made },
    sizes: { size },
    groups: findGroups(Math.ceil(size / (4 * threads)) + 1),
    code,
  });
  place.dispose();
  return tf.engine().makeTensorFromTensorInfo(made);
}

/** A thread makes the four numbers of a block; the first and the last block may stand over. */
const code = `
  fn multiply(a : u32, b : u32) -> vec2<u32> {
    let low = (a & 0xffffu) * (b & 0xffffu);
    let cross = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
    let other = (a & 0xffffu) * (b >> 16u) + (cross & 0xffffu);
    return vec2<u32>((a >> 16u) * (b >> 16u) + (cross >> 16u) + (other >> 16u), a * b);
  }
  @compute @workgroup_size(${threads}) fn main(
    @builtin(local_invocation_index) thread : u32,
    @builtin(workgroup_id) group : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
  ) {
    let start = bitcast<u32>(place[2]);
    let block = start / 4u + (group.x + group.y * count.x) * ${threads}u + thread;
    var c = vec4<u32>(block, 0u, 0u, 0u);
    var key = vec2<u32>(bitcast<u32>(place[0]), bitcast<u32>(place[1]));
    for (var round = 0; round < 10; round++) {
      let p = multiply(0xd2511f53u, c.x);
      let q = multiply(0xcd9e8d57u, c.z);
      c = vec4<u32>(q.x ^ c.y ^ key.x, q.y, p.x ^ c.w ^ key.y, p.y);
      key += vec2<u32>(0x9e3779b9u, 0xbb67ae85u);
    }
    for (var word = 0u; word < 4u; word++) {
      let i = 4u * block + word;
      if (i >= start && i - start < u.size) { made[i - start] = f32(c[word] >> 8u) * 0x1p-24f; }
    }
  }`;
