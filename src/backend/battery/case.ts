// One entry of the battery: an operation of tfjs on given inputs, and the same in float64. Data, no test runner.
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";

export type Tfjs = typeof Tf;

/** Numbers of U[min, max) in float32, or these values, or whole numbers of 0 … below−1 in int32. */
export type Input =
  | { shape: readonly number[]; min?: number; max?: number }
  | { shape: readonly number[]; values: readonly number[]; dtype?: "float32" | "int32" | "bool" }
  | { shape: readonly number[]; below: number };

export interface Case {
  name: string;
  inputs: Input[];
  run(tf: Tfjs, ...x: Tf.Tensor[]): Tf.Tensor;
  reference(...x: Nd[]): Nd;
  /** False if it has no derivative, or none worth asking for. */
  gradient?: boolean;
  /** Largest |error| / (1 + |reference|) on cpu and wasm; ten times that on webgl and webgpu. 1e-4 unless told. */
  tolerance?: number;
  /** The step of the finite differences; 1e-6 unless told. Larger if the reference itself is one. */
  step?: number;
  /** Fewer finite differences: the reference takes long. */
  heavy?: boolean;
  /** Backends that need not take it, each with the reason. */
  except?: Partial<Record<BackendName, string>>;
}

export type BackendName = "cpu" | "wasm" | "webgl" | "webgpu";

/** Something that must be refused, with words that say why. */
export interface Refusal {
  name: string;
  run(tf: Tfjs): unknown;
  message: RegExp;
  except?: Partial<Record<BackendName, string>>;
}

export const float = (shape: readonly number[], min = -2, max = 2): Input => ({ shape, min, max });
export const whole = (shape: readonly number[], below: number): Input => ({ shape, below });
