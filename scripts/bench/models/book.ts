// A training step as the book takes it: its layers, its optimizer, recorded where the device can.
import * as tf from "@tensorflow/tfjs";
import { registerCorrections } from "../../../src/backend";
import { newStepRecorder } from "../../../src/backend/webgpu/steps";
import { compileStep } from "../../../src/book/compile-step";
import { toOptimizer } from "../../../src/book/optimizers";
import { setStepHost } from "../../../src/book/step-host";
import { forwardOf, lossOf, toTensor } from "../../../src/book/yardsticks";
import type { Trainer } from "./orders";
import { settle } from "./tfjs";
import { toModel, type Backend, type ModelName } from "./specs";

export async function makeBookTrainer(name: ModelName, backend: Backend): Promise<Trainer> {
  await registerCorrections(tf, backend);
  if (backend === "webgpu") setStepHost(newStepRecorder(tf, ears));
  const model = toModel(name, backend);
  const variables = Object.entries(model.params).map(
    ([key, numbers]) => [key, tf.variable(toTensor(numbers))] as const,
  );
  const params = Object.fromEntries(variables);
  const [forward, loss] = [forwardOf(name), lossOf(name)];
  const optimizer = toOptimizer("adam", 0.001);
  const list = variables.map(([, variable]) => variable);
  const step = compileStep((X, y) => optimizer.minimize(() => loss(forward(params, X!), y!), true, list)!);
  const [X, y] = [toTensor(model.X), toTensor(model.y)];
  return {
    step() {
      const loss = step(X, y);
      return { read: async () => (await loss.data())[0]!, dispose: () => loss.dispose() };
    },
    settle,
  };
}

/** A step of the bench that cannot be recorded is a fault. */
const ears = {
  onRefusal: (why: string): never => {
    throw new Error(`a training step was not recorded: ${why}`);
  },
  onCompile: (): void => {},
};
