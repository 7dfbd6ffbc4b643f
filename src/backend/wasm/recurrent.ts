// LSTM and GRU on wasm: one product of all inputs by Wx, then the steps through time in one call, forward and back.
// B rows, T steps, D inputs, H hiddens; what the kernels take and give stands in ../recurrent.ts.
import { putKernel } from "../kernels";
import { simdOf } from "./simd";
import type { Info, KernelArguments, Tfjs, WasmBackend } from "../kernels";

type Work = (inputs: Record<string, Info>, wasm: WasmBackend) => Info[];

export function registerRecurrent(tf: Tfjs): void {
  const kernels: Record<string, Work> = { Lstm: lstm, LstmFrom: lstm, LstmBack: lstmBack };
  Object.assign(kernels, { Gru: gru, GruFrom: gru, GruBack: gruBack });
  for (const [name, work] of Object.entries(kernels)) {
    putKernel(tf, name, "wasm", ({ inputs, backend }: KernelArguments) =>
      work(inputs as Record<string, Info>, backend as WasmBackend),
    );
  }
}

function lstm({ X, Wx, Wh, b, h, c }: Record<string, Info>, wasm: WasmBackend): Info[] {
  const { B, T, H } = sizesOf(X!, Wh!);
  const gates = multiplyInputs(X!, Wx!, wasm);
  const [states, memories, before] = [1, 2, 3].map(() => wasm.makeOutput([B, T, H], "float32"));
  const room = wasm.makeOutput([B, 4 * H], "float32");
  const { simd, scratch } = simdOf(wasm);
  const at = addressIn(wasm);
  simd.lstm(
    ...([at(gates), at(Wh), at(b), at(h), at(c)] as const),
    ...([at(states), at(memories), at(before), at(room)] as const),
    ...([B, T, H, scratch] as const),
  );
  wasm.disposeData(room.dataId);
  return [states!, memories!, gates, before!];
}

function lstmBack({ dH, C, G, Wh, c }: Record<string, Info>, wasm: WasmBackend): Info[] {
  const { B, T, H } = sizesOf(C!, Wh!);
  const back = wasm.makeOutput([B, T, 4 * H], "float32");
  const [dh, dc] = [wasm.makeOutput([B, H], "float32"), wasm.makeOutput([B, H], "float32")];
  const { simd, scratch } = simdOf(wasm);
  const at = addressIn(wasm);
  simd.lstmBack(
    ...([at(dH), at(C), at(G), at(Wh), at(c)] as const),
    ...([at(back), at(dh), at(dc)] as const),
    ...([B, T, H, scratch] as const),
  );
  return [back, dh, dc];
}

function gru({ X, Wx, Wh, b, h }: Record<string, Info>, wasm: WasmBackend): Info[] {
  const { B, T, H } = sizesOf(X!, Wh!);
  const fromX = multiplyInputs(X!, Wx!, wasm);
  const [states, before] = [wasm.makeOutput([B, T, H], "float32"), wasm.makeOutput([B, T, H], "float32")];
  const gates = wasm.makeOutput([B, T, 4 * H], "float32");
  const room = wasm.makeOutput([B, 3 * H], "float32");
  const { simd, scratch } = simdOf(wasm);
  const at = addressIn(wasm);
  simd.gru(
    ...([at(fromX), at(Wh), at(b), at(h)] as const),
    ...([at(states), at(gates), at(before), at(room)] as const),
    ...([B, T, H, scratch] as const),
  );
  for (const { dataId } of [fromX, room]) wasm.disposeData(dataId);
  return [states, gates, before];
}

function gruBack({ dH, G, P, Wh }: Record<string, Info>, wasm: WasmBackend): Info[] {
  const { B, T, H } = sizesOf(P!, Wh!);
  const [byInput, byState] = [1, 2].map(() => wasm.makeOutput([B, T, 3 * H], "float32"));
  const dh = wasm.makeOutput([B, H], "float32");
  const { simd, scratch } = simdOf(wasm);
  const at = addressIn(wasm);
  simd.gruBack(
    ...([at(dH), at(G), at(P), at(Wh)] as const),
    ...([at(byInput), at(byState), at(dh)] as const),
    ...([B, T, H, scratch] as const),
  );
  return [byInput!, byState!, dh];
}

/** X Wx as (B, T, gates · H): (B, T, D)·(D, gates · H). */
function multiplyInputs(X: Info, Wx: Info, wasm: WasmBackend): Info {
  const [B, T, D] = X.shape as [number, number, number];
  const width = Wx.shape[1]!;
  const product = wasm.makeOutput([B, T, width], "float32");
  const { simd, scratch } = simdOf(wasm);
  const at = addressIn(wasm);
  simd.multiply(
    1,
    ...([at(X), 0, D, 1] as const),
    ...([at(Wx), 0, width, 1] as const),
    ...([at(product), 0] as const),
    ...([B * T, width, D] as const),
    0,
    scratch,
  );
  return product;
}

/** 0 where there is no tensor. */
const addressIn =
  (wasm: WasmBackend) =>
  (info: Info | undefined): number =>
    info ? wasm.getMemoryOffset(info.dataId) : 0;

const sizesOf = ({ shape }: Info, Wh: Info) => ({ B: shape[0]!, T: shape[1]!, H: Wh.shape[0]! });
