// What each optimizer does with one variable, in place and in float32: operation for operation what tfjs 4.22 composes, so
// that the result is the same to the last bit. Used where there is no SIMD; the kernels of wasm and webgpu do the same.
import { putKernel } from "./kernels";
import type { Info, KernelArguments, Tfjs, WasmBackend } from "./kernels";
import type { Settings, StepSpec, Update } from "./optimizers";

/** w the variable, then what is remembered, g the gradient; all of one length. c of Adam are 1 − βᵗ. */
type Rule = (w: Float32Array, slots: Float32Array[], g: Float32Array, settings: Settings, c: number[]) => void;

const f = Math.fround;

/** m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← (1 − lr λ) w − lr · (m/c₁) / (√(v/c₂) + ε). */
const adam: Rule = (w, [m, v], g, { learningRate, beta1, beta2, epsilon, weightDecay = 0 }, [c1, c2]) => {
  const [b1, b2, rest1, rest2] = [f(beta1!), f(beta2!), f(1 - beta1!), f(1 - beta2!)];
  const [kept, rate, small] = [f(1 - learningRate * weightDecay), f(-learningRate), f(epsilon!)];
  for (let i = 0; i < w.length; i++) {
    const slope = g[i]!;
    const first = (m![i] = f(f(m![i]! * b1) + f(slope * rest1)));
    const second = (v![i] = f(f(v![i]! * b2) + f(f(slope * slope) * rest2)));
    const size = f(f(Math.sqrt(f(second / c2!))) + small);
    w[i] = f(f(f(f(first / c1!) / size) * rate) + f(w[i]! * kept));
  }
};

/** w ← w − lr g. */
const sgd: Rule = (w, _, g, { learningRate }) => {
  const rate = f(-learningRate);
  for (let i = 0; i < w.length; i++) w[i] = f(f(rate * g[i]!) + w[i]!);
};

/** a ← μ a + g, w ← w − lr a. */
const momentum: Rule = (w, [a], g, settings) => {
  const [rate, mu] = [f(-settings.learningRate), f(settings["momentum"]!)];
  for (let i = 0; i < w.length; i++) {
    a![i] = f(f(mu * a![i]!) + g[i]!);
    w[i] = f(f(rate * a![i]!) + w[i]!);
  }
};

/** a ← μ a + g, w ← w − lr (g + μ a). */
const nesterov: Rule = (w, [a], g, settings) => {
  const [rate, mu] = [f(-settings.learningRate), f(settings["momentum"]!)];
  for (let i = 0; i < w.length; i++) {
    a![i] = f(f(mu * a![i]!) + g[i]!);
    w[i] = f(f(rate * f(g[i]! + f(a![i]! * mu))) + w[i]!);
  }
};

/** s ← ρ s + (1−ρ) g², a ← μ a + lr g / √(s + ε), w ← w − a; centred s − (h² + ε) with h ← ρ h + (1−ρ) g. */
const rmsProp: Rule = (w, [s, a, h], g, { learningRate, decay, epsilon, ...settings }) => {
  const [rho, rest, mu] = [f(decay!), f(1 - decay!), f(settings["momentum"]!)];
  const [rate, small] = [f(learningRate), f(epsilon!)];
  for (let i = 0; i < w.length; i++) {
    const slope = g[i]!;
    s![i] = f(f(s![i]! * rho) + f(f(slope * slope) * rest));
    if (h) h[i] = f(f(h[i]! * rho) + f(slope * rest));
    const spread = h ? f(s![i]! - f(f(h[i]! * h[i]!) + small)) : f(s![i]! + small);
    a![i] = f(f(a![i]! * mu) + f(f(slope * rate) / f(Math.sqrt(spread))));
    w[i] = f(w[i]! - a![i]!);
  }
};

const rules: Record<string, Rule> = {
  FusedAdam: adam,
  FusedAdamW: adam,
  FusedSgd: sgd,
  FusedMomentum: momentum,
  FusedNesterov: nesterov,
  FusedRmsProp: rmsProp,
  FusedCenteredRmsProp: rmsProp,
};

/** tfjs's cpu backend, as far as this needs it. */
interface CpuBackend {
  data: { get(dataId: object): { values: Float32Array } };
}

/** On cpu a step makes new arrays: a reader may have got the old ones. `after` is called with each update that was made. */
export function registerUpdates(
  tf: Tfjs,
  backendName: "cpu" | "wasm",
  after: (update: Update, backend: KernelArguments["backend"]) => void = () => {},
): void {
  for (const [name, rule] of Object.entries(rules)) {
    putKernel(tf, name, backendName, (args) => {
      const open = backendName === "cpu" ? openOnCpu(args) : openOnWasm(args);
      const { updates, settings, powers } = args.attrs as unknown as StepSpec;
      const reached = powers.map((power) => open(power));
      const c = reached.map(([power]) => f(1 - power!));
      for (const update of updates) {
        const { value, slots, gradient } = update;
        const remembered = slots.map((slot) => open(slot));
        rule(open(value), remembered, open(gradient, false), settings, c);
        after(update, args.backend);
      }
      advance(reached, settings);
      return [];
    });
  }
}

type Open = (info: Info, isWritten?: boolean) => Float32Array;

function openOnCpu({ backend }: KernelArguments): Open {
  const { data } = backend as unknown as CpuBackend;
  return ({ dataId }, isWritten = true) => {
    const entry = data.get(dataId);
    if (isWritten) entry.values = entry.values.slice();
    return entry.values;
  };
}

/** Nothing is allocated meanwhile, so the views live. */
function openOnWasm({ backend }: KernelArguments): Open {
  return (info) => (backend as WasmBackend).typedArrayFromHeap(info);
}

/** βᵗ⁺¹ = βᵗ β, in float32. */
export function advance(powers: Float32Array[], { beta1, beta2 }: Settings): void {
  [beta1, beta2].slice(0, powers.length).forEach((beta, i) => (powers[i]![0] = powers[i]![0]! * f(beta!)));
}
