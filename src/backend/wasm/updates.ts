// The steps of optimizers for wasm: in place, in one pass over each variable. ../optimizers.ts calls them, and
// ../update-rules.ts has them in TypeScript, for where there is no SIMD.
import { putKernel, sizeOf } from "../kernels";
import { advance, registerUpdates } from "../update-rules";
import { forgetPacked } from "./packed";
import { simdOf } from "./simd";
import type { Tfjs, WasmBackend } from "../kernels";
import type { Settings, StepSpec } from "../optimizers";
import type { Simd } from "./simd";

/** What a pass is told besides the addresses and the size; c of Adam are 1 − βᵗ. */
type Pass = [run: keyof Simd, settingsOf: (settings: Settings, c: number[]) => number[]];

const adam: Pass = [
  "adam",
  ({ learningRate, beta1, beta2, epsilon, weightDecay = 0 }, [c1, c2]) => [
    1 - learningRate * weightDecay,
    learningRate,
    beta1!,
    1 - beta1!,
    beta2!,
    1 - beta2!,
    epsilon!,
    c1!,
    c2!,
  ],
];
const momentum = (isNesterov: number): Pass => [
  "momentum",
  (settings) => [settings.learningRate, settings["momentum"]!, isNesterov],
];
const rmsProp = (name: "rmsProp" | "centeredRmsProp"): Pass => [
  name,
  ({ learningRate, decay, epsilon, ...settings }) => [
    learningRate,
    decay!,
    1 - decay!,
    settings["momentum"]!,
    epsilon!,
  ],
];

const passes: Record<string, Pass> = {
  FusedAdam: adam,
  FusedAdamW: adam,
  FusedSgd: ["sgd", ({ learningRate }) => [learningRate]],
  FusedMomentum: momentum(0),
  FusedNesterov: momentum(1),
  FusedRmsProp: rmsProp("rmsProp"),
  FusedCenteredRmsProp: rmsProp("centeredRmsProp"),
};

export function registerPasses(tf: Tfjs): void {
  for (const [name, [run, settingsOf]] of Object.entries(passes)) {
    putKernel(tf, name, "wasm", ({ attrs, backend }) => {
      const { updates, settings, powers } = attrs as unknown as StepSpec;
      const wasm = backend as WasmBackend;
      const reached = powers.map((power) => wasm.typedArrayFromHeap(power));
      const told = settingsOf(
        settings,
        reached.map(([power]) => 1 - power!),
      );
      const pass = simdOf(wasm).simd[run] as (...numbers: number[]) => void;
      for (const { value, slots, gradient } of updates) {
        const addresses = [value, ...slots, gradient].map(({ dataId }) => wasm.getMemoryOffset(dataId));
        pass(...addresses, sizeOf(value.shape), ...told);
        forgetPacked(value, wasm);
      }
      advance(reached, settings);
      return [];
    });
  }
}

/** Where there is no SIMD. */
export function registerPlainUpdates(tf: Tfjs): void {
  registerUpdates(tf, "wasm", ({ value }, wasm) => forgetPacked(value, wasm as WasmBackend));
}
