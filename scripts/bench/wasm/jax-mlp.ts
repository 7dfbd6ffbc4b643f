// The perceptron of models.ts in jax-js: forward, gradients and Adam jitted as one function, on its wasm backend.
// jax-js counts references by hand: a function consumes its arguments, `.ref` keeps one for later.
import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad, type Array as JaxArray } from "@jax-js/jax";
import { toNormalNumbers, toWholeNumbers } from "./numbers";

type Params = { w1: JaxArray; b1: JaxArray; w2: JaxArray; b2: JaxArray };
type State = { params: Params; m: Params; v: Params; beta1: JaxArray; beta2: JaxArray };

/** Trains `steps` steps, waits for the last and returns its loss. */
export type Train = (steps: number) => Promise<number>;

const [lr, beta1, beta2, epsilon] = [0.001, 0.9, 0.999, 1e-7];

export async function makeJaxMlp(): Promise<Train> {
  await init("wasm");
  defaultDevice("wasm");
  const draw = (shape: number[], scale: number, seed: number) =>
    np.array(toNormalNumbers(shape, scale, seed)).reshape(shape);
  const X = draw([32, 784], 1, 99);
  const y = nn.oneHot(np.array(toWholeNumbers([32], 10)), 10);
  const params = {
    w1: draw([784, 128], 0.05, 1),
    b1: np.zeros([128]),
    w2: draw([128, 10], 0.1, 3),
    b2: np.zeros([10]),
  };
  const zeros = (): Params => tree.map((x: JaxArray) => np.zeros(x.shape), tree.ref(params)) as Params;
  let state: State = { params, m: zeros(), v: zeros(), beta1: np.array(beta1), beta2: np.array(beta2) };
  const step = jit(takeStep);
  return async (steps) => {
    let loss: JaxArray | undefined;
    for (let i = 0; i < steps; i++) {
      loss?.dispose();
      [loss, state] = step(state, X.ref, y.ref) as [JaxArray, State];
    }
    return Number(await loss!.jsAsync());
  };
}

function lossOf({ w1, b1, w2, b2 }: Params, X: JaxArray, y: JaxArray): JaxArray {
  const hidden = nn.relu(np.matmul(X, w1).add(b1));
  const logits = np.matmul(hidden, w2).add(b2);
  return np.mean(np.sum(nn.logSoftmax(logits).mul(y), -1)).neg();
}

function takeStep(state: State, X: JaxArray, y: JaxArray): [JaxArray, State] {
  const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(state.params) as Params, X, y) as [JaxArray, Params];
  const m = tree.map(
    (a: JaxArray, g: JaxArray) => a.mul(beta1).add(g.mul(1 - beta1)),
    state.m,
    tree.ref(gradients) as Params,
  ) as Params;
  const v = tree.map(
    (a: JaxArray, g: JaxArray) => a.mul(beta2).add(np.square(g).mul(1 - beta2)),
    state.v,
    gradients,
  ) as Params;
  const c1 = np.subtract(1, state.beta1.ref);
  const c2 = np.subtract(1, state.beta2.ref);
  const update = (w: JaxArray, first: JaxArray, second: JaxArray) =>
    w.sub(
      first
        .div(c1.ref)
        .div(np.sqrt(second.div(c2.ref)).add(epsilon))
        .mul(lr),
    );
  const params = tree.map(update, state.params, tree.ref(m) as Params, tree.ref(v) as Params) as Params;
  return [loss, { params, m, v, beta1: state.beta1.mul(beta1), beta2: state.beta2.mul(beta2) }];
}
