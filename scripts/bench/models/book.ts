// A training step as the book takes it.
import * as tf from "@tensorflow/tfjs";
import { registerCorrections } from "../../../src/backend";
import type { Trainer } from "./orders";
import { makeTfjsTrainer } from "./tfjs";
import type { Backend, ModelName } from "./specs";

export async function makeBookTrainer(name: ModelName, backend: Backend): Promise<Trainer> {
  await registerCorrections(tf, backend);
  return makeTfjsTrainer(name, backend);
}
