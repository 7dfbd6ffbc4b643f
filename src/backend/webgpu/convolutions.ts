// conv2d on webgpu and its gradients. tfjs 4.22 computes the filter's by one thread a weight, which walks over all pixels of
// all images, and the input's in loops; here each is a product of tiles in which a factor is numbers under windows (im2col,
// laid out in a workgroup's memory only). Forward, tfjs's is kept but where a processor plays the GPU (convolve.ts).
// P output pixels and Q input pixels of all images, R rows and K columns of the filter, C channels in, O out
import { replaceKernel, sizeOf } from "../kernels";
import { convolve } from "./convolve";
import { isSoftware } from "./products";
import { isMultiplied, multiplyTiles } from "./tiles";
import type { Info, KernelArguments, Tfjs } from "../kernels";
import type { Convolved } from "./convolve";
import type { WebGpu } from "./queue";
import type { Product } from "./tiles";

type Shape4D = [number, number, number, number];

interface Convolution {
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dataFormat: "NHWC" | "NCHW";
  dilations?: number | [number, number];
  dimRoundingMode?: "floor" | "round" | "ceil";
  filterShape: Shape4D;
  inputShape: Shape4D;
}

/** Pixels that a part of the sum over all pixels has at least. */
const leastPixels = 128;

export function registerConvolutions(tf: Tfjs): void {
  replace(tf, "Conv2D", (webgpu, { x, filter }, attrs) => {
    if (!isSoftware(webgpu.device)) return undefined;
    const { sizes, shapes } = toSizes(tf, x!.shape, filter!.shape, attrs);
    return convolve(tf, webgpu, { x: x!, filter: filter!, shape: shapes.y, sizes });
  });
  replace(tf, "Conv2DBackpropFilter", (webgpu, { x, dy }, attrs) => {
    const found = toSizes(tf, x!.shape, attrs.filterShape, { ...attrs, dilations: 1 });
    return multiply(tf, webgpu, ofFilter(x!, dy!, found));
  });
  replace(tf, "Conv2DBackpropInput", (webgpu, { dy, filter }, attrs) => {
    const found = toSizes(tf, attrs.inputShape, filter!.shape, { ...attrs, dilations: 1 });
    const turned = isSoftware(webgpu.device) ? turn(dy!, filter!, found) : undefined;
    return (turned && convolve(tf, webgpu, turned)) ?? multiply(tf, webgpu, ofInput(dy!, filter!, found));
  });
}

type Work = (webgpu: WebGpu, inputs: Record<string, Info>, attrs: Convolution) => Info | undefined;

/** What is not of float32 or not NHWC, has no number or is too large goes to tfjs's own. */
function replace(tf: Tfjs, name: string, work: Work): void {
  replaceKernel(tf, name, "webgpu", (stock) => (args: KernelArguments) => {
    const [inputs, attrs] = [args.inputs as Record<string, Info>, args.attrs as unknown as Convolution];
    const areNumbers = Object.values(inputs).every(({ dtype, shape }) => dtype === "float32" && sizeOf(shape) > 0);
    const isTaken = attrs.dataFormat === "NHWC" && areNumbers;
    return (isTaken ? work(args.backend as unknown as WebGpu, inputs, attrs) : undefined) ?? stock(args);
  });
}

const multiply = (tf: Tfjs, webgpu: WebGpu, product: Product): Info | undefined =>
  isMultiplied(product) && sizeOf(product.shape) > 0 ? multiplyTiles(tf, webgpu, product) : undefined;

interface Found {
  sizes: Record<string, number> & { P: number; Q: number; R: number; columns: number; C: number; O: number };
  shapes: Record<"x" | "filter" | "y", number[]>;
}

function toSizes(tf: Tfjs, input: number[], filter: number[], one: Convolution): Found {
  const { strides, pad, dilations, dimRoundingMode } = one;
  const shapes = [input as Shape4D, filter as Shape4D] as const;
  const info = tf.backend_util.computeConv2DInfo(...shapes, strides, dilations ?? 1, pad, dimRoundingMode);
  const [inHeight, inWidth, outHeight, outWidth] = [info.inHeight, info.inWidth, info.outHeight, info.outWidth];
  const sizes = {
    P: info.batchSize * outHeight * outWidth,
    Q: info.batchSize * inHeight * inWidth,
    R: info.filterHeight,
    columns: info.filterWidth,
    C: info.inChannels,
    O: info.outChannels,
    inHeight,
    inWidth,
    outHeight,
    outWidth,
    down: info.strideHeight,
    across: info.strideWidth,
    top: info.padInfo.top,
    left: info.padInfo.left,
    dilationDown: info.dilationHeight,
    dilationAcross: info.dilationWidth,
  };
  return { sizes, shapes: { x: input, filter, y: info.outShape } };
}

/** Four numbers from the `line`-th on under the window of the output pixel `k`, 0 beside the image. Divisions are dear by
 *  software: one of each kind, then the next number is the next channel, column or row. */
const underWindow = `
  var numbers = Four();
  let outRow = k / u.outWidth;
  let image = outRow / u.outHeight;
  let top = i32((outRow - image * u.outHeight) * u.down) - i32(u.top);
  let left = i32((k - outRow * u.outWidth) * u.across) - i32(u.left);
  let place = line / u.C;
  var row = place / u.columns;
  var column = place - row * u.columns;
  var channel = line - place * u.C;
  for (var i = 0u; i < 4u; i++) {
    let y = u32(top + i32(row));
    let across = u32(left + i32(column));
    if (y < u.inHeight && across < u.inWidth) { // what is below 0 has become large
      numbers[i] = x[((image * u.inHeight + y) * u.inWidth + across) * u.C + channel];
    }
    channel++;
    if (channel == u.C) { channel = 0u; column++; }
    if (column == u.columns) { column = 0u; row++; }
  }
  return numbers;
`;

const fourOf = (name: string, at: string, step: string): string => `
  let at = ${at};
  return Four(${[0, 1, 2, 3].map((i) => `${name}[at + ${i}u * ${step}]`).join(", ")});
`;

/** dW (RKC, O) = x under windows, turned (RKC, P) · dy (P, O). */
function ofFilter(x: Info, dy: Info, { sizes, shapes }: Found): Product {
  return {
    reads: { x, dy },
    sizes,
    a: { near: "lines", code: underWindow },
    b: { near: "lines", code: fourOf("dy", "k * u.O + line", "1u") },
    M: sizes.R * sizes.columns * sizes.C,
    N: sizes.O,
    K: sizes.P,
    shape: shapes.filter,
    leastDepth: leastPixels,
  };
}

/** The gradient by the input as a convolution of the slopes; undefined where windows are more than one pixel apart. */
function turn(dy: Info, filter: Info, { sizes, shapes }: Found): Convolved | undefined {
  const [top, left] = [sizes.R - 1 - sizes.top!, sizes.columns - 1 - sizes.left!];
  if (sizes.down !== 1 || sizes.across !== 1 || Math.min(top, left) < 0) return undefined;
  const heights = { inHeight: sizes.outHeight!, outHeight: sizes.inHeight! };
  const widths = { inWidth: sizes.outWidth!, outWidth: sizes.inWidth! };
  const turned = { ...sizes, ...heights, ...widths, top, left, P: sizes.Q, Q: sizes.P, C: sizes.O, O: sizes.C };
  return { x: dy, filter, shape: shapes.x, sizes: turned, isBack: true };
}

/** dx (Q, C) = dy that reached each pixel (Q, RKO) · filter with channels out before channels in (RKO, C). */
function ofInput(dy: Info, filter: Info, { sizes, shapes }: Found): Product {
  return {
    reads: { dy, w: filter },
    sizes,
    a: { near: "k", code: reached },
    b: { near: "k", code: fourOf("w", "((k / u.O) * u.C + line) * u.O + k % u.O", "u.O") },
    M: sizes.Q,
    N: sizes.C,
    K: sizes.R * sizes.columns * sizes.O,
    shape: shapes.x,
  };
}

/** The slopes that four input pixels, from `line` on, get through the `k`-th place of the filter; 0 where it is between two
 *  windows or beside them. */
const reached = `
  var numbers = Four();
  let place = k / u.O;
  let channel = k - place * u.O;
  let down = place / u.columns;
  let along = place - down * u.columns;
  let inRow = line / u.inWidth;
  var image = inRow / u.inHeight;
  var row = inRow - image * u.inHeight;
  var column = line - inRow * u.inWidth;
  for (var i = 0u; i < 4u; i++) {
    var y = row + u.top - down;
    var across = column + u.left - along;
    var isMet = true;
    if (u.down > 1u) { isMet = y % u.down == 0u && row + u.top >= down; y /= u.down; }
    if (u.across > 1u) { isMet = isMet && across % u.across == 0u && column + u.left >= along; across /= u.across; }
    if (isMet && y < u.outHeight && across < u.outWidth) { // what is below 0 has become large
      numbers[i] = dy[((image * u.outHeight + y) * u.outWidth + across) * u.O + channel];
    }
    column++;
    if (column == u.inWidth) { column = 0u; row++; }
    if (row == u.inHeight) { row = 0u; image++; }
  }
  return numbers;
`;
