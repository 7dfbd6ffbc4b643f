// Our own kernels in WebAssembly with SIMD, beside those of tfjs and on the same memory: assembly/ is their source,
// module.ts their bytes. Where a browser has no SIMD, or tfjs runs its threads, there are none.
import { moduleText } from "./module";
import type { WasmBackend } from "../../kernels";

/** Addresses are bytes, everything else counts numbers of four bytes. assembly/ says what each does. */
export interface Simd {
  multiply(
    count: number,
    ...rest: [
      ...a: [address: number, step: number, row: number, column: number],
      ...b: [address: number, step: number, row: number, column: number],
      ...c: [address: number, step: number],
      ...sizes: [m: number, n: number, k: number],
      adds: number,
      scratch: number,
    ]
  ): void;
  scratchBytes(): number;
  adam(...args: [w: number, m: number, v: number, g: number, size: number, ...settings: number[]]): void;
  sgd(w: number, g: number, size: number, lr: number): void;
  momentum(...args: [w: number, a: number, g: number, size: number, ...settings: number[]]): void;
  rmsProp(...args: [w: number, s: number, a: number, g: number, size: number, ...settings: number[]]): void;
  centeredRmsProp(
    ...args: [w: number, s: number, a: number, h: number, g: number, size: number, ...settings: number[]]
  ): void;
  passWindows(x: number, columns: number, isBack: number, ...window: number[]): void;
  maxPoolBack(dy: number, x: number, dx: number, ...window: number[]): void;
  copyLines(from: number, fromStep: number, to: number, toStep: number, bytes: number, count: number): void;
  tanh(x: number, y: number, size: number): void;
  exp(x: number, y: number, size: number): void;
  power(x: number, n: number, y: number, size: number): void;
  gelu(x: number, y: number, size: number): void;
  geluBack(dy: number, x: number, dx: number, size: number): void;
  norm(
    ...args: [
      ...from: [x: number, gain: number, bias: number],
      ...to: [y: number, means: number, scales: number],
      ...settings: [rows: number, columns: number, epsilon: number, centred: number],
    ]
  ): void;
  normBack(
    ...args: [
      ...from: [dy: number, x: number, gain: number, means: number, scales: number],
      ...to: [dx: number, dgain: number, dbias: number],
      ...settings: [rows: number, columns: number, centred: number],
    ]
  ): void;
  /** Numbers of `strip`. */
  stripSize(time: number): number;
  attend(...args: [qkv: number, y: number, logSums: number, ...Heads]): void;
  attendBack(...args: [dy: number, y: number, qkv: number, logSums: number, dqkv: number, ...Heads]): void;
  sums(x: number, y: number, outer: number, n: number, inner: number): void;
  lstm(gates: number, wh: number, bias: number, h: number, c: number, ...rest: StatesAndSizes): void;
  lstmBack(dH: number, memories: number, gates: number, wh: number, c: number, ...rest: SlopesAndSizes): void;
  gru(inputs: number, wh: number, bias: number, h: number, ...rest: StatesAndSizes): void;
  gruBack(dH: number, gates: number, before: number, wh: number, ...rest: SlopesAndSizes): void;
  crossEntropy(
    labels: number,
    kind: number,
    ...rest: [logits: number, losses: number, slopes: number, rows: number, columns: number, scale: number]
  ): void;
}

type Sizes = [rows: number, steps: number, hiddens: number, scratch: number];
type StatesAndSizes = [states: number, second: number, before: number, room: number, ...Sizes];
type SlopesAndSizes = [first: number, second: number, third: number, ...Sizes];
type Heads = [batch: number, time: number, heads: number, depth: number, strip: number, scratch: number];

/** What is open of a backend: the kernels, and memory that they may write while they work. */
export interface Opened {
  simd: Simd;
  scratch: number;
}

const opened = new WeakMap<WasmBackend, Opened | undefined>();

/** Our kernels on the memory of a backend; undefined where they cannot run. */
export function findSimd(wasm: WasmBackend): Opened | undefined {
  if (!opened.has(wasm)) opened.set(wasm, open(wasm));
  return opened.get(wasm);
}

/** Our kernels where they are known to run. */
export function simdOf(wasm: WasmBackend): Opened {
  const found = findSimd(wasm);
  if (!found) throw new Error("the SIMD kernels were registered for a backend that they do not run on");
  return found;
}

function open({ wasm }: WasmBackend): Opened | undefined {
  const memory = wasm.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) return undefined;
  const bytes = Uint8Array.from(atob(moduleText), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return undefined;
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    const simd = exports as unknown as Simd;
    const { _malloc: allocate } = wasm;
    return { simd, scratch: allocate(simd.scratchBytes()) };
  } catch (error) {
    // The memory of tfjs's threads is shared, which this module does not take.
    if (error instanceof WebAssembly.LinkError) return undefined;
    throw error;
  }
}
