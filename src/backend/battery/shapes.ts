// Operations that move, join and repeat numbers, up to rank 6 and down to no number at all.
import { at, build, nd, reshape, transpose } from "./array";
import { float } from "./case";
import type * as Tf from "@tensorflow/tfjs";
import type { Nd } from "./array";
import type { Case, Tfjs } from "./case";

/** The numbers of x at places that are computed from the index in the result. */
const pick = (shape: readonly number[], x: Nd, from: (index: readonly number[]) => number[]): Nd =>
  build(shape, (index) => at(x, ...from(index)));

const moved: Case[] = [
  ...[
    [1, 0],
    [0, 2, 1, 3],
    [3, 1, 0, 2],
    [4, 1, 0, 3, 2],
    [5, 4, 3, 2, 1, 0],
  ].map((order) => {
    const shape = [5, 3, 2, 4, 2, 3].slice(0, order.length);
    return {
      name: `transpose of (${shape.join(", ")}) to ${order.join(" ")}`,
      inputs: [float(shape)],
      run: (tf: Tfjs, x: Tf.Tensor) => tf.transpose(x, order),
      reference: (x: Nd) => transpose(x, order),
    };
  }),
  {
    name: "reshape",
    inputs: [float([33, 70])],
    run: (tf, x) => tf.reshape(x!, [70, 33]),
    reference: (x) => reshape(x, [70, 33]),
  },
  {
    name: "slice",
    inputs: [float([33, 70])],
    run: (tf, x) => tf.slice(x!, [1, 2], [20, 30]),
    reference: (x) => pick([20, 30], x, ([i, j]) => [i! + 1, j! + 2]),
  },
  {
    name: "slice of nothing",
    inputs: [float([4, 6])],
    run: (tf, x) => tf.slice(x!, [4, 0], [0, 6]),
    reference: () => nd([0, 6], []),
  },
  {
    name: "stridedSlice",
    inputs: [float([11, 9])],
    run: (tf, x) => tf.stridedSlice(x!, [1, 8], [10, 0], [3, -2]),
    reference: (x) => pick([3, 4], x, ([i, j]) => [1 + 3 * i!, 8 - 2 * j!]),
  },
  {
    name: "stridedSlice that drops an axis",
    inputs: [float([5, 6])],
    run: (tf, x) => tf.stridedSlice(x!, [2, 1], [3, 5], [1, 1], 0, 0, 0, 0, 1),
    reference: (x) => pick([4], x, ([j]) => [2, 1 + j!]),
  },
  {
    name: "pad",
    inputs: [float([6, 7])],
    run: (tf, x) =>
      tf.pad(
        x!,
        [
          [1, 2],
          [3, 4],
        ],
        0.5,
      ),
    reference: (x) =>
      build([9, 14], ([i, j]) => (i! >= 1 && i! < 7 && j! >= 3 && j! < 10 ? at(x, i! - 1, j! - 3) : 0.5)),
  },
  {
    name: "mirrorPad, reflected",
    inputs: [float([6, 7])],
    run: (tf, x) =>
      tf.mirrorPad(
        x!,
        [
          [1, 2],
          [3, 4],
        ],
        "reflect",
      ),
    reference: (x) => pick([9, 14], x, ([i, j]) => [mirror(i! - 1, 6), mirror(j! - 3, 7)]),
  },
  {
    name: "tile",
    inputs: [float([6, 7])],
    run: (tf, x) => tf.tile(x!, [2, 3]),
    reference: (x) => pick([12, 21], x, ([i, j]) => [i! % 6, j! % 7]),
  },
  {
    name: "broadcastTo",
    inputs: [float([33, 1])],
    run: (tf, x) => tf.broadcastTo(x!, [2, 33, 5]),
    reference: (x) => pick([2, 33, 5], x, ([, i]) => [i!, 0]),
  },
  {
    name: "reverse",
    inputs: [float([6, 7])],
    run: (tf, x) => tf.reverse(x!, 1),
    reference: (x) => pick([6, 7], x, ([i, j]) => [i!, 6 - j!]),
  },
  {
    name: "expandDims",
    inputs: [float([6, 7])],
    run: (tf, x) => tf.expandDims(x!, 1),
    reference: (x) => reshape(x, [6, 1, 7]),
  },
  {
    name: "depthToSpace",
    inputs: [float([2, 3, 4, 8])],
    run: (tf, x) => tf.depthToSpace(x as Tf.Tensor4D, 2),
    reference: (x) =>
      pick([2, 6, 8, 2], x, ([n, i, j, c]) => [n!, i! >> 1, j! >> 1, ((i! % 2) * 2 + (j! % 2)) * 2 + c!]),
  },
  {
    name: "spaceToBatchND",
    inputs: [float([2, 4, 6, 3])],
    run: (tf, x) =>
      tf.spaceToBatchND(
        x!,
        [2, 2],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    reference: (x) =>
      pick([8, 2, 3, 3], x, ([n, i, j, c]) => [n! % 2, i! * 2 + (n! >> 2), j! * 2 + ((n! >> 1) % 2), c!]),
  },
  {
    name: "bandPart, as a causal mask",
    inputs: [float([9, 9])],
    run: (tf, x) => tf.linalg.bandPart(x!, -1, 0),
    reference: (x) => build([9, 9], ([i, j]) => (j! <= i! ? at(x, i!, j!) : 0)),
  },
  {
    name: "diag",
    inputs: [float([7])],
    run: (tf, x) => tf.diag(x!),
    reference: (x) => build([7, 7], ([i, j]) => (i === j ? at(x, i!) : 0)),
    gradient: false,
  },
];

const mirror = (i: number, size: number): number => (i < 0 ? -i : i >= size ? 2 * size - 2 - i : i);

const joined: Case[] = [
  ...[2, 3, 15].map((count) => ({
    name: `concat of ${count} along axis 1`,
    inputs: Array.from({ length: count }, (_, i) => float([5, 2 + (i % 3)])),
    run: (tf: Tfjs, ...xs: Tf.Tensor[]) => tf.concat(xs, 1),
    reference: (...xs: Nd[]) => {
      const columns = xs.flatMap((x, which) => Array.from({ length: x.shape[1]! }, (_, column) => ({ which, column })));
      return build([5, columns.length], ([i, j]) => at(xs[columns[j!]!.which]!, i!, columns[j!]!.column));
    },
  })),
  {
    name: "concat with nothing",
    inputs: [float([0, 4]), float([3, 4])],
    run: (tf, a, b) => tf.concat([a!, b!], 0),
    reference: (_, b) => b,
  },
  {
    name: "stack",
    inputs: [float([5, 6]), float([5, 6])],
    run: (tf, a, b) => tf.stack([a!, b!], 1),
    reference: (a, b) => build([5, 2, 6], ([i, which, j]) => at(which === 0 ? a : b, i!, j!)),
  },
  {
    name: "split, its parts weighed differently",
    inputs: [float([5, 8])],
    run: (tf, x) => {
      const [a, b] = tf.split(x!, 2, 1);
      return tf.add(tf.mul(a!, 3), b!);
    },
    reference: (x) => build([5, 4], ([i, j]) => 3 * at(x, i!, j!) + at(x, i!, j! + 4)),
  },
  ...[0, 1, 2].map((axis) => ({
    name: `split along axis ${axis} into parts of 3, 0 and 2 and joined again, the last first`,
    inputs: [float([5, 5, 5])],
    run: (tf: Tfjs, x: Tf.Tensor) => {
      const [a, none, b] = tf.split(x, [3, 0, 2], axis) as [Tf.Tensor, Tf.Tensor, Tf.Tensor];
      return tf.concat([b, a, none], axis);
    },
    reference: (x: Nd) => pick(x.shape, x, (index) => index.map((i, at) => (at === axis ? (i + 3) % 5 : i))),
  })),
  {
    name: "concat of yes and no along the last axis",
    inputs: [float([3, 5]), float([3, 2])],
    run: (tf, a, b) => tf.cast(tf.concat([tf.greater(a!, 0), tf.greater(b!, 0)], 1), "float32"),
    reference: (a, b) => build([3, 7], ([i, j]) => Number((j! < 5 ? at(a, i!, j!) : at(b, i!, j! - 5)) > 0)),
    gradient: false,
  },
  {
    name: "unstack into one",
    inputs: [float([1, 5])],
    run: (tf, x) => tf.unstack(x!)[0]!,
    reference: (x) => reshape(x, [5]),
  },
  {
    name: "unstack, two of its parts",
    inputs: [float([7, 5])],
    run: (tf, x) => {
      const rows = tf.unstack(x!);
      return tf.add(rows[0]!, tf.mul(rows[5]!, 2));
    },
    reference: (x) => build([5], ([j]) => at(x, 0, j!) + 2 * at(x, 5, j!)),
  },
];

export const shapeCases: Case[] = [...moved, ...joined];
