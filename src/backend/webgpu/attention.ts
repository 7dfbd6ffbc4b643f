// CausalAttention for webgpu from packed queries, keys and values: forward in one dispatch, back in two. A thread has a
// query (or a key) and goes along tiles of keys (or queries) that its workgroup shares; no score is ever kept, of a query
// only ln Σ e^score. src/book/attention.ts has the formula.
// B batch, T time, H heads, D channels of a head, d = H D; a row of qkv has the d queries, then keys, then values
import { putKernel } from "../kernels";
import { composeLayer } from "../layers";
import { backCodeOfKeys, backCodeOfQueries, forwardCode, threads } from "./attention-code";
import { findGroups, run } from "./program";
import type { Info, Tfjs } from "../kernels";
import type { WebGpu } from "./queue";

/** Of a head: a thread keeps up to four rows of as many, and WGSL promises 8,192 bytes for what a function keeps. */
const mostChannels = 256;

export function registerAttention(tf: Tfjs): void {
  // qkv (B, T, 3d) → y (B, T, d), and ln Σ e^score of each query (B, H, T)
  putKernel(tf, "CausalAttention", "webgpu", (args) => {
    const { inputs, attrs, backend } = args;
    const qkv = inputs.qkv as Info;
    const { batch, time, width } = sizesOf(qkv);
    const { numHeads } = attrs as { numHeads: number };
    if (width / numHeads > mostChannels) return composeLayer(tf, "CausalAttention", args);
    const shapes = [
      [batch, time, width],
      [batch, numHeads, time],
    ];
    const webgpu = backend as unknown as WebGpu;
    const [y, logSums] = shapes.map((shape) => webgpu.makeTensorInfo(shape, "float32")) as [Info, Info];
    run(tf, webgpu, {
      reads: { qkv },
      writes: { y, logSums },
      ...workOf(batch, time, numHeads),
      code: forwardCode(width / numHeads),
    });
    return [y, logSums];
  });

  putKernel(tf, "CausalAttentionBack", "webgpu", (args) => {
    const { inputs, attrs, backend } = args;
    const { dy, y, qkv, logSums } = inputs as Record<"dy" | "y" | "qkv" | "logSums", Info>;
    const { batch, time, width } = sizesOf(qkv);
    const { numHeads } = attrs as { numHeads: number };
    if (width / numHeads > mostChannels) return composeLayer(tf, "CausalAttentionBack", args);
    const webgpu = backend as unknown as WebGpu;
    const dqkv = webgpu.makeTensorInfo(qkv.shape, "float32");
    const shifts = webgpu.makeTensorInfo(logSums.shape, "float32");
    const work = workOf(batch, time, numHeads);
    const D = width / numHeads;
    const writes = { dqkv, shifts };
    run(tf, webgpu, { reads: { dy, y, qkv, logSums }, writes, ...work, code: backCodeOfQueries(D) });
    run(tf, webgpu, { reads: { dy, qkv, logSums, shifts }, writes: { dqkv }, ...work, code: backCodeOfKeys(D) });
    webgpu.disposeData(shifts.dataId);
    return dqkv;
  });
}

function sizesOf({ shape }: Info): { batch: number; time: number; width: number } {
  const [batch, time, width] = shape as [number, number, number];
  return { batch, time, width: width / 3 };
}

/** A workgroup for each strip of queries of each head. */
function workOf(batch: number, time: number, heads: number) {
  const pairs = batch * heads;
  return { sizes: { pairs, time, heads }, groups: findGroups(pairs * Math.ceil(time / threads)) };
}
