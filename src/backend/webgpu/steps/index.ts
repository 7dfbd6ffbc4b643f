// Training steps that are recorded and replayed on webgpu: what src/book/step-host.ts asks for. README.md says how.
import { makeUniforms, type Place } from "../philox";
import { RecordedStep, type StepEars } from "./compile";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../../kernels";
import type { Backend } from "./backend";

export type { StepEars } from "./compile";
export type { Refusal } from "./tape";

/** What `compile` makes of a step. */
export interface CompiledStep<Batch extends Tf.Tensor[]> {
  (...batch: Batch): Tf.Scalar;
  ahead(...batch: Batch): Promise<Tf.Scalar>;
  dispose(): void;
}

export interface StepRecorder {
  compile<Batch extends Tf.Tensor[]>(step: (...batch: Batch) => Tf.Scalar): CompiledStep<Batch>;
  uniforms(shape: number[], next: () => Place): Tf.Tensor;
}

/** For the running webgpu backend. */
export function newStepRecorder(tf: Tfjs, ears: StepEars): StepRecorder {
  return {
    compile: (step) => {
      const recorded = new RecordedStep(tf, tf.backend() as unknown as Backend, step as never, ears);
      const take = (...batch: Tf.Tensor[]): Tf.Scalar => recorded.take(batch) as Tf.Scalar;
      return Object.assign(take, {
        ahead: async (...batch: Tf.Tensor[]) => (await recorded.takeAhead(batch)) as Tf.Scalar,
        dispose: () => recorded.dispose(),
      }) as never;
    },
    uniforms: (shape, next) => makeUniforms(tf, shape, next),
  };
}
