// Derivatives of derivatives. tfjs 4.22 writes the copy of a saved result on its tape before the operation that made
// the result, so that a second derivative through tanh, exp, softmax … lost that way silently (tfjs#3252); here the copy
// comes after. What an operation saved from its inside cannot be followed at all, and is refused.
import { putGradient } from "./gradient";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

interface Node {
  kernelName: string;
  inputs: Record<string, Tf.Tensor | undefined>;
  outputs: Tf.Tensor[];
  saved?: Tf.Tensor[];
  gradient?: (dys: Tf.Tensor[]) => Record<string, () => Tf.Tensor>;
}

interface Engine {
  state: { activeTape: Node[] };
  addTapeNode(name: string, inputs: Node["inputs"], outputs: Tf.Tensor[], ...rest: unknown[]): void;
}

export function registerSecondOrder(tf: Tfjs): void {
  orderSavedResults(tf.engine() as unknown as Engine);
  const run = (name: string, inputs: Record<string, Tf.Tensor>, attrs = {}) =>
    tf.engine().runKernel(name, inputs, attrs) as Tf.Tensor;

  putGradient(tf, "EluGrad", ["dy", "y"], (g, [dy, y]) => ({
    dy: () => run("EluGrad", { dy: g, y: y! }),
    y: () => tf.mul(tf.mul(g, dy!), tf.cast(tf.less(y!, 0), "float32")),
  }));
  putGradient(tf, "Conv2DBackpropFilter", ["x", "dy"], (g, [x, dy], attrs) => ({
    x: () => run("Conv2DBackpropInput", { dy: dy!, filter: g }, { ...attrs, inputShape: x!.shape }),
    dy: () => run("Conv2D", { x: x!, filter: g }, { ...attrs, dilations: [1, 1] }),
  }));
}

function orderSavedResults(engine: Engine): void {
  const add = engine.addTapeNode.bind(engine);
  engine.addTapeNode = (...node) => {
    add(...node);
    settleCopies(engine.state.activeTape);
  };
}

/** Puts the copies that the last node saved in their place: of inputs before it, of results after it. */
function settleCopies(tape: Node[]): void {
  const node = tape.at(-1)!;
  const saved = new Set(node.saved);
  let first = tape.length - 1;
  while (first > 0 && saved.has(tape[first - 1]!.outputs[0]!)) first--;
  const copies = tape.splice(first).slice(0, -1);
  const isInput = ({ inputs }: Node) => Object.values(node.inputs).some((input) => input?.id === inputs.x!.id);
  const isResult = ({ inputs }: Node) => node.outputs.some(({ id }) => id === inputs.x!.id);
  const results = copies.filter(isResult);
  const others = copies.filter((copy) => !isResult(copy));
  tape.push(...others, node, ...results);
  others.filter((copy) => !isInput(copy)).forEach((copy) => refuse(copy, node));
}

/** Makes a copy of something computed inside an operation depend on its inputs, by a derivative that nobody knows. */
function refuse(copy: Node, { kernelName, inputs }: Node): void {
  copy.inputs = inputs;
  copy.gradient = () => {
    const what = kernelName || "this operation";
    throw new Error(
      `The second derivative of ${what} is not known: tfjs computes ${what} in one piece. ` +
        `Write it from logSumExp, mul, sum and the like.`,
    );
  };
}
