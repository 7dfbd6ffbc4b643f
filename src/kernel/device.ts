// Which device the tensors live on: a real WebGPU adapter, else wasm, else WebGL, else the plain CPU.
// Where a section says how large a model it trains, what trying the candidates found decides (device-probe.ts), and a guess
// before that. Decides once per worker: tensors do not move between backends well (tfjs 4.22).
import wasmUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import wasmSimdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import type * as Tf from "@tensorflow/tfjs";
import { findCandidates, guessFastest, timeStep, toShapeClass, tryCandidates } from "./device-probe";
import { messagesIn } from "./messages";
import type { ModelShape, Probe, Probes } from "./device-probe";
import type { Messages } from "./messages";
import type { BackendName, Language } from "./protocol";

/** What the reader's address and the section ask for. */
export interface DeviceWish {
  forced?: BackendName | undefined;
  prefer?: BackendName | undefined;
  /** How large a model the section trains, and what is known of such. */
  shape?: ModelShape | undefined;
  probes?: Probes | undefined;
  language: Language;
}

export interface Device {
  backend: BackendName;
  adapter?: string | undefined;
  /** Why this one, for the reader. */
  reason: string;
  /** It was guessed: trying the candidates may find a faster one. */
  isGuess?: true;
}

/** No device, or not the one that was asked for. */
export interface NoDevice {
  backend: "unavailable";
  reason: string;
}

type Attempt = { adapter?: string | undefined } | { refusal: string };

const ladder: BackendName[] = ["webgpu", "wasm", "webgl", "cpu"];

/** Opens the forced device or none; otherwise the preferred, otherwise the fastest for the section's model as far as is
 *  known, otherwise the first of the ladder that opens. */
export async function openDevice(tf: typeof Tf, wish: DeviceWish): Promise<Device | NoDevice> {
  const { device: say } = messagesIn(wish.language);
  const choice = wish.forced || wish.prefer ? undefined : await findChoice(wish);
  const first = wish.prefer ?? choice?.known?.[0]?.backend ?? (choice && guessFastest(wish.shape!));
  const wanted = wish.forced ? [wish.forced] : [...new Set([...(first ? [first] : []), ...ladder])];
  const refusals: string[] = [];
  for (const backend of wanted) {
    // The name comes from the page's address, so it may be anything.
    const opener = ladder.includes(backend) ? openers[backend] : undefined;
    const attempt = await (opener?.(tf, say, wish.forced !== undefined) ?? { refusal: say.unknown(ladder) });
    if ("refusal" in attempt) {
      refusals.push(`${backend}: ${attempt.refusal}`);
      continue;
    }
    const device = { backend, adapter: attempt.adapter };
    if (choice && backend === first) return { ...device, ...explain(choice, wish) };
    const why = wish.forced ? say.forced : backend === wish.prefer ? say.preferred : say.best;
    return { ...device, reason: [why, ...refusals].join("; ") };
  }
  return { backend: "unavailable", reason: refusals.join("; ") };
}

/** Several devices may be the fastest for the section's model. */
interface Choice {
  key: string;
  candidates: BackendName[];
  known: Probe | undefined;
}

/** Undefined where there is nothing to choose. */
async function findChoice({ shape, probes }: DeviceWish): Promise<Choice | undefined> {
  if (!shape) return undefined;
  const adapter = await findAdapter();
  const gpu = adapter && !isSoftware(adapter.info) ? nameAdapter(adapter.info) : undefined;
  const candidates = findCandidates(shape).filter((backend) => backend !== "webgpu" || gpu !== undefined);
  const key = [gpu ?? "", toShapeClass(shape)].join("|");
  return candidates.length < 2 ? undefined : { key, candidates, known: probes?.[key] };
}

function explain({ known }: Choice, { shape, language }: DeviceWish): Pick<Device, "reason" | "isGuess"> {
  const { device: say } = messagesIn(language);
  const [model, batchSize] = [shape!.layers.join("-"), shape!.batchSize];
  return known
    ? { reason: say.tried(known, model, batchSize) }
    : { reason: say.guessed(model, batchSize), isGuess: true };
}

/** What trying found, to be kept under `key` and told to the reader. */
export interface Probed {
  key: string;
  probe: Probe;
  reason: string;
}

/** Tries the candidates for the section's model, in a worker that does nothing else. The page's cells are on `running`. */
export async function probeDevices(tf: typeof Tf, wish: DeviceWish, running: BackendName): Promise<Probed> {
  const choice = await findChoice(wish);
  if (!choice) return { key: "", probe: [], reason: "" };
  const { device: say } = messagesIn(wish.language);
  const open = async (backend: BackendName): Promise<boolean> =>
    !("refusal" in (await openers[backend](tf, say, false)));
  const probe = await tryCandidates(choice.candidates, open, (enoughMs) => timeStep(tf, wish.shape!, enoughMs));
  const { reason } = explain({ ...choice, known: probe }, wish);
  const fastest = probe[0]?.backend;
  const next = fastest && fastest !== running ? [say.nextTime(fastest)] : [];
  return { key: choice.key, probe, reason: [reason, ...next].join("; ") };
}

async function findAdapter(): Promise<GPUAdapter | null> {
  return (await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" }).catch(() => null)) ?? null;
}

type Opener = (tf: typeof Tf, say: Messages["device"], isForced: boolean) => Promise<Attempt>;

const openers: Record<BackendName, Opener> = { webgpu: openWebgpu, wasm: openWasm, webgl: openWebgl, cpu: openCpu };

async function openWebgpu(tf: typeof Tf, say: Messages["device"], isForced: boolean): Promise<Attempt> {
  if (!navigator.gpu) return { refusal: say.noWebgpu };
  const adapter = await findAdapter();
  if (!adapter) return { refusal: say.noAdapter };
  if (isSoftware(adapter.info) && !isForced) return { refusal: say.softwareAdapter };
  await import("@tensorflow/tfjs-backend-webgpu");
  return startBackend(tf, "webgpu", say, nameAdapter(adapter.info));
}

async function openWasm(tf: typeof Tf, say: Messages["device"]): Promise<Attempt> {
  if (typeof WebAssembly === "undefined") return { refusal: say.noWasm };
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const simd = toAddress(wasmSimdUrl);
  // Threads need nested workers, which a cell's worker does not have (seal.ts).
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": toAddress(wasmUrl),
    "tfjs-backend-wasm-simd.wasm": simd,
    "tfjs-backend-wasm-threaded-simd.wasm": simd,
  });
  const hasSimd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  return startBackend(tf, "wasm", say, hasSimd ? "SIMD" : undefined);
}

async function openWebgl(tf: typeof Tf, say: Messages["device"]): Promise<Attempt> {
  await import("@tensorflow/tfjs-backend-webgl");
  return startBackend(tf, "webgl", say);
}

async function openCpu(tf: typeof Tf, say: Messages["device"]): Promise<Attempt> {
  return startBackend(tf, "cpu", say);
}

/** setBackend can return false while getBackend already says the new name: only the answer counts. */
async function startBackend(
  tf: typeof Tf,
  backend: BackendName,
  say: Messages["device"],
  adapter?: string,
): Promise<Attempt> {
  try {
    const hasStarted = await tf.setBackend(backend);
    if (!hasStarted) return { refusal: say.refused("") };
    const { registerCorrections } = await import("../backend");
    await registerCorrections(tf, backend);
    return { adapter };
  } catch (error) {
    return { refusal: say.refused(error instanceof Error ? error.message : String(error)) };
  }
}

/** SwiftShader, llvmpipe and Windows' basic renderer compute on the CPU, more slowly than wasm. */
function isSoftware(info: GPUAdapterInfo): boolean {
  const { isFallbackAdapter } = info as { isFallbackAdapter?: boolean };
  return isFallbackAdapter === true || /swiftshader|llvmpipe|software|basic render/i.test(nameAdapter(info));
}

function nameAdapter({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  return [vendor, architecture, device, description].filter(Boolean).join(" ");
}

/** A blob worker has no base address: a path of the site is made whole from this module's own. */
function toAddress(url: string): string {
  return new URL(url, import.meta.url).href;
}
