// Arrays of float64 and the few operations that the references are written in: plain loops, nothing of tfjs.

/** Numbers in row-major order. */
export interface Nd {
  shape: readonly number[];
  data: Float64Array;
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

export function nd(shape: readonly number[], data: ArrayLike<number>): Nd {
  if (data.length !== sizeOf(shape)) throw new Error(`${data.length} numbers for shape (${shape.join(", ")})`);
  return { shape, data: Float64Array.from(data) };
}

/** The array whose number at an index is f(index). The index is the same array every time. */
export function build(shape: readonly number[], f: (index: readonly number[]) => number): Nd {
  const data = new Float64Array(sizeOf(shape));
  const index = shape.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    data[i] = f(index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return { shape, data };
}

/** The number at an index, which may be computed: reads 0 outside, as padding does. */
export function at({ shape, data }: Nd, ...index: number[]): number {
  let offset = 0;
  for (let axis = 0; axis < shape.length; axis++) {
    const i = index[axis]!;
    if (i < 0 || i >= shape[axis]!) return 0;
    offset = offset * shape[axis]! + i;
  }
  return data[offset]!;
}

export const map = ({ shape, data }: Nd, f: (x: number, i: number) => number): Nd => ({ shape, data: data.map(f) });

/** f of each pair, with shapes stretched to each other as NumPy does. */
export function zip(a: Nd, b: Nd, f: (x: number, y: number) => number): Nd {
  if (a.shape.join() === b.shape.join()) return { shape: a.shape, data: a.data.map((x, i) => f(x, b.data[i]!)) };
  const rank = Math.max(a.shape.length, b.shape.length);
  const full = (shape: readonly number[]) => [...Array<number>(rank - shape.length).fill(1), ...shape];
  const [sa, sb] = [full(a.shape), full(b.shape)];
  const shape = sa.map((n, axis) => (n === 1 ? sb[axis]! : n));
  const offset = (sizes: number[], index: readonly number[]) =>
    sizes.reduce((sum, n, axis) => sum * n + (n === 1 ? 0 : index[axis]!), 0);
  return build(shape, (index) => f(a.data[offset(sa, index)]!, b.data[offset(sb, index)]!));
}

export const reshape = ({ data }: Nd, shape: readonly number[]): Nd => ({ shape, data });

export function transpose(x: Nd, order: readonly number[]): Nd {
  const index = x.shape.map(() => 0);
  return build(
    order.map((axis) => x.shape[axis]!),
    (to) => {
      order.forEach((axis, i) => (index[axis] = to[i]!));
      return at(x, ...index);
    },
  );
}

/** f of the numbers along an axis, in order: (…, n, …) → (…, 1, …). */
export function reduce(x: Nd, axis: number, f: (numbers: number[]) => number): Nd {
  const place = axis < 0 ? axis + x.shape.length : axis;
  const inner = sizeOf(x.shape.slice(place + 1));
  const size = x.shape[place]!;
  const shape = x.shape.map((n, i) => (i === place ? 1 : n));
  const data = new Float64Array(sizeOf(shape));
  const line = new Array<number>(size);
  for (let i = 0; i < data.length; i++) {
    const start = Math.floor(i / inner) * size * inner + (i % inner);
    for (let j = 0; j < size; j++) line[j] = x.data[start + j * inner]!;
    data[i] = f(line);
  }
  return { shape, data };
}

/** Replaces the numbers along an axis by f of them, which gives as many. */
export function along(x: Nd, axis: number, f: (numbers: number[]) => number[]): Nd {
  const place = axis < 0 ? axis + x.shape.length : axis;
  const inner = sizeOf(x.shape.slice(place + 1));
  const size = x.shape[place]!;
  const data = new Float64Array(x.data.length);
  for (let i = 0; i < (size ? data.length / size : 0); i++) {
    const start = Math.floor(i / inner) * size * inner + (i % inner);
    const line = Array.from({ length: size }, (_, j) => x.data[start + j * inner]!);
    f(line).forEach((value, j) => (data[start + j * inner] = value));
  }
  return { shape: x.shape, data };
}

export const squeeze = (x: Nd, axis: number): Nd =>
  reshape(
    x,
    x.shape.filter((_, i) => i !== (axis < 0 ? axis + x.shape.length : axis)),
  );

export const sum = (numbers: readonly number[] | Float64Array): number => {
  let total = 0;
  for (let i = 0; i < numbers.length; i++) total += numbers[i]!;
  return total;
};
export const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length;

/** A product of two matrices, or of batches of them, stretched to each other. */
export function matMul(a: Nd, b: Nd, flipA = false, flipB = false): Nd {
  const left = flipA ? swapLast(a) : a;
  const right = flipB ? swapLast(b) : b;
  const [m, k, n] = [left.shape.at(-2)!, left.shape.at(-1)!, right.shape.at(-1)!];
  const batchA = left.shape.slice(0, -2);
  const batchB = right.shape.slice(0, -2);
  const ids = (shape: readonly number[]) =>
    nd(
      shape,
      Array.from({ length: sizeOf(shape) }, (_, i) => i),
    );
  const pairs = zip(ids(batchA), ids(batchB), (i, j) => i * 2 ** 20 + j);
  const data = new Float64Array(pairs.data.length * m * n);
  pairs.data.forEach((pair, p) => {
    const [i, j] = [Math.floor(pair / 2 ** 20), pair % 2 ** 20];
    multiply(left.data, i * m * k, right.data, j * k * n, data, p * m * n, m, k, n);
  });
  return { shape: [...pairs.shape, m, n], data };
}

function multiply(
  a: Float64Array,
  fromA: number,
  b: Float64Array,
  fromB: number,
  out: Float64Array,
  to: number,
  m: number,
  k: number,
  n: number,
): void {
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const factor = a[fromA + i * k + l]!;
      for (let j = 0; j < n; j++) out[to + i * n + j]! += factor * b[fromB + l * n + j]!;
    }
  }
}

function swapLast(x: Nd): Nd {
  const order = x.shape.map((_, axis) => axis);
  return transpose(x, [...order.slice(0, -2), order.at(-1)!, order.at(-2)!]);
}
