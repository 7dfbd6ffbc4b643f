// The gradient of a convolution by its filter on webgpu. tfjs 4.22 gives each weight one thread that walks over all pixels
// of all images. Here a workgroup lays the numbers under some windows out in its memory (im2col) and multiplies them with
// the slopes there, for a tile of weights and a part of the pixels; a second dispatch adds the parts.
// P output pixels of all images, N = R·K·C numbers under a window, O channels out: dW (N, O) = Σ columns (P, N)ᵀ · dY (P, O)
import { replaceKernel, sizeOf } from "../kernels";
import { run } from "./program";
import type { Info, Tfjs } from "../kernels";
import type { Program } from "./program";
import type { WebGpu } from "./queue";

type Shape4D = [number, number, number, number];

interface Convolution {
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dataFormat: "NHWC" | "NCHW";
  dimRoundingMode?: "floor" | "round" | "ceil";
  filterShape: Shape4D;
}

/** Pixels that are laid out at a time. */
const depth = 32;
/** Weights and channels of a tile, at most. */
const widest = 32;
/** Workgroups that a GPU is kept busy by; and pixels below which a part is not worth one. */
const [enough, fewest] = [512, 128];

export function registerConvFilter(tf: Tfjs): void {
  replaceKernel(tf, "Conv2DBackpropFilter", "webgpu", (stock) => (args) => {
    const { x, dy } = args.inputs as { x: Info; dy: Info };
    const convolution = args.attrs as unknown as Convolution;
    const isTaken = convolution.dataFormat === "NHWC" && x.dtype === "float32" && dy.dtype === "float32";
    if (!isTaken || sizeOf(x.shape) === 0 || sizeOf(dy.shape) === 0) return stock(args);
    return filterGradient(tf, args.backend as unknown as WebGpu, x, dy, convolution);
  });
}

function filterGradient(tf: Tfjs, webgpu: WebGpu, x: Info, dy: Info, convolution: Convolution): Info {
  const { strides, pad, dimRoundingMode, filterShape } = convolution;
  const info = tf.backend_util.computeConv2DInfo(x.shape as Shape4D, filterShape, strides, 1, pad, dimRoundingMode);
  const [R, K, C, O] = filterShape;
  const [N, P] = [R * K * C, info.batchSize * info.outHeight * info.outWidth];
  const [tileN, tileO] = [N, O].map((n) => Math.min(widest, 4 * Math.ceil(n / 4))) as [number, number];
  const tiles = Math.ceil(N / tileN) * Math.ceil(O / tileO);
  const parts = Math.max(1, Math.min(Math.floor(enough / tiles), Math.ceil(P / fewest)));
  // A whole number of depths each, so that only the last part has places left over.
  const pixels = depth * Math.ceil(P / parts / depth);
  const count = Math.ceil(P / pixels);
  const dW = webgpu.makeTensorInfo(filterShape, "float32");
  const sums = count === 1 ? dW : webgpu.makeTensorInfo([count, N, O], "float32");
  run(tf, webgpu, {
    reads: { x, dy },
    writes: { sums },
    sizes: {
      ...{ inHeight: info.inHeight, inWidth: info.inWidth, outHeight: info.outHeight, outWidth: info.outWidth },
      ...{ down: info.strideHeight, across: info.strideWidth, top: info.padInfo.top, left: info.padInfo.left },
      ...{ K, C, O, N, P, pixels },
    },
    groups: [Math.ceil(N / tileN), Math.ceil(O / tileO), count],
    code: tileCode(tileN / 4, tileO / 4),
  });
  if (count > 1) addParts(tf, webgpu, sums, dW, count);
  return dW;
}

/** Σ over the parts, number by number. */
function addParts(tf: Tfjs, webgpu: WebGpu, parts: Info, sum: Info, count: number): void {
  const size = sizeOf(sum.shape);
  const program: Program = {
    reads: { parts },
    writes: { sum },
    sizes: { count, size },
    groups: [Math.min(Math.ceil(size / 64), 65_535), Math.ceil(size / 64 / 65_535), 1],
    code: `
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= u.size) { return; }
  var total = 0.0;
  for (var part = 0u; part < u.count; part++) { total += parts[part * u.size + i]; }
  sum[i] = total;
}`,
  };
  run(tf, webgpu, program);
  (webgpu as unknown as { disposeData(dataId: object): void }).disposeData(parts.dataId);
}

/** A thread has four weights and four channels; `across` and `along` threads make a tile. */
function tileCode(across: number, along: number): string {
  return `
alias Four = vec4<f32>;
const threads = ${across * along}u;
var<workgroup> columns : array<Four, ${depth * across}>; // pixel by pixel
var<workgroup> slopes : array<Four, ${depth * along}>;

@compute @workgroup_size(${across * along})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) me : u32) {
  let firstN = group.x * ${4 * across}u;
  let firstO = group.y * ${4 * along}u;
  let end = min(u.P, (group.z + 1u) * u.pixels);
  let mine = vec2<u32>(me % ${across}u, me / ${across}u);
  var sum : array<Four, 4>;
  for (var first = group.z * u.pixels; first < end; first += ${depth}u) {
    for (var i = me; i < ${depth * across}u; i += threads) {
      columns[i] = layOut(first + i / ${across}u, end, firstN + 4u * (i % ${across}u));
    }
    for (var i = me; i < ${depth * along}u; i += threads) {
      slopes[i] = slopesOf(first + i / ${along}u, end, firstO + 4u * (i % ${along}u));
    }
    workgroupBarrier();
    for (var p = 0u; p < ${depth}u; p++) {
      let a = columns[p * ${across}u + mine.x];
      let b = slopes[p * ${along}u + mine.y];
      sum[0] += a.x * b;
      sum[1] += a.y * b;
      sum[2] += a.z * b;
      sum[3] += a.w * b;
    }
    workgroupBarrier();
  }
  let n = firstN + 4u * mine.x;
  let o = firstO + 4u * mine.y;
  for (var i = 0u; i < 4u; i++) {
    if (n + i >= u.N) { break; }
    for (var j = 0u; j < 4u; j++) {
      if (o + j < u.O) { sums[(group.z * u.N + n + i) * u.O + o + j] = sum[i][j]; }
    }
  }
}

/** Four numbers from the n-th on under the window of a pixel; 0 beside the image, and where there are no more. */
fn layOut(pixel : u32, end : u32, n : u32) -> Four {
  var numbers = Four();
  if (pixel >= end) { return numbers; }
  let row = pixel / u.outWidth;
  let image = row / u.outHeight;
  let y0 = i32((row % u.outHeight) * u.down) - i32(u.top);
  let x0 = i32((pixel % u.outWidth) * u.across) - i32(u.left);
  for (var i = 0u; i < 4u; i++) {
    let place = (n + i) / u.C;
    let y = y0 + i32(place / u.K);
    let left = x0 + i32(place % u.K);
    let isInside = y >= 0 && y < i32(u.inHeight) && left >= 0 && left < i32(u.inWidth);
    if (n + i < u.N && isInside) {
      numbers[i] = x[((image * u.inHeight + u32(y)) * u.inWidth + u32(left)) * u.C + (n + i) % u.C];
    }
  }
  return numbers;
}

fn slopesOf(pixel : u32, end : u32, o : u32) -> Four {
  var numbers = Four();
  if (pixel >= end) { return numbers; }
  for (var i = 0u; i < 4u; i++) {
    if (o + i < u.O) { numbers[i] = dy[pixel * u.O + o + i]; }
  }
  return numbers;
}
`;
}
