// tfjs in the worker: found once a cell has loaded it, given a device, watched by the ledger.
// A page whose cells import no tfjs never comes past the first line of `open`.
import { Accounting } from "./accounting";
import { Ledger } from "./ledger";
import { openDevice } from "./device";
import { ReaderError } from "./errors";
import { messagesIn } from "./messages";
import { setStepHost } from "../book/step-host";
import type { Account, LedgerTensor, Meddling } from "./ledger";
import { watchDevice } from "./device-watch";
import type { Device, DeviceWish, NoDevice } from "./device";
import type { DeviceEars, GpuWatch } from "./gpu-watch";
import type { Language } from "./protocol";
import type { StepEars } from "../backend/webgpu/steps";
import type { Tensors } from "./runner";

/** Who hears of the device, and of what a cell does to another's tensors. */
export interface TensorEars extends DeviceEars {
  onDevice(device: Device | NoDevice): void;
  onMeddle(owner: string, tensor: LedgerTensor, how: Meddling): void;
  /** Of training steps that the device is to remember. */
  step: StepEars;
}

export function newTensors(wish: () => DeviceWish, ears: TensorEars): Tensors {
  const ledger = new Ledger(ears.onMeddle);
  const accounting = new Accounting();
  let device: Promise<Device | NoDevice> | undefined;
  let watch: GpuWatch | undefined;
  return {
    async open(language: Language): Promise<void> {
      if (!isLoaded()) return;
      device ??= start(ledger, wish(), ears, (opened) => (watch = opened));
      const { backend, reason } = await device;
      if (backend !== "unavailable") return accounting.open(await import("@tensorflow/tfjs"));
      throw new ReaderError("DeviceError", messagesIn(language).noDevice(wish().forced ?? "tfjs", reason));
    },
    settle: async () => watch?.settle(),
    begin(cell: string): void {
      accounting.begin(cell);
      ledger.begin(cell);
    },
    end: (cell: string, values: Iterable<unknown>): Account => accounting.end(ledger.end(cell, values)),
    profile: (cell, on) => accounting.ask(cell, on),
    free: (cell: string): void => ledger.free(cell),
    within: (cell, make) => ledger.within(cell, make),
  };
}

async function start(
  ledger: Ledger,
  wish: DeviceWish,
  ears: TensorEars,
  onWatch: (watch: GpuWatch) => void,
): Promise<Device | NoDevice> {
  const tf = await import("@tensorflow/tfjs");
  const device = await openDevice(tf, wish);
  if (device.backend !== "unavailable") onWatch(watchDevice(tf, device.backend, ears));
  if (device.backend === "webgpu") {
    const { newStepRecorder } = await import("../backend/webgpu/steps");
    setStepHost(newStepRecorder(tf, ears.step));
  }
  ledger.watch(tf.engine() as never, tf.Variable as never);
  ears.onDevice(device);
  return device;
}

/** tfjs keeps its one engine under this global name (tfjs-core 4.22, engine.ts). */
function isLoaded(): boolean {
  return "_tfengine" in globalThis;
}
