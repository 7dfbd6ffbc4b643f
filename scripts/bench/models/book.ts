// A training step as the book takes it: its layers, its optimizer, recorded where the device can.
import * as tf from "@tensorflow/tfjs";
import { registerCorrections } from "../../../src/backend";
import { newStepRecorder } from "../../../src/backend/webgpu/steps";
import { compileStep } from "../../../src/book/compile-step";
import { sparseCrossEntropy } from "../../../src/book/sparse-cross-entropy";
import { toOptimizer } from "../../../src/book/optimizers";
import { setStepHost } from "../../../src/book/step-host";
import { forwards, type Yardstick } from "../../../src/book/yardsticks";
import type { Trainer } from "./orders";
import { settle, toTensor } from "./tfjs";
import { toModel, type Backend, type ModelName } from "./specs";

const yardstick = (name: ModelName): Yardstick => (name === "gpt2" || name === "gpt4" ? "gpt" : name);

export async function makeBookTrainer(name: ModelName, backend: Backend): Promise<Trainer> {
  await registerCorrections(tf, backend);
  if (backend === "webgpu") setStepHost(newStepRecorder(tf, ears));
  const model = toModel(name, backend);
  const variables = Object.entries(model.params).map(
    ([key, numbers]) => [key, tf.variable(toTensor(numbers))] as const,
  );
  const params = Object.fromEntries(variables);
  const lossOf = name === "linear" ? squaredError : sparseCrossEntropy;
  const forward = forwards[yardstick(name)];
  const optimizer = toOptimizer("adam", 0.001);
  const list = variables.map(([, variable]) => variable);
  const step = compileStep((X, y) =>
    optimizer.minimize(() => lossOf(forward(params, X), y as tf.Tensor1D), true, list)!,
  );
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

const squaredError = (yHat: tf.Tensor, y: tf.Tensor): tf.Scalar => yHat.sub(y).square().mean().asScalar();
