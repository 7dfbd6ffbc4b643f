// Steps of optimizers, of few numbers and of many variables at once, and gradients that are shortened before one.
import { map, matMul, nd, reshape, sum, zip } from "./array";
import { float } from "./case";
import { adam, beta1, beta2, epsilon, lr, numSteps, rules } from "./rules";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

/** Trains variables that begin as copies of these, by Adam unless told; returns what `read` makes of them, and disposes of all. */
function train(
  tf: Tfjs,
  starts: Tf.Tensor[],
  gs: Tf.Tensor[],
  read: (variables: Tf.Variable[]) => Tf.Tensor,
  optimizer: Tf.Optimizer = tf.train.adam(lr, beta1, beta2, epsilon),
): Tf.Tensor {
  const variables = starts.map((start) => tf.variable(start));
  for (let t = 1; t <= numSteps; t++) {
    const gradients = variables.map((w, i) => ({
      name: w.name,
      tensor: tf.mul(gs[i]!, tf.add(tf.mul(w, t), 1)),
    }));
    optimizer.applyGradients(gradients);
  }
  const result = read(variables);
  end(tf, optimizer);
  tf.dispose(variables);
  return result;
}

/** tfjs's own dispose forgets momentum's rate. */
export function end(tf: Tfjs, optimizer: Tf.Optimizer): void {
  const { c } = optimizer as unknown as { c?: Tf.Tensor };
  optimizer.dispose();
  if (c && !c.isDisposed) tf.dispose(c);
}

/** By the kernel where there is one, else as its caller in src/book composes it. */
function clipTogether(tf: Tfjs, gradients: Tf.Tensor[], clip: number): Tf.Tensor[] {
  const inputs = { ...gradients } as unknown as Tf.NamedTensorMap;
  if (tf.getKernel("ClipByGlobalNorm", tf.getBackend()))
    return tf.engine().runKernel("ClipByGlobalNorm", inputs, { clip }) as unknown as Tf.Tensor[];
  const norm = tf.sqrt(tf.addN(gradients.map((g) => tf.sum(tf.square(g)))));
  return gradients.map((g) => tf.mul(g, tf.div(clip, tf.maximum(norm, clip))));
}

/** Many gradients, of several sizes, shortened together to a norm. */
const clips: Case[] = [0.5, 1000].map((clip) => ({
  name: `twelve gradients clipped together to a norm of ${clip}`,
  inputs: [[3], [70, 2], [], [5000], [0, 4], [64], [1], [9], [33, 33], [2], [8], [129]].map((shape) => float(shape)),
  run: (tf: Tfjs, ...gradients: Tf.Tensor[]) =>
    tf.concat(clipTogether(tf, gradients, clip).map((g) => tf.reshape(g, [-1]))),
  reference: (...gradients: Nd[]) => {
    const all = gradients.flatMap(({ data }) => [...data]);
    const norm = Math.sqrt(sum(all.map((x) => x * x)));
    return nd(
      [all.length],
      all.map((x) => x * Math.min(1, clip / norm)),
    );
  },
  gradient: false,
}));

/** Sizes that fill no vector, one number, none at all. */
const sizes = [[7], [33, 21], [], [0, 3]];

const rest = (parts: Tf.Tensor[]): Tf.Tensor[] => parts.filter((_, i) => i % 2 === 1);
const first = (parts: Tf.Tensor[]): Tf.Tensor[] => parts.filter((_, i) => i % 2 === 0);

const stepsOfAll: Case[] = rules.flatMap(({ name, make, reference, except }) => [
  ...sizes.map((shape) => ({
    name: `three steps of ${name} on (${shape.join(", ")})`,
    inputs: [float(shape), float(shape)],
    run: (tf: Tfjs, start: Tf.Tensor, g: Tf.Tensor) => train(tf, [start], [g], ([w]) => tf.clone(w!), make(tf)),
    reference,
    gradient: false,
    tolerance: 2e-6,
    except,
  })),
  {
    name: `three steps of ${name} on five variables at once`,
    inputs: [3, 70, 1, 130, 64].flatMap((n) => [float([n]), float([n])]),
    run: (tf: Tfjs, ...all: Tf.Tensor[]) =>
      train(tf, first(all), rest(all), (variables) => tf.concat(variables as Tf.Tensor1D[]), make(tf)),
    reference: (...all: Nd[]) => {
      const ends = all.flatMap((start, i) => (i % 2 === 0 ? [...reference(start, all[i + 1]!).data] : []));
      return nd([ends.length], ends);
    },
    gradient: false,
    tolerance: 2e-6,
    except,
  },
]);

const steps: Case[] = [
  ...stepsOfAll,
  ...[[7], [4, 5], [33, 21], [1], [], [0, 3]].map((shape) => ({
    name: `three steps of Adam on (${shape.join(", ")})`,
    inputs: [float(shape), float(shape)],
    run: (tf: Tfjs, start: Tf.Tensor, g: Tf.Tensor) => train(tf, [start], [g], ([w]) => tf.clone(w!)),
    reference: adam,
    gradient: false,
    tolerance: 1e-6,
  })),
  {
    name: "a step of Adam by small gradients and an epsilon of tfjs's own choice",
    inputs: [float([40]), float([40], 1e-4, 3e-4)],
    run: (tf, start, g) => {
      const w = tf.variable(start!);
      const optimizer = tf.train.adam(lr);
      optimizer.applyGradients([{ name: w.name, tensor: g! }]);
      const moved = tf.sub(w, start!);
      optimizer.dispose();
      w.dispose();
      return moved;
    },
    reference: (_, gs) => map(gs, (g) => (-lr * g) / (g + 1e-7)),
    gradient: false,
  },
  {
    name: "three steps of Adam on two variables at once",
    inputs: [float([6]), float([6]), float([3, 2]), float([3, 2])],
    run: (tf, a, ga, b, gb) => train(tf, [a!, b!], [ga!, gb!], ([v, w]) => tf.add(v!, tf.reshape(w!, [6]))),
    reference: (a, ga, b, gb) => zip(adam(a, ga), reshape(adam(b, gb), [6]), (x, y) => x + y),
    gradient: false,
    tolerance: 1e-6,
  },
  {
    name: "what a variable began from is as it was after three steps of Adam",
    inputs: [float([4, 3]), float([4, 3])],
    run: (tf, start, g) => {
      const [same, flat] = [tf.clone(start!), tf.reshape(start!, [12])];
      train(tf, [start!], [g!], ([w]) => w!);
      return tf.add(tf.add(start!, same), tf.reshape(flat, [4, 3]));
    },
    reference: (start) => map(start, (x) => 3 * x),
    gradient: false,
    tolerance: 1e-6,
  },
  {
    name: "a clone of a variable keeps its value while Adam goes on",
    inputs: [float([4, 3]), float([4, 3])],
    run: (tf, start, g) => {
      const w = tf.variable(start!);
      const optimizer = tf.train.adam(lr, beta1, beta2, epsilon);
      const before = tf.clone(w);
      optimizer.applyGradients([{ name: w.name, tensor: g! }]);
      const between = tf.clone(w);
      optimizer.applyGradients([{ name: w.name, tensor: g! }]);
      const moved = tf.sub(between, before);
      optimizer.dispose();
      w.dispose();
      return moved;
    },
    // The first step of Adam is lr · g / (|g| + ε).
    reference: (_, g) => map(g, (slope) => (-lr * slope) / (Math.abs(slope) + epsilon)),
    gradient: false,
    tolerance: 1e-6,
  },
  {
    name: "a product by a variable, before and after a step of Adam",
    inputs: [float([6, 4]), float([4, 3]), float([4, 3])],
    run: (tf, x, start, g) => {
      const w = tf.variable(start!);
      const optimizer = tf.train.adam(lr, beta1, beta2, epsilon);
      const product = () =>
        tf.fused.matMul({ a: x as Tf.Tensor2D, b: w as unknown as Tf.Tensor2D, activation: "relu" });
      const before = product();
      optimizer.applyGradients([{ name: w.name, tensor: g! }]);
      const moved = tf.sub(product(), before);
      optimizer.dispose();
      w.dispose();
      return moved;
    },
    reference: (x, start, g) => {
      const after = zip(start, g, (w, slope) => w - (lr * slope) / (Math.abs(slope) + epsilon));
      const product = (w: Nd) => map(matMul(x, w), (v) => Math.max(v, 0));
      return zip(product(after), product(start), (a, b) => a - b);
    },
    gradient: false,
    tolerance: 1e-5,
  },
];

export const updateCases: Case[] = [...clips, ...steps];
