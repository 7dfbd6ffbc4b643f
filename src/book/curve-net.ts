// A network of plain numbers from one number to one number (transfer-learning/forgetting): small enough that learning to
// learn, which trains thousands of times, takes seconds. Every gradient is written out by hand.
import { seeded } from "./random";

// H hiddens; n points

/** 1 → H → H → 1 with tanh between. Weights and biases stand in one row of numbers, so that networks can be averaged. */
export interface CurveNet {
  numHiddens: number;
  /** u (H), b (H), V (H, H), c (H), w (H), the output's bias (1) */
  params: Float64Array;
}

export interface CurvePoint {
  x: number;
  y: number;
}

/** Normal weights, with variance 1 / inputs; biases 0, but for the first layer's, which are normal: bends all over. */
export function initCurveNet({ numHiddens, seed }: { numHiddens: number; seed: number }): CurveNet {
  const H = numHiddens;
  const random = seeded(seed);
  const params = new Float64Array(H * H + 4 * H + 1);
  params.set(random.normals(2 * H));
  const spread = 1 / Math.sqrt(H);
  params.set(
    Float64Array.from(random.normals(H * H), (z) => z * spread),
    2 * H,
  );
  params.set(
    Float64Array.from(random.normals(H), (z) => z * spread),
    3 * H + H * H,
  );
  return { numHiddens, params };
}

/** The height of the curve at x. */
export function predictCurve(net: CurveNet, x: number): number {
  return forward(net, x, new Float64Array(2 * net.numHiddens));
}

/** The mean squared error at these points. */
export function curveError(net: CurveNet, points: readonly CurvePoint[]): number {
  return points.reduce((sum, { x, y }) => sum + (predictCurve(net, x) - y) ** 2, 0) / points.length;
}

/** One step of gradient descent on the mean squared error at these points; the network that is given stays as it was. */
export function curveStep(net: CurveNet, points: readonly CurvePoint[], lr: number): CurveNet {
  const gradient = curveGradient(net, points);
  return { ...net, params: net.params.map((p, i) => p - lr * gradient[i]!) };
}

/** ∂ curveError / ∂ params, one number for each. */
export function curveGradient(net: CurveNet, points: readonly CurvePoint[]): Float64Array {
  const { numHiddens: H, params: p } = net;
  const [V, c, w] = [2 * H, 2 * H + H * H, 3 * H + H * H]; // where each part begins
  const gradient = new Float64Array(p.length);
  const hidden = new Float64Array(2 * H);
  for (const { x, y } of points) {
    const slope = (2 * (forward(net, x, hidden) - y)) / points.length;
    const below = new Float64Array(H); // ∂ / ∂ first hiddens
    gradient[w + H]! += slope;
    for (let j = 0; j < H; j++) {
      const out = hidden[H + j]!;
      gradient[w + j]! += slope * out;
      const delta = slope * p[w + j]! * (1 - out * out);
      gradient[c + j]! += delta;
      for (let i = 0; i < H; i++) {
        gradient[V + j * H + i]! += delta * hidden[i]!;
        below[i]! += delta * p[V + j * H + i]!;
      }
    }
    for (let i = 0; i < H; i++) {
      const delta = below[i]! * (1 - hidden[i]! * hidden[i]!);
      gradient[i]! += delta * x;
      gradient[H + i]! += delta;
    }
  }
  return gradient;
}

/** A share of the way from one network to another of the same size. */
export function moveTowards(from: CurveNet, to: CurveNet, share: number): CurveNet {
  return { ...from, params: from.params.map((p, i) => p + share * (to.params[i]! - p)) };
}

/** Fills `hidden` with both layers' values (2 H) and returns the output. */
function forward({ numHiddens: H, params: p }: CurveNet, x: number, hidden: Float64Array): number {
  const [V, c, w] = [2 * H, 2 * H + H * H, 3 * H + H * H];
  for (let i = 0; i < H; i++) hidden[i] = Math.tanh(p[i]! * x + p[H + i]!);
  let y = p[w + H]!;
  for (let j = 0; j < H; j++) {
    let z = p[c + j]!;
    for (let i = 0; i < H; i++) z += p[V + j * H + i]! * hidden[i]!;
    hidden[H + j] = Math.tanh(z);
    y += p[w + j]! * hidden[H + j]!;
  }
  return y;
}
