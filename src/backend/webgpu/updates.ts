// The steps of optimizers for webgpu: in place, as many variables in a dispatch as its 8 storage buffers take. The learning
// rate, and what Adam's powers of β make of it, stay on the device. ../optimizers.ts calls it, ../update-rules.ts has the rules.
import { putKernel } from "../kernels";
import { overhear, repeat } from "../step-marks";
import { findGroups, run } from "./program";
import { flush } from "./queue";
import { makeBuffer } from "./uniforms";
import type { Info, Tfjs } from "../kernels";
import type { Settings, StepSpec, Update } from "../optimizers";
import type { OwnBuffer, Program } from "./program";
import type { WebGpu } from "./queue";

/** Of one number: w, the slots by their letters and g are its places; `u` has the settings, `rate` the learning rate, `c1` and
 *  `c2` are 1 − βᵗ. */
interface Rule {
  slots: string[];
  code: string;
}

const adam: Rule = {
  slots: ["m", "v"],
  code: `
    m = u.beta1 * m + (1.0 - u.beta1) * g;
    v = u.beta2 * v + (1.0 - u.beta2) * g * g;
    w = (1.0 - rate * u.weightDecay) * w - rate * ((m / c1) / (sqrt(v / c2) + u.epsilon));`,
};
const speedUp = "a = u.momentum * a + g;";
const spread = "s = u.decay * s + (1.0 - u.decay) * g * g;";
const move = (size: string): string => `
  a = u.momentum * a + rate * g / sqrt(${size});
  w = w - a;`;

const rules: Record<string, Rule> = {
  FusedAdam: adam,
  FusedAdamW: adam,
  FusedSgd: { slots: [], code: "w = w - rate * g;" },
  FusedMomentum: { slots: ["a"], code: `${speedUp} w = w - rate * a;` },
  FusedNesterov: { slots: ["a"], code: `${speedUp} w = w - rate * (g + u.momentum * a);` },
  FusedRmsProp: { slots: ["s", "a"], code: spread + move("s + u.epsilon") },
  FusedCenteredRmsProp: {
    slots: ["s", "a", "h"],
    code: `${spread} h = u.decay * h + (1.0 - u.decay) * g; ${move("s - (h * h + u.epsilon)")}`,
  },
};

export function registerUpdates(tf: Tfjs): void {
  for (const [name, rule] of Object.entries(rules)) {
    putKernel(tf, name, "webgpu", ({ attrs, backend }) => {
      const { updates, powers, optimizer, settings } = attrs as unknown as StepSpec;
      const webgpu = backend as unknown as WebGpu;
      const { learningRate, ...numbers } = settings;
      const state = stateOf(webgpu, optimizer, learningRate);
      repeat(() => void stateOf(webgpu, optimizer, (optimizer as typeof settings).learningRate));
      if (powers.length > 0) advance(tf, webgpu, powers, state, settings);
      const buffersEach = rule.slots.length + 2;
      const count = Math.max(1, Math.floor(webgpu.device.limits.maxStorageBuffersPerShaderStage / buffersEach));
      for (let i = 0; i < updates.length; i += count)
        run(tf, webgpu, toProgram(rule, updates.slice(i, i + count), state, numbers));
      return [];
    });
  }
}

/** What stays on the device of an optimizer: the rate and Adam's c1 and c2, in one buffer. */
interface State {
  buffer: GPUBuffer;
  rate: number;
  device: GPUDevice;
}

const states = new WeakMap<object, State>();

function stateOf(webgpu: WebGpu, optimizer: object, rate: number): GPUBuffer {
  const { device } = webgpu;
  const known = states.get(optimizer);
  if (known?.device === device) {
    if (known.rate !== rate) writeRate(webgpu, known, rate);
    return known.buffer;
  }
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
  const buffer = makeBuffer(device, new Float32Array([rate, 1, 1, 0]).buffer, usage);
  states.set(optimizer, { buffer, rate, device });
  return buffer;
}

/** After the steps that were encoded with the rate before. */
function writeRate(webgpu: WebGpu, state: State, rate: number): void {
  flush(webgpu);
  overhear(() => webgpu.queue.writeBuffer(state.buffer, 0, new Float32Array([rate])));
  state.rate = rate;
}

/** cᵢ ← 1 − βᵢᵗ, then βᵢᵗ ← βᵢᵗ βᵢ. */
function advance(tf: Tfjs, webgpu: WebGpu, powers: Info[], state: GPUBuffer, { beta1, beta2 }: Settings): void {
  run(tf, webgpu, {
    writes: { power1: powers[0]!, power2: powers[1]! },
    buffers: { state: { buffer: state, access: "read_write" } },
    numbers: { beta1: beta1!, beta2: beta2! },
    groups: [1, 1, 1],
    code: `
      @compute @workgroup_size(1) fn main() {
        state[1] = 1.0 - power1[0];
        state[2] = 1.0 - power2[0];
        power1[0] *= u.beta1;
        power2[0] *= u.beta2;
      }`,
  });
}

const threads = 64; // of a workgroup

/** Each variable has workgroups of its own, one after another. */
function toProgram(rule: Rule, updates: Update[], buffer: GPUBuffer, numbers: Record<string, number>): Program {
  const state: OwnBuffer = { buffer, access: "uniform" };
  const groups = updates.map(({ value }) => Math.ceil(value.size / threads));
  const named = updates.map(({ value, slots }, i) => [
    [`w${i}`, value] as const,
    ...rule.slots.map((letter, j) => [`${letter}${i}`, slots[j]!] as const),
  ]);
  return {
    reads: Object.fromEntries(updates.map(({ gradient }, i) => [`g${i}`, gradient])),
    writes: Object.fromEntries(named.flat()),
    buffers: { state },
    sizes: {
      ...Object.fromEntries(updates.map(({ value }, i) => [`size${i}`, value.size])),
      ...Object.fromEntries(groups.map((count, i) => [`groups${i}`, count])),
    },
    numbers: { weightDecay: 0, ...numbers },
    groups: findGroups(groups.reduce((sum, count) => sum + count, 0)),
    code: codeOf(rule, updates.length),
  };
}

const codes = new Map<string, string>();

function codeOf(rule: Rule, count: number): string {
  const key = `${count} ${rule.code}`;
  const known = codes.get(key) ?? writeCode(rule, count);
  codes.set(key, known);
  return known;
}

function writeCode({ slots, code }: Rule, count: number): string {
  const places = Array.from({ length: count }, (_, i) => i);
  const updates = places.map((place) => {
    const letters = ["w", ...slots];
    const taken = [...letters, "g"].map((letter) => `var ${letter} = ${letter}${place}[i];`).join(" ");
    const put = letters.map((letter) => `${letter}${place}[i] = ${letter};`).join(" ");
    return `
      fn update${place}(i : u32) {
        if (i >= u.size${place}) { return; }
        let rate = state[0].x; let c1 = state[0].y; let c2 = state[0].z;
        ${taken}
        ${code}
        ${put}
      }`;
  });
  const choices = places.map(
    (place) => `
      if (group < u.groups${place}) { update${place}(group * ${threads}u + thread); return; }
      group -= u.groups${place};`,
  );
  return `${updates.join("")}
    @compute @workgroup_size(${threads}) fn main(
      @builtin(local_invocation_index) thread : u32,
      @builtin(workgroup_id) id : vec3<u32>,
      @builtin(num_workgroups) count : vec3<u32>,
    ) {
      var group = id.x + id.y * count.x;
      ${choices.join("")}
    }`;
}
