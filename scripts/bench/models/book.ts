// A training step as the book takes it: its layers, its optimizer, recorded where the device can.
import * as tf from "@tensorflow/tfjs";
import { registerCorrections } from "../../../src/backend";
import { newStepRecorder, type StepEars } from "../../../src/backend/webgpu/steps";
import { compileStep } from "../../../src/book/compile-step";
import { toOptimizer } from "../../../src/book/optimizers";
import { setStepHost } from "../../../src/book/step-host";
import { forwardOf, lossOf, toTensor } from "../../../src/book/yardsticks";
import type { PendingLoss, Trainer } from "./orders";
import { settle } from "./tfjs";
import { toModel, type Backend, type ModelName } from "./specs";

export async function makeBookTrainer(name: ModelName, backend: Backend): Promise<Trainer> {
  await registerCorrections(tf, backend);
  const compiled = { ms: 0, numPipelines: 0 };
  if (backend === "webgpu") setStepHost(newStepRecorder(tf, { onRefusal, onCompile: newTimer(compiled) }));
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
    step: () => toPending(step(X, y)),
    ahead: async () => toPending(await step.ahead(X, y)),
    compiled,
    settle,
  };
}

const toPending = (loss: tf.Scalar): PendingLoss => ({
  read: async () => (await loss.data())[0]!,
  dispose: () => loss.dispose(),
});

/** A step of the bench that cannot be recorded is a fault. */
function onRefusal(why: string): never {
  throw new Error(`a training step was not recorded: ${why}`);
}

/** Adds up the time from the first that is heard of compiling to the last. */
function newTimer(compiled: NonNullable<Trainer["compiled"]>): StepEars["onCompile"] {
  let start = 0;
  return (done, total) => {
    if (done === 0) start = performance.now();
    if (done < total) return;
    compiled.ms += performance.now() - start;
    compiled.numPipelines += total;
  };
}
