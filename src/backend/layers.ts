// LayerNorm, RmsNorm, Gelu and CausalAttention in tfjs's own operations: for a backend that has no such kernel, and for
// shapes and dtypes that its own does not take. Their gradients are in gradients/layers.ts, the formulas in src/book.
// B batch, T time, H heads, D channels of a head, d = H D
import { putTwin, sizeOf } from "./kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, KernelArguments, Tfjs } from "./kernels";

type Tensors = Record<string, Tf.Tensor>;
type Work = (tf: Tfjs, inputs: Tensors, attrs: Record<string, number>) => Tf.Tensor[];

const works: Record<string, Work> = {
  LayerNorm: norm,
  LayerNormBack: (tf, inputs) => normBack(tf, inputs, true),
  RmsNorm: norm,
  RmsNormBack: (tf, inputs) => normBack(tf, inputs, false).slice(0, 2),
  Gelu: (tf, { x }) => [tf.mul(x!, shareOf(tf, x!))],
  GeluBack: geluBack,
  CausalAttention: attend,
  CausalAttentionBack: attendBack,
};

export function composeLayers(tf: Tfjs, backendName: string): void {
  const areNumbers = ({ inputs }: KernelArguments): boolean =>
    Object.values(inputs as Record<string, Info>).every(({ dtype, shape }) => dtype === "float32" && sizeOf(shape) > 0);
  for (const name of Object.keys(works)) {
    putTwin(tf, name, backendName, (args) => composeLayer(tf, name, args), areNumbers);
  }
}

/** A kernel of these in tfjs's own operations, whatever the dtypes and sizes. */
export function composeLayer(tf: Tfjs, name: string, { inputs, attrs }: KernelArguments): Info[] {
  return tf.tidy(() => {
    const fractions = Object.entries(inputs as Tensors).map(([key, x]) => [key, tf.cast(x, "float32")]);
    return works[name]!(tf, Object.fromEntries(fractions) as Tensors, attrs as Record<string, number>);
  }) as Info[];
}

/** x (…, d), gain, bias (d) → y (…, d), and of each row the mean and 1/√(variance + ε), (rows). Without a bias the mean
 *  is taken for 0. */
function norm(tf: Tfjs, { x, gain, bias }: Tensors, { epsilon }: Record<string, number>): Tf.Tensor[] {
  const rows = toRows(tf, x!);
  if (x!.size === 0) return [tf.zeros(x!.shape), tf.zeros([rows.shape[0]!]), tf.zeros([rows.shape[0]!])];
  const means = bias ? tf.mean(rows, 1, true) : tf.zeros([rows.shape[0]!, 1]);
  const centred = tf.sub(rows, means);
  const scales = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), epsilon!));
  const scaled = tf.mul(tf.mul(centred, scales), gain!);
  const y = tf.reshape(bias ? tf.add(scaled, bias) : scaled, x!.shape);
  return [y, tf.reshape(means, [-1]), tf.reshape(scales, [-1])];
}

/** r (g − mean g − n mean gn) with n = (x − m) r and g = dy · gain; without mean g if not centred. Then Σ dy n and Σ dy
 *  over all rows. */
function normBack(tf: Tfjs, { dy, x, gain, means, scales }: Tensors, isCentred: boolean): Tf.Tensor[] {
  if (x!.size === 0) return [x!, gain!, gain!].map(({ shape }) => tf.zeros(shape));
  const [slopes, scale] = [toRows(tf, dy!), tf.expandDims(scales!, 1)];
  const normal = tf.mul(tf.sub(toRows(tf, x!), tf.expandDims(means!, 1)), scale);
  const g = tf.mul(slopes, gain!);
  const turned = tf.mul(normal, tf.mean(tf.mul(g, normal), 1, true));
  const around = isCentred ? tf.sub(g, tf.mean(g, 1, true)) : g;
  const dx = tf.mul(scale, tf.sub(around, turned));
  return [tf.reshape(dx, x!.shape), tf.sum(tf.mul(slopes, normal), 0), tf.sum(slopes, 0)];
}

const toRows = (tf: Tfjs, x: Tf.Tensor): Tf.Tensor2D =>
  tf.reshape(x, [sizeOf(x.shape.slice(0, -1)), x.shape.at(-1)!]) as Tf.Tensor2D;

const [slope, bend] = [2 * Math.sqrt(2 / Math.PI), 0.044715];

/** σ(2u) with u = √(2/π) (x + 0.044715 x³), the half of 1 + tanh u; beyond ±10 x changes nothing any more. */
function shareOf(tf: Tfjs, x: Tf.Tensor): Tf.Tensor {
  const z = tf.clipByValue(x, -10, 10);
  return tf.sigmoid(tf.mul(tf.add(z, tf.mul(tf.mul(tf.square(z), z), bend)), slope));
}

function geluBack(tf: Tfjs, { dy, x }: Tensors): Tf.Tensor[] {
  const z = tf.clipByValue(x!, -10, 10);
  const s = shareOf(tf, z);
  const inside = tf.mul(tf.add(tf.mul(tf.square(z), 3 * bend), 1), slope);
  return [tf.mul(dy!, tf.add(s, tf.mul(tf.mul(z, inside), tf.sub(s, tf.square(s)))))];
}

/** qkv (B, T, 3d) → y (B, T, d), and ln Σ e^score of each query (B, H, T). */
function attend(tf: Tfjs, { qkv }: Tensors, { numHeads }: Record<string, number>): Tf.Tensor[] {
  const [B, T, width] = qkv!.shape as [number, number, number];
  if (qkv!.size === 0) return [tf.zeros([B, T, width / 3]), tf.zeros([B, numHeads!, T])];
  const [Q, K, V] = toHeads(tf, qkv!, numHeads!, 3);
  const scores = scoresOf(tf, Q!, K!);
  const logSums = tf.logSumExp(scores, -1, true);
  const y = tf.matMul(tf.exp(tf.sub(scores, logSums)), V!);
  return [fromHeads(tf, [y]), tf.squeeze(logSums, [3])];
}

function attendBack(tf: Tfjs, inputs: Tensors, { numHeads }: Record<string, number>): Tf.Tensor[] {
  const { dy, y, qkv, logSums } = inputs as Record<"dy" | "y" | "qkv" | "logSums", Tf.Tensor>;
  if (qkv.size === 0) return [tf.zeros(qkv.shape)];
  const [Q, K, V] = toHeads(tf, qkv, numHeads!, 3) as [Tf.Tensor, Tf.Tensor, Tf.Tensor];
  const [[slopes], [mixed]] = [toHeads(tf, dy, numHeads!, 1), toHeads(tf, y, numHeads!, 1)];
  const weights = tf.exp(tf.sub(scoresOf(tf, Q, K), tf.expandDims(logSums, -1)));
  const shifts = tf.sum(tf.mul(slopes!, mixed!), -1, true);
  const changes = tf.mul(weights, tf.sub(tf.matMul(slopes!, V, false, true), shifts)); // (B, H, T, T)
  const scaled = tf.mul(changes, 1 / Math.sqrt(Q.shape[3]!));
  const byKeys = tf.matMul(scaled, Q, true, false);
  return [fromHeads(tf, [tf.matMul(scaled, K), byKeys, tf.matMul(weights, slopes!, true, false)])];
}

/** (B, T, parts · H D) → so many (B, H, T, D). */
function toHeads(tf: Tfjs, x: Tf.Tensor, H: number, parts: number): Tf.Tensor[] {
  const [B, T, width] = x.shape as [number, number, number];
  return tf.unstack(tf.transpose(tf.reshape(x, [B, T, parts, H, width / parts / H]), [2, 0, 3, 1, 4]));
}

/** The way back, the parts side by side. */
function fromHeads(tf: Tfjs, parts: Tf.Tensor[]): Tf.Tensor {
  const [B, H, T, D] = parts[0]!.shape as [number, number, number, number];
  return tf.reshape(tf.transpose(tf.stack(parts), [1, 3, 0, 2, 4]), [B, T, parts.length * H * D]);
}

/** QKᵀ/√D, and −10⁹ more for what comes after a query, (B, H, T, T). */
function scoresOf(tf: Tfjs, Q: Tf.Tensor, K: Tf.Tensor): Tf.Tensor {
  const [T, D] = Q.shape.slice(2) as [number, number];
  const places = tf.range(0, T, 1, "int32");
  const mask = tf.mul(tf.cast(tf.greater(places, tf.expandDims(places, 1)), "float32"), -1e9);
  return tf.add(tf.matMul(tf.mul(Q, 1 / Math.sqrt(D)), K, false, true), mask);
}
