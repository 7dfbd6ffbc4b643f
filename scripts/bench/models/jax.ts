// A training step in jax-js: loss, gradients and Adam jitted as one function, in which the step's own arrays are consumed
// and so freed. A library of jax-js's authors, optax, does the same by Adam.
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
  type Array as JaxArray,
} from "@jax-js/jax";
import { jaxLosses, type JaxParams } from "./jax-losses";
import type { Trainer } from "./orders";
import { toModel, type Backend, type Model, type ModelName, type Numbers } from "./specs";

type State = { params: JaxParams; m: JaxParams; v: JaxParams; beta1: JaxArray; beta2: JaxArray };
type LossOf = (params: JaxParams, X: JaxArray, y: JaxArray) => JaxArray;

const [lr, beta1, beta2, epsilon] = [0.001, 0.9, 0.999, 1e-7];

export async function makeJaxTrainer(name: ModelName, backend: Backend): Promise<Trainer> {
  if (!(await init(backend)).includes(backend)) throw new Error(`jax-js does not start on ${backend}`);
  defaultDevice(backend);
  const model = toModel(name, backend);
  const [X, y] = [toInput(name, model), toTarget(name, model)];
  const numbers = Object.entries(toJaxParams(name, model));
  const params: JaxParams = Object.fromEntries(numbers.map(([key, value]) => [key, toArray(value)]));
  const zeros = (): JaxParams => tree.map((x: JaxArray) => np.zeros(x.shape), tree.ref(params)) as JaxParams;
  let state: State = { params, m: zeros(), v: zeros(), beta1: np.array(beta1), beta2: np.array(beta2) };
  const lossOf = (params: JaxParams, X: JaxArray, y: JaxArray) => jaxLosses[name](params, X, y, model.sizes);
  const step = jit((state: State, X: JaxArray, y: JaxArray) => takeStep(lossOf, state, X, y));
  return {
    step() {
      const [loss, next] = step(state, X.ref, y.ref) as [JaxArray, State];
      state = next;
      return { read: async () => Number(await loss.ref.jsAsync()), dispose: () => loss.dispose() };
    },
    settle: async () => void (await blockUntilReady(state)),
  };
}

function takeStep(lossOf: LossOf, state: State, X: JaxArray, y: JaxArray): [JaxArray, State] {
  const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(state.params), X, y) as [JaxArray, JaxParams];
  const m = tree.map(
    (a: JaxArray, g: JaxArray) => a.mul(beta1).add(g.mul(1 - beta1)),
    state.m,
    tree.ref(gradients),
  ) as JaxParams;
  const v = tree.map(
    (a: JaxArray, g: JaxArray) => a.mul(beta2).add(np.square(g).mul(1 - beta2)),
    state.v,
    gradients,
  ) as JaxParams;
  const c1 = np.subtract(1, state.beta1.ref);
  const c2 = np.subtract(1, state.beta2.ref);
  const update = (w: JaxArray, first: JaxArray, second: JaxArray) =>
    w.sub(
      first
        .div(c1.ref)
        .div(np.sqrt(second.div(c2.ref)).add(epsilon))
        .mul(lr),
    );
  const params = tree.map(update, state.params, tree.ref(m), tree.ref(v)) as JaxParams;
  return [loss, { params, m, v, beta1: state.beta1.mul(beta1), beta2: state.beta2.mul(beta2) }];
}

const toArray = ({ values, shape }: Numbers): JaxArray => np.array(values).reshape(shape);

/** Words as rows of zeros and a one, made once. */
function toInput(name: ModelName, { X, sizes }: Model): JaxArray {
  return name === "lstm" || name.startsWith("gpt") ? nn.oneHot(toArray(X), sizes.V) : toArray(X);
}

function toTarget(name: ModelName, { y, sizes }: Model): JaxArray {
  return name === "linear" ? toArray(y) : nn.oneHot(toArray(y), sizes.V || 10);
}

/** The filter as (out, in, height, width), and the rows of the matrix behind it in the order channel, height, width. */
function toJaxParams(name: ModelName, { params }: Model): Record<string, Numbers> {
  if (name !== "cnn") return params;
  const W1 = reorder(params["W1"]!, [3, 2, 0, 1]);
  const rows = reorder({ ...params["W2"]!, shape: [13, 13, 32, 128] }, [2, 0, 1, 3]);
  return { ...params, W1, W2: { ...rows, shape: [5408, 128] } };
}

/** Axes in another order, in plain loops. */
function reorder({ values, shape }: Numbers, order: number[]): Numbers {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, n) => product * n, 1));
  const toShape = order.map((axis) => shape[axis]!);
  const moved = values.map((_, i) => {
    let [rest, from] = [i, 0];
    for (let axis = order.length - 1; axis >= 0; axis--) {
      from += (rest % toShape[axis]!) * strides[order[axis]!]!;
      rest = Math.floor(rest / toShape[axis]!);
    }
    return values[from]!;
  });
  return { values: moved as Numbers["values"], shape: toShape };
}
