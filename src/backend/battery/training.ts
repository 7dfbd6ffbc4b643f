// What a training step is made of beside the network: softmax cross-entropy as a loss, and steps of optimizers.
// N rows, V classes
import { along, map, matMul, mean, nd, reduce, reshape, sum, zip } from "./array";
import { float, whole } from "./case";
import { logSoftmaxOf } from "./softmax";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

/** −Σ y ln p of each row: (…, V), (…, V) → (…). Where y is 0, ln p may be −∞. */
function crossEntropies(labels: Nd, logits: Nd): Nd {
  const terms = zip(labels, along(logits, -1, logSoftmaxOf), (y, logP) => (y === 0 ? 0 : -y * logP));
  return reshape(reduce(terms, -1, sum), logits.shape.slice(0, -1));
}
const average = (x: Nd): Nd => nd([], [mean([...x.data])]);
const oneHot = (labels: Nd, size: number): Nd =>
  nd(
    [...labels.shape, size],
    [...labels.data].flatMap((label) => Array.from({ length: size }, (_, i) => (i === label ? 1 : 0))),
  );

const sparse = (tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor, isMean: boolean): Tf.Tensor => {
  const results = tf.engine().runKernel("SparseSoftmaxCrossEntropy", { labels, logits }, { mean: isMean });
  return (results as Tf.Tensor[])[0]!;
};

const shapes = [[3, 1], [2, 3], [33, 65], [5, 300], [2, 3, 7], [11]];

const losses: Case[] = [
  ...shapes.map((shape) => ({
    name: `softmaxCrossEntropy of (${shape.join(", ")}) by labels and logits`,
    inputs: [float(shape, 0, 1), float(shape, -3, 3)],
    run: (tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor) => tf.losses.softmaxCrossEntropy(labels, logits),
    reference: (labels: Nd, logits: Nd) => average(crossEntropies(labels, logits)),
    heavy: shape.includes(300),
  })),
  ...[
    [1, 1],
    [2, 3],
    [33, 65],
    [70, 10],
    [5, 300],
    [2, 3, 7],
  ].map((shape) => ({
    name: `SparseSoftmaxCrossEntropy of (${shape.join(", ")}), the mean`,
    inputs: [whole(shape.slice(0, -1), shape.at(-1)!), float(shape, -3, 3)],
    run: (tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor) => sparse(tf, labels, logits, true),
    reference: (labels: Nd, logits: Nd) => average(crossEntropies(oneHot(labels, shape.at(-1)!), logits)),
    heavy: shape.includes(300),
  })),
  ...[6, 40].map((numClasses) => ({
    name: `SparseSoftmaxCrossEntropy by ${numClasses} classes, each row for itself, some of no class`,
    inputs: [
      { shape: [5], values: [1, -1, numClasses, numClasses - 1, 0], dtype: "int32" as const },
      float([5, numClasses], -3, 3),
    ],
    run: (tf: Tfjs, labels: Tf.Tensor, logits: Tf.Tensor) => sparse(tf, labels, logits, false),
    reference: (labels: Nd, logits: Nd) => crossEntropies(oneHot(labels, numClasses), logits),
  })),
  {
    name: "three times SparseSoftmaxCrossEntropy, the mean",
    inputs: [whole([9], 6), float([9, 6])],
    run: (tf, labels, logits) => tf.mul(sparse(tf, labels!, logits!, true), 3),
    reference: (labels, logits) => map(average(crossEntropies(oneHot(labels, 6), logits)), (loss) => 3 * loss),
  },
  {
    name: "softmaxCrossEntropy of no row",
    inputs: [float([0, 5]), float([0, 5])],
    run: (tf, labels, logits) => tf.losses.softmaxCrossEntropy(labels!, logits!, undefined, 0, tf.Reduction.SUM),
    reference: () => nd([], [0]),
  },
  {
    name: "softmaxCrossEntropy of whole labels, each row for itself",
    inputs: [whole([9], 6), float([9, 6])],
    run: (tf, labels, logits) =>
      tf.losses.softmaxCrossEntropy(tf.oneHot(labels!, 6), logits!, undefined, 0, tf.Reduction.NONE),
    reference: (labels, logits) => crossEntropies(oneHot(labels, 6), logits),
  },
  {
    name: "softmaxCrossEntropy of bool labels",
    inputs: [whole([9], 6), float([9, 6])],
    run: (tf, labels, logits) => tf.losses.softmaxCrossEntropy(tf.oneHot(labels!, 6, 1, 0, "bool"), logits!),
    reference: (labels, logits) => average(crossEntropies(oneHot(labels, 6), logits)),
  },
  {
    name: "softmaxCrossEntropy with weights and smoothed labels",
    inputs: [whole([9], 6), float([9, 6]), float([9], 0.5, 2)],
    run: (tf, labels, logits, weights) =>
      tf.losses.softmaxCrossEntropy(tf.oneHot(labels!, 6), logits!, weights, 0.1, tf.Reduction.SUM),
    reference: (labels, logits, weights) => {
      const smooth = map(oneHot(labels, 6), (y) => y * 0.9 + 0.1 / 6);
      return nd([], [sum(zip(crossEntropies(smooth, logits), weights, (loss, w) => loss * w).data)]);
    },
  },
  {
    name: "softmaxCrossEntropy of large and of masked logits",
    inputs: [whole([3], 2), { shape: [3, 4], values: [1e4, 0, -1e4, 5, 88, 89, -1e9, 90, -1e9, -1e9, 3, -1e9] }],
    run: (tf, labels, logits) =>
      tf.losses.softmaxCrossEntropy(tf.oneHot(labels!, 4), tf.maximum(logits!, -2e4), undefined, 0, tf.Reduction.NONE),
    reference: (labels, logits) =>
      crossEntropies(
        oneHot(labels, 4),
        map(logits, (x) => Math.max(x, -2e4)),
      ),
    gradient: false,
  },
];

const [lr, beta1, beta2, epsilon] = [0.01, 0.9, 0.99, 1e-4];
const numSteps = 3;

/** The gradient at step t of a loss whose gradient is g (1 + t w). */
const gradientAt = (g: Nd, w: Nd, t: number): Nd => zip(g, w, (slope, x) => slope * (1 + t * x));

function adam(start: Nd, g: Nd): Nd {
  let w = start;
  let [m, v] = [map(w, () => 0), map(w, () => 0)];
  for (let t = 1; t <= numSteps; t++) {
    const gradient = gradientAt(g, w, t);
    m = zip(m, gradient, (a, b) => beta1 * a + (1 - beta1) * b);
    v = zip(v, gradient, (a, b) => beta2 * a + (1 - beta2) * b * b);
    const step = zip(m, v, (a, b) => a / (1 - beta1 ** t) / (Math.sqrt(b / (1 - beta2 ** t)) + epsilon));
    w = zip(w, step, (a, b) => a - lr * b);
  }
  return w;
}

/** A rule as its paper has it: what is remembered begins at 0. `take` gives the new number and what is remembered then. */
function byRule(
  take: (w: number, slots: number[], g: number, t: number) => [w: number, ...slots: number[]],
): (start: Nd, g: Nd) => Nd {
  return (start, g) => {
    const slots = [...start.data].map(() => [0, 0, 0]);
    let w = start;
    for (let t = 1; t <= numSteps; t++) {
      const gradient = gradientAt(g, w, t);
      const taken = [...w.data].map((x, i) => take(x, slots[i]!, gradient.data[i]!, t));
      taken.forEach(([, ...next], i) => (slots[i] = next));
      w = nd(
        [...w.shape],
        taken.map(([x]) => x),
      );
    }
    return w;
  };
}

const [mu, rho, lambda] = [0.8, 0.9, 0.3];

interface Rule {
  name: string;
  make(tf: Tfjs): Tf.Optimizer;
  reference: (start: Nd, g: Nd) => Nd;
  except?: Case["except"];
}

const rmsProp = (isCentered: boolean): Rule => ({
  name: isCentered ? "centred RMSProp" : "RMSProp",
  make: (tf) => tf.train.rmsprop(lr, rho, mu, epsilon, isCentered),
  reference: byRule((w, [s = 0, a = 0, h = 0], g) => {
    const [squares, mean] = [rho * s + (1 - rho) * g * g, isCentered ? rho * h + (1 - rho) * g : 0];
    const speed = mu * a + (lr * g) / Math.sqrt(isCentered ? squares - (mean * mean + 1e-8) : squares + epsilon);
    return [w - speed, squares, speed, mean];
  }),
});

const rules: Rule[] = [
  { name: "SGD", make: (tf) => tf.train.sgd(lr), reference: byRule((w, _, g) => [w - lr * g]) },
  {
    name: "momentum",
    make: (tf) => tf.train.momentum(lr, mu),
    reference: byRule((w, [a = 0], g) => [w - lr * (mu * a + g), mu * a + g]),
  },
  {
    name: "Nesterov's momentum",
    make: (tf) => tf.train.momentum(lr, mu, true),
    reference: byRule((w, [a = 0], g) => [w - lr * (g + mu * (mu * a + g)), mu * a + g]),
  },
  rmsProp(false),
  { ...rmsProp(true), make: (tf) => tf.train.rmsprop(lr, rho, mu, 1e-8, true) },
  {
    name: "AdamW",
    make: (tf) => Object.assign(tf.train.adam(lr, beta1, beta2, epsilon), { weightDecay: lambda }),
    reference: byRule((w, [m = 0, v = 0], g, t) => {
      const [first, second] = [beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g];
      const step = first / (1 - beta1 ** t) / (Math.sqrt(second / (1 - beta2 ** t)) + epsilon);
      return [w * (1 - lr * lambda) - lr * step, first, second];
    }),
    except: { webgl: "composed by src/book/optimizers.ts" },
  },
];

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
function end(tf: Tfjs, optimizer: Tf.Optimizer): void {
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

export const trainingCases: Case[] = [...losses, ...clips, ...steps];
