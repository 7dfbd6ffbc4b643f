// The known faults of stock tfjs 4.22 that a model of the book could meet, each with cases that fail on it there and pass
// with the corrections. `npm run battery` tries both on every backend; stock.test.ts does so in Node.
import type { BackendName } from "./case";

export interface Fault {
  what: string;
  backends: readonly BackendName[];
  /** Names of cases, or of refusals. */
  cases: readonly string[];
}

const all = ["cpu", "wasm", "webgl", "webgpu"] as const;

const gradients: Fault[] = [
  {
    what: "no gradient of `where` by a comparison of what is differentiated",
    backends: all,
    cases: [
      "where(greater(x, y), x, 0.3 y), by both",
      "where(less(x, y), x, 0.3 y), by both",
      "where(equal(x, y), x, 0.3 y), by both",
      "where of a mask made of logicalAnd, logicalOr and logicalNot of x",
    ],
  },
  { what: "no gradient of `einsum`", backends: all, cases: ["einsum btc,cd->btd", "einsum bhid,bhjd->bhij"] },
  {
    what: "no gradient of `matMul` (B, T, C)·(C, D)",
    backends: all,
    cases: ["matMul of a batch by one matrix: (4, 9, 8)·(8, 5)"],
  },
  {
    what: "no gradient of `maximum`, `minimum`, `squaredDifference` by both sides, one stretched",
    backends: all,
    cases: ["maximum", "minimum", "squaredDifference"].map((name) => `${name} of (33, 1) and (1, 70)`),
  },
  {
    what: "no gradient of `cumsum` along an axis that is not the last, of `cumprod`",
    backends: all,
    cases: ["cumsum along axis 0", "cumprod along axis 0"],
  },
  {
    what: "no gradient of dilated convolutions",
    backends: all,
    cases: ["conv2d 3×3, dilated by 2, same", "depthwiseConv2d 3×3, dilated by 2"],
  },
  {
    what: "wrong second derivatives through what saves its result",
    backends: all,
    cases: ["tanh", "x·tanh(x)", "sigmoid", "exp", "softmax", "logSoftmax"].map(
      (name) => `the derivative of ${name}, differentiated again`,
    ),
  },
  {
    what: "no second derivatives through elu, selu and leakyRelu",
    backends: all,
    cases: ["elu", "selu", "leakyRelu"].map((name) => `the derivative of ${name}, differentiated again`),
  },
  {
    what: "no gradient of topk, gatherND, scatterND, sparseToDense, stridedSlice, depthToSpace",
    backends: all,
    cases: [
      "the values of topk",
      "gatherND",
      "scatterND, two in one place",
      "sparseToDense, by the values and by what stands elsewhere",
      "stridedSlice",
      "depthToSpace",
    ],
  },
];

const kernels: Fault[] = [
  {
    what: "`matMul` with b transposed, K ≥ 2000",
    backends: ["webgpu"],
    cases: ["matMul (32, 2000)·(2000, 128), b transposed", "matMul (3, 2400)·(2400, 44), b transposed"],
  },
  {
    what: "gradient of `resizeNearestNeighbor` of several images",
    backends: ["cpu"],
    cases: ["resizeNearestNeighbor of (3, 7, 7, 2) to 14×14"],
  },
  {
    what: "gradient of `resizeNearestNeighbor` to twice 22, 23, 29, 37, 38",
    backends: ["webgpu"],
    cases: [
      "resizeNearestNeighbor of (2, 22, 23, 1) to 44×46",
      "resizeNearestNeighbor of (2, 29, 37, 1) to 58×74",
      "resizeNearestNeighbor of (2, 38, 5, 1) to 76×20",
    ],
  },
  {
    what: "gradient of `maxPool` where no number is above 0",
    backends: ["wasm"],
    cases: ["maxPool 2×2, all below 0", "maxPool 3×3, stride 2, same, odd sizes, all below 0"],
  },
  { what: "input gradient of `conv3d`", backends: ["wasm"], cases: ["conv3d, same", "conv3d, valid"] },
  {
    what: "`softmax` of more than 65,535 rows",
    backends: ["webgpu"],
    cases: ["softmax of 70,000 rows", "softmax of attention (64, 8, 160, 3)"],
  },
  {
    what: "`addN` of more than 7 tensors",
    backends: ["webgpu"],
    cases: ["addN of 8 tensors", "addN of 12 tensors", "addN of 20 tensors"],
  },
  {
    what: "`epsilon()` of 10⁻⁴",
    backends: ["webgl"],
    cases: ["a step of Adam by small gradients and an epsilon of tfjs's own choice"],
  },
  {
    what: "0/0 is 1",
    backends: ["webgl"],
    cases: ["a division of 0, of numbers by themselves and of infinities"],
  },
  {
    what: "`denseBincount` of rows",
    backends: ["webgpu"],
    cases: ["denseBincount of rows", "denseBincount of rows with weights"],
  },
  {
    what: "`gather` out of range gives some number",
    backends: ["webgpu", "webgl"],
    cases: ["gather with an index that is too large"],
  },
  { what: "log(0) is −88", backends: ["webgpu"], cases: ["log of 0, 1 and less than 0"] },
  {
    what: "no gradient of `conv2d` by its filter: no convolutional net can be trained",
    backends: ["wasm"],
    cases: ["conv2d 3×3, same", "conv2d 5×5, one channel"],
  },
  {
    what: "no gradient of `depthwiseConv2d`",
    backends: ["wasm"],
    cases: ["depthwiseConv2d 3×3, same", "separableConv2d"],
  },
  {
    what: "no `unsortedSegmentSum`: no embedding can be trained",
    backends: ["wasm"],
    cases: ["unsortedSegmentSum", "gather of an embedding, (16, 64) of 100 words"],
  },
  { what: "no `einsum` at all", backends: ["wasm"], cases: ["einsum ij,jk->ik"] },
];

export const faults: readonly Fault[] = [...gradients, ...kernels];
