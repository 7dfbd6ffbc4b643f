// Shapes, dtypes and places that an operation cannot take: refused, and the words say which operation and what it got.
import type * as Tf from "@tensorflow/tfjs";
import type { Refusal } from "./case";

const whole = (tf: typeof Tf, shape: number[], ...values: number[]) => tf.tensor(values, shape, "int32");

export const misfits: Refusal[] = [
  {
    name: "a slice that reaches beyond the tensor",
    run: (tf) => tf.slice(tf.ones([2, 2]), [0, 1], [2, 2]),
    message: /begin\[1\] \+ size\[1\] \(3\) would overflow input.shape\[1\] \(2\)/,
  },
  {
    name: "gather along an axis from behind with an index that is too large",
    run: (tf) => tf.gather(tf.ones([4, 2]), whole(tf, [1], 2) as Tf.Tensor1D, -1),
    message: /the index value 2 is not in \[0, 1\]/,
  },
  {
    name: "gather with more batch axes than the indices have",
    run: (tf) => tf.gather(tf.ones([2, 3]), whole(tf, [2], 0, 1) as Tf.Tensor1D, 1, 2),
    message: /batchDims/,
  },
  {
    name: "gatherND with a place outside",
    run: (tf) => tf.gatherND(tf.ones([2, 2]), whole(tf, [1, 2], 0, 5)),
    message: /Invalid indices: 0,5|GatherNd: the place \(0, 5\) is not inside \(2, 2\)/,
  },
  {
    name: "scatterND with a place outside",
    run: (tf) => tf.scatterND(whole(tf, [1, 1], 7), tf.ones([1]), [4]),
    message: /Invalid indices: 7|ScatterNd: the place \(7\) is not inside \(4\)/,
  },
  {
    name: "sparseToDense with a place outside",
    run: (tf) => tf.sparseToDense(whole(tf, [2], 1, 9), tf.ones([2]), [4]),
    message: /Invalid indices: 9|SparseToDense: the place \(9\) is not inside \(4\)/,
  },
  {
    name: "tensorScatterUpdate with a place outside",
    run: (tf) => tf.tensorScatterUpdate(tf.ones([3]), whole(tf, [1, 1], 7), tf.ones([1])),
    message: /Invalid indices: 7|TensorScatterUpdate: the place \(7\) is not inside \(3\)/,
  },
  {
    name: "cropAndResize by a box of an image that is not there",
    run: (tf) => {
      const box = tf.tensor2d([[0, 0, 1, 1]]);
      return tf.image.cropAndResize(tf.ones([1, 4, 4, 1]), box, whole(tf, [1], 3) as Tf.Tensor1D, [2, 2]);
    },
    message: /cropAndResize: the place \(3\) is not inside \(1, 4, 4, 1\)/,
  },
  {
    name: "bincount of numbers below 0",
    run: (tf) => tf.bincount(whole(tf, [2], 0, -1) as Tf.Tensor1D, tf.tensor1d([]), 3),
    message: /bincount counts whole numbers from 0 on, got -1/,
  },
  {
    name: "unsortedSegmentSum with fewer ids than rows",
    run: (tf) => tf.unsortedSegmentSum(tf.ones([3, 2]), whole(tf, [2], 0, 1) as Tf.Tensor1D, 2),
    message: /unsortedSegmentSum of \(3, 2\) takes segmentIds of \(3\), got \(2\)/,
  },
  {
    name: "pad of seven axes where the backend pads six",
    run: (tf) =>
      tf.pad(
        tf.ones([1, 1, 1, 1, 1, 1, 2]),
        Array.from({ length: 7 }, () => [0, 1]),
      ),
    message: /pad on wasm takes at most 6 axes, got \(1, 1, 1, 1, 1, 1, 2\)|rank 7 is not yet supported|Unknown/,
    except: { cpu: "it can", webgl: "it can" },
  },
  {
    name: "the largest of no number",
    run: (tf) => tf.max(tf.zeros([2, 0]), 1),
    message: /Max of no number: shape \(2, 0\), axis 1/,
  },
  {
    name: "argMax of no number",
    run: (tf) => tf.argMax(tf.zeros([0])),
    message: /ArgMax of no number: shape \(0\), axis 0/,
  },
  {
    name: "softmaxCrossEntropy of labels that are not one-hot rows",
    run: (tf) => tf.losses.softmaxCrossEntropy(whole(tf, [2], 1, 0), tf.ones([2, 2])),
    message: /softmaxCrossEntropy:\s+Shapes 2 and 2,2 must match/,
  },
  {
    name: "oneHot of fractions",
    run: (tf) => tf.oneHot(tf.tensor1d([0, 1.7]), 3),
    message: /'indices' passed to 'oneHot' must be int32 tensor, but got float32/,
  },
  {
    name: "matMul of shapes that do not fit",
    run: (tf) => tf.matMul(tf.ones([2, 3]), tf.ones([4, 5])),
    message: /matMul needs \(…, I, K\)·\(…, K, J\), got \(2, 3\)·\(4, 5\)/,
  },
  {
    name: "matMul of whole batches that do not fit",
    run: (tf) => tf.matMul(tf.ones([2, 3, 4]), tf.ones([3, 4, 5])),
    message: /matMul cannot stretch the batches \(2\) and \(3\) to each other, got \(2, 3, 4\)·\(3, 4, 5\)/,
  },
  {
    name: "matMul of a vector",
    run: (tf) => tf.matMul(tf.ones([4]), tf.ones([4, 5])),
    message: /matMul needs two axes or more on both sides, got \(4\)·\(4, 5\)/,
  },
  {
    name: "conv2d of images that are smaller than its windows",
    run: (tf) => tf.conv2d(tf.ones([1, 2, 5, 1]) as Tf.Tensor4D, tf.ones([3, 3, 1, 8]), 1, "valid"),
    message: /conv2d: windows of 3 × 3 do not fit into images of 2 × 5/,
  },
  {
    name: "a pool of images that are smaller than its windows",
    run: (tf) => tf.maxPool(tf.ones([1, 5, 5, 1]) as Tf.Tensor4D, 7, 1, "valid"),
    message: /maxPool: windows of 7 × 7 do not fit into images of 5 × 5/,
  },
  {
    name: "batchNorm by the moments of another number of channels",
    run: (tf) => tf.batchNorm(tf.ones([2, 3]), tf.ones([4]), tf.ones([4])),
    message: /batchNorm takes mean of \(3\), got \(4\)/,
  },
  {
    name: "pad that leaves an axis out",
    run: (tf) => tf.pad(tf.ones([2, 2]), [[1, 1]]),
    message: /pad of \(2, 2\) needs \[before, after\] for each of its 2 axes, got 1/,
  },
  {
    name: "oneHot without a depth",
    run: (tf) => tf.oneHot(whole(tf, [2], 0, 1), undefined as unknown as number),
    message: /oneHot needs a depth of 2 or more, got undefined/,
  },
  {
    name: "a tensor of rows of different lengths",
    run: (tf) => tf.tensor([[1, 2], [3]]),
    message: /Element arr\[1\] should have 2 elements, but has 1 elements/,
  },
  {
    name: "conv2dTranspose to a size that its convolution does not lead back from",
    run: (tf) => {
      const [x, filter] = [tf.ones([1, 8, 8, 2]) as Tf.Tensor4D, tf.ones([3, 3, 5, 2]) as Tf.Tensor4D];
      return tf.conv2dTranspose(x, filter, [1, 4, 4, 5], 1, "same");
    },
    message: /conv2dTranspose to \(1, 4, 4, 5\) .* needs \(1, 4, 4, 2\), got \(1, 8, 8, 2\)/,
  },
  {
    name: "a pool with windows wholly in the padding",
    run: (tf) => tf.maxPool(tf.ones([1, 3, 4, 2]) as Tf.Tensor4D, 1, 2, 1),
    message: /maxPool: with a padding of 1 some windows of 1 × 1 would lie wholly outside/,
    except: { cpu: "it can", wasm: "it can" },
  },
  {
    name: "a derivative of cropAndResize",
    run: (tf) => {
      const crop = (x: Tf.Tensor) =>
        tf.image.cropAndResize(x as Tf.Tensor4D, tf.tensor2d([[0, 0, 1, 1]]), whole(tf, [1], 0) as Tf.Tensor1D, [2, 2]);
      return tf.grad((x) => tf.sum(crop(x)))(tf.ones([1, 4, 4, 1]));
    },
    message: /tf.image.cropAndResize has no derivative in tfjs on any backend: compute it before/,
  },
  {
    name: "comparing strings where the backend has none",
    run: (tf) => tf.equal(tf.tensor1d(["a", "b"]), tf.tensor1d(["a", "c"])),
    message: /Equal on wasm takes no tensor of strings; cpu does/,
    except: { cpu: "it can", webgl: "it can", webgpu: "it can" },
  },
  {
    name: "FFT where the backend has none",
    run: (tf) => tf.spectral.rfft(tf.ones([4])),
    message: /tfjs's wasm backend cannot compute Complex: complex numbers and FFT; cpu can: add \?backend=cpu/,
    except: { cpu: "it can", webgl: "it can", webgpu: "it can" },
  },
];
