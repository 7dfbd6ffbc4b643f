// What cannot be right is refused, and the words say why.
import { misfits } from "./misfits";
import type * as Tf from "@tensorflow/tfjs";
import type { Refusal } from "./case";

export const refusals: Refusal[] = [
  {
    name: "a second derivative through a loss that tfjs computes in one piece",
    run: (tf) => {
      const slope = tf.grad((x) => tf.losses.softmaxCrossEntropy(tf.tensor2d([[1, 0]]), x as Tf.Tensor2D));
      return tf.grad((x) => tf.sum(tf.square(slope(x))))(tf.tensor2d([[0.5, -1]]));
    },
    message: /second derivative of softmaxCrossEntropy.* is not known/,
  },
  {
    name: "a second derivative through maxPool",
    run: (tf) => {
      const slope = tf.grad((x) => tf.sum(tf.square(tf.maxPool(x as Tf.Tensor4D, 2, 2, "valid"))));
      return tf.grad((x) => tf.sum(tf.square(slope(x))))(tf.ones([1, 4, 4, 1]));
    },
    message: /gradient function not found for MaxPoolGrad/,
  },
  {
    name: "gather with an index that is too large",
    run: (tf) => tf.gather(tf.ones([4, 2]), tf.tensor1d([1, 4], "int32")),
    message: /the index value 4 is not in \[0, 3\]/,
  },
  {
    name: "stridedSlice that drops an axis and goes backwards along another",
    run: (tf) => tf.stridedSlice(tf.ones([5, 6]), [2, 5], [3, 0], [1, -2], 0, 0, 0, 0, 1),
    message: /cannot drop an axis and take steps of 1, -2/,
  },
  {
    name: "einsum with shapes that do not fit",
    run: (tf) => tf.einsum("ij,jk->ik", tf.ones([2, 3]), tf.ones([4, 5])),
    message: /einsum "ij,jk->ik" does not fit \(2, 3\), \(4, 5\)/,
  },
  {
    name: "einsum with a letter twice in a term",
    run: (tf) => tf.einsum("ii->i", tf.ones([3, 3])),
    message: /einsum "ii->i" does not fit \(3, 3\)/,
  },
  {
    name: "einsum of three tensors",
    run: (tf) => tf.einsum("i,i,i->i", tf.ones([3]), tf.ones([3]), tf.ones([3])),
    message: /got 3: .* 1 or 2 can be taken/,
  },
  {
    name: "einsum with two arrows",
    run: (tf) => tf.einsum("ij->j->i", tf.ones([3, 3])),
    message: /einsum "ij->j->i": write letters, commas and one arrow/,
  },
  ...misfits,
];
