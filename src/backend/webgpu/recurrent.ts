// LSTM and GRU on webgpu. Rows of a batch know nothing of each other, so four of them (the lanes of a vector) go through
// all time steps in one workgroup, and a layer is one product of all inputs and one dispatch, back through time another.
// B rows, T steps, D inputs, H hiddens; what the kernels take and give stands in ../recurrent.ts.
import { putKernel } from "../kernels";
import { runComposed } from "../recurrent";
import { gruBackCode, gruCode } from "./gru-code";
import { lstmBackCode, lstmCode } from "./lstm-code";
import { findGroups, run } from "./program";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, KernelArguments, Tfjs } from "../kernels";
import type { WebGpu } from "./queue";

type Tensors = Record<string, Tf.Tensor>;
type Work = (tf: Tfjs, webgpu: WebGpu, inputs: Tensors) => Info[];

/** Bytes of workgroup memory for each hidden: four rows of a state, or of the slopes of all gates. */
const kernels: Record<string, { work: Work; bytes: number }> = {
  Lstm: { work: lstm, bytes: 16 },
  LstmFrom: { work: lstm, bytes: 16 },
  LstmBack: { work: lstmBack, bytes: 64 },
  Gru: { work: gru, bytes: 16 },
  GruFrom: { work: gru, bytes: 16 },
  GruBack: { work: gruBack, bytes: 48 },
};

/** With more hiddens than a workgroup has memory for, the steps are taken one by one. */
export function registerRecurrent(tf: Tfjs): void {
  for (const [name, { work, bytes }] of Object.entries(kernels)) {
    putKernel(tf, name, "webgpu", (args: KernelArguments) => {
      const [inputs, webgpu] = [args.inputs as Tensors, args.backend as unknown as WebGpu];
      const fits = inputs.Wh!.shape[0]! * bytes <= webgpu.device.limits.maxComputeWorkgroupStorageSize;
      return fits ? work(tf, webgpu, inputs) : runComposed(tf, name, args);
    });
  }
}

function lstm(tf: Tfjs, webgpu: WebGpu, { X, Wx, Wh, b, h, c }: Tensors): Info[] {
  const [B, T, H] = [...X!.shape.slice(0, 2), Wh!.shape[0]!] as [number, number, number];
  const G = multiplyInputs(tf, X!, Wx!);
  const [states, C, P] = [1, 2, 3].map(() => webgpu.makeTensorInfo([B, T, H], "float32")) as [Info, Info, Info];
  run(tf, webgpu, {
    reads: { Wh: Wh!, b: b!, ...(h && c && { h0: h, c0: c }) },
    writes: { G, H_: states, C, P },
    sizes: { B, T },
    groups: groupsOf(B),
    code: lstmCode(H, h !== undefined),
  });
  return [states, C, G, P];
}

function lstmBack(tf: Tfjs, webgpu: WebGpu, { dH, C, G, Wh, c }: Tensors): Info[] {
  const [B, T, H] = C!.shape as [number, number, number];
  const dZ = webgpu.makeTensorInfo([B, T, 4 * H], "float32");
  const [dh, dc] = [webgpu.makeTensorInfo([B, H], "float32"), webgpu.makeTensorInfo([B, H], "float32")];
  const turned = tf.transpose(Wh!);
  run(tf, webgpu, {
    reads: { dH: dH!, C: C!, G: G!, turned, ...(c && { c0: c }) },
    writes: { dZ, dh0: dh, dc0: dc },
    sizes: { B, T },
    groups: groupsOf(B),
    code: lstmBackCode(H, c !== undefined),
  });
  turned.dispose();
  return [dZ, dh, dc];
}

function gru(tf: Tfjs, webgpu: WebGpu, { X, Wx, Wh, b, h }: Tensors): Info[] {
  const [B, T, H] = [...X!.shape.slice(0, 2), Wh!.shape[0]!] as [number, number, number];
  const Z = multiplyInputs(tf, X!, Wx!);
  const [states, P] = [webgpu.makeTensorInfo([B, T, H], "float32"), webgpu.makeTensorInfo([B, T, H], "float32")];
  const G = webgpu.makeTensorInfo([B, T, 4 * H], "float32");
  run(tf, webgpu, {
    reads: { Z, Wh: Wh!, b: b!, ...(h && { h0: h }) },
    writes: { G, H_: states, P },
    sizes: { B, T },
    groups: groupsOf(B),
    code: gruCode(H, h !== undefined),
  });
  Z.dispose();
  return [states, G, P];
}

function gruBack(tf: Tfjs, webgpu: WebGpu, { dH, G, P, Wh }: Tensors): Info[] {
  const [B, T, H] = P!.shape as [number, number, number];
  const [dZ, dU] = [1, 2].map(() => webgpu.makeTensorInfo([B, T, 3 * H], "float32")) as [Info, Info];
  const dh = webgpu.makeTensorInfo([B, H], "float32");
  const turned = tf.transpose(Wh!);
  run(tf, webgpu, {
    reads: { dH: dH!, G: G!, P: P!, turned },
    writes: { dZ, dU, dh0: dh },
    sizes: { B, T },
    groups: groupsOf(B),
    code: gruBackCode(H),
  });
  turned.dispose();
  return [dZ, dU, dh];
}

/** X Wx as (B, T, gates · H). */
const multiplyInputs = (tf: Tfjs, X: Tf.Tensor, Wx: Tf.Tensor): Tf.Tensor =>
  tf.tidy(() => {
    const rows = tf.matMul(tf.reshape(X, [-1, X.shape[2]!]), Wx);
    return tf.reshape(rows, [X.shape[0]!, X.shape[1]!, Wx.shape[1]!]);
  });

/** Four rows a workgroup; where some are missing, the last row is taken again. */
const groupsOf = (B: number) => findGroups(Math.ceil(B / 4));
