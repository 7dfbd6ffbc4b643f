// What the bench asks of a training worker, and what it answers.
import type { models } from "./models";

export interface Order {
  /** tfjs with our kernels; tfjs with only the missing ones; tfjs on cpu; jax-js, which trains the perceptron only. */
  library: "ours" | "stock" | "cpu" | "jax-js";
  model: keyof typeof models;
  steps: number;
}

export interface Answer {
  ms: number;
  /** Of the last step. */
  loss: number;
}
