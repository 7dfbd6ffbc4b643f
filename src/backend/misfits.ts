// Shapes that tfjs 4.22 takes without a word and cannot compute with: refused, with the operation and the shapes. Stock
// tfjs reads past the end, gives a tensor of a negative size or one that is empty, or stops inside its wasm module.
import { replaceKernel } from "./kernels";
import type { Info, KernelArguments, Tfjs } from "./kernels";

export interface Flags {
  transposeA: boolean;
  transposeB: boolean;
}

const text = (shape: readonly number[]): string => `(${shape.join(", ")})`;

/** (…, I, K)·(…, K, J), with batches that stretch to each other. */
export function checkProduct(tf: Tfjs, a: number[], b: number[], { transposeA, transposeB }: Flags): void {
  const got = `${text(a)}${transposeA ? "ᵀ" : ""}·${text(b)}${transposeB ? "ᵀ" : ""}`;
  if (a.length < 2 || b.length < 2) throw new Error(`matMul needs two axes or more on both sides, got ${got}`);
  if (a.at(transposeA ? -2 : -1) !== b.at(transposeB ? -1 : -2))
    throw new Error(`matMul needs (…, I, K)·(…, K, J), got ${got}`);
  const [batchA, batchB] = [a.slice(0, -2), b.slice(0, -2)];
  if (batchA.length === 0 || batchB.length === 0 || stretch(tf, batchA, batchB)) return;
  throw new Error(`matMul cannot stretch the batches ${text(batchA)} and ${text(batchB)} to each other, got ${got}`);
}

/** The shape that both stretch to, if there is one. */
function stretch(tf: Tfjs, a: number[], b: number[]): number[] | undefined {
  try {
    return tf.broadcast_util.assertAndGetBroadcastShape(a, b);
  } catch {
    return undefined;
  }
}

export function refuseMisfits(tf: Tfjs, backendName: string): void {
  const check = (name: string, verify: (args: KernelArguments) => void): void =>
    replaceKernel(tf, name, backendName, (stock) => (args) => {
      verify(args);
      return stock(args);
    });
  for (const name of ["Conv2D", "FusedConv2D", "DepthwiseConv2dNative", "FusedDepthwiseConv2D", "MaxPool", "AvgPool"])
    check(name, (args) => checkWindow(readable[name] ?? name, args));
  if (backendName === "webgl" || backendName === "webgpu")
    for (const name of ["MaxPool", "AvgPool"]) check(name, (args) => checkPadding(readable[name]!, args));
  check("FusedBatchNorm", (args) => checkMoments(tf, args));
  check("PadV2", checkPaddings);
  check("UnsortedSegmentSum", checkSegments);
  check("OneHot", ({ attrs }) => {
    const { depth } = attrs as { depth: unknown };
    if (!Number.isInteger(depth)) throw new Error(`oneHot needs a depth of 2 or more, got ${String(depth)}`);
  });
}

const readable: Record<string, string> = {
  Conv2D: "conv2d",
  FusedConv2D: "conv2d",
  DepthwiseConv2dNative: "depthwiseConv2d",
  FusedDepthwiseConv2D: "depthwiseConv2d",
  MaxPool: "maxPool",
  AvgPool: "avgPool",
};

interface WindowAttributes {
  pad: "same" | "valid" | number | [number, number][];
  dataFormat?: string;
  dilations?: number | [number, number];
  /** Of a pool; a convolution has a filter. */
  filterSize?: number | [number, number];
}

/** A window that is larger than the padded image stands nowhere. An image of no pixel is let through. */
function checkWindow(name: string, { inputs, attrs }: KernelArguments): void {
  const { pad, dataFormat, dilations = 1, filterSize } = attrs as unknown as WindowAttributes;
  const [x, filter] = [inputs.x as Info, inputs.filter as Info | undefined];
  const rows = dataFormat === "NCHW" ? 2 : 1;
  const window = pair(filter ? (filter.shape.slice(0, 2) as [number, number]) : filterSize!);
  const fits = (side: 0 | 1): boolean => {
    const size = x.shape[rows + side]!;
    const reach = (window[side] - 1) * pair(dilations)[side] + 1;
    return size === 0 || reach <= size + padding(pad, rows + side);
  };
  if (pad === "same" || (fits(0) && fits(1))) return;
  throw new Error(
    `${name}: windows of ${window.join(" × ")} do not fit into images of ${x.shape.slice(rows, rows + 2).join(" × ")}`,
  );
}

/** A window wholly in the padding has no number: −10²⁰, 0 or some other pixel on the GPU backends. */
function checkPadding(name: string, { attrs }: KernelArguments): void {
  const { pad, filterSize } = attrs as unknown as WindowAttributes;
  const window = pair(filterSize!);
  if (typeof pad !== "number" || pad < Math.min(...window)) return;
  const words = `${name}: with a padding of ${pad} some windows of ${window.join(" × ")} would lie wholly outside the image`;
  throw new Error(`${words}; cpu and wasm give −∞ or NaN there`);
}

const pair = (sizes: number | [number, number]): [number, number] =>
  typeof sizes === "number" ? [sizes, sizes] : sizes;

/** On both sides of an axis together. */
function padding(pad: WindowAttributes["pad"], axis: number): number {
  if (typeof pad === "number") return 2 * pad;
  return Array.isArray(pad) ? pad[axis]![0] + pad[axis]![1] : 0;
}

/** Moments, scale and offset are read round and round where they are too short. */
function checkMoments(tf: Tfjs, { inputs }: KernelArguments): void {
  const { shape } = inputs.x as Info;
  for (const name of ["mean", "variance", "offset", "scale"]) {
    const given = inputs[name] as Info | undefined;
    if (!given || stretch(tf, shape, given.shape)?.join() === shape.join()) continue;
    throw new Error(`batchNorm takes ${name} of ${text(shape.slice(-1))}, got ${text(given.shape)}`);
  }
}

function checkPaddings({ inputs, attrs }: KernelArguments): void {
  const { shape } = inputs.x as Info;
  const { paddings } = attrs as unknown as { paddings: unknown[] };
  if (paddings.length === shape.length) return;
  throw new Error(
    `pad of ${text(shape)} needs [before, after] for each of its ${shape.length} axes, got ${paddings.length}`,
  );
}

/** One segment a row of x, or one a number of its first axes. */
function checkSegments({ inputs }: KernelArguments): void {
  const { x, segmentIds } = inputs as { x: Info; segmentIds: Info };
  const wanted = x.shape.slice(0, segmentIds.shape.length);
  if (segmentIds.shape.join() === wanted.join()) return;
  throw new Error(
    `unsortedSegmentSum of ${text(x.shape)} takes segmentIds of ${text(wanted)}, got ${text(segmentIds.shape)}`,
  );
}
