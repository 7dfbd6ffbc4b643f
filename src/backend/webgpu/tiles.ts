// Matrix products on webgpu, tile by tile: a workgroup lays a piece of both factors out in its memory and multiplies them
// there, each thread four rows by four columns. How a factor is read is the caller's: numbers under windows, for example
// (convolutions.ts). Plain matrices are multiplied in products.ts and by tfjs.
// C (count, M, N) = A (count, M, K) · B (count, K, N)
import { sizeOf } from "../kernels";
import { findGroups, run } from "./program";
import type { Info, Tfjs } from "../kernels";
import type { Program } from "./program";
import type { WebGpu } from "./queue";

/** Four numbers of a factor at a place k: of four rows of A, or four columns of B. */
export interface Factor {
  /** WGSL that returns them from `which` (0 … count − 1), `line` (the first of the four) and `k`; all u32. */
  code: string;
  /** Which of both neighbours in memory: numbers along k, or lines. */
  near: "k" | "lines";
}

export interface Product {
  reads: Record<string, Info>;
  /** What the code of the factors reads as `u.name`, besides M, N, K and count. */
  sizes?: Record<string, number>;
  a: Factor;
  b: Factor;
  M: number;
  N: number;
  K: number;
  count?: number;
  shape: number[];
  /** The sum is cut along K so that more workgroups have work, a piece having at least so many places; not at all unless said. */
  leastDepth?: number;
}

/** Workgroups that keep a GPU busy. */
const enough = 256;
const mostGroups = 65_535; // a side
const mostThreads = 64;

/** Whether a dispatch has room for the product. */
export function isMultiplied({ M, N, count = 1 }: Pick<Product, "M" | "N" | "count">): boolean {
  return Math.max(M / 16, N / 16) < mostGroups && count <= mostGroups / 64;
}

export function multiplyTiles(tf: Tfjs, webgpu: WebGpu, product: Product): Info {
  const { reads, sizes = {}, M, N, K, count = 1, shape } = product;
  const { down, across } = toTile(M, N);
  const depth = Math.min(32, upToPower(K));
  const tiles = Math.ceil(M / down / 4) * Math.ceil(N / across / 4) * count;
  const { parts, length } = toParts(K, depth, tiles, product.leastDepth);
  const C = webgpu.makeTensorInfo(shape, "float32");
  const sums = parts === 1 ? C : webgpu.makeTensorInfo([parts, count, M, N], "float32");
  run(tf, webgpu, {
    reads,
    writes: { sums },
    sizes: { ...sizes, M, N, K, count, length },
    groups: [Math.ceil(N / across / 4), Math.ceil(M / down / 4), count * parts],
    code: tileCode(product, down, across, depth),
  });
  if (parts > 1) addParts(tf, webgpu, sums, C, parts);
  return C;
}

/** Threads down and across, each with four rows or columns: powers of 2, so that few shaders serve all shapes. */
function toTile(M: number, N: number): { down: number; across: number } {
  const [rows, columns] = [upToPower(M / 4), upToPower(N / 4)];
  const across = Math.min(8, columns);
  const down = Math.min(16, rows, Math.floor(mostThreads / across));
  return { down, across: Math.min(16, columns, Math.floor(mostThreads / down)) };
}

const upToPower = (n: number): number => 2 ** Math.max(0, Math.ceil(Math.log2(n)));

function toParts(K: number, depth: number, tiles: number, leastDepth = K): { parts: number; length: number } {
  const wanted = Math.max(1, Math.min(Math.floor(enough / tiles), Math.floor(K / leastDepth)));
  const length = depth * Math.ceil(K / wanted / depth);
  return { parts: Math.ceil(K / length), length };
}

function tileCode({ a, b }: Product, down: number, across: number, depth: number): string {
  const lay = (name: string, { near }: Factor, groups: number, first: string) => {
    const [k, group] = near === "k" ? [`i % ${depth}u`, `i / ${depth}u`] : [`i / ${groups}u`, `i % ${groups}u`];
    return `
    for (var i = me; i < ${depth * groups}u; i += ${down * across}u) {
      let k = first + ${k};
      var numbers = Four();
      if (k < end) { numbers = read${name}(which, ${first} + 4u * (${group}), k); }
      tile${name}[(${k}) * ${groups}u + ${group}] = numbers;
    }`;
  };
  return `
alias Four = vec4<f32>;
var<workgroup> tileA : array<Four, ${depth * down}>;
var<workgroup> tileB : array<Four, ${depth * across}>;

fn readA(which : u32, line : u32, k : u32) -> Four {${a.code}}
fn readB(which : u32, line : u32, k : u32) -> Four {${b.code}}

@compute @workgroup_size(${down * across})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) me : u32) {
  let which = group.z % u.count;
  let start = (group.z / u.count) * u.length;
  let end = min(u.K, start + u.length);
  let firstRow = group.y * ${4 * down}u;
  let firstColumn = group.x * ${4 * across}u;
  let mine = vec2<u32>(me % ${across}u, me / ${across}u);
  var sum0 = Four();
  var sum1 = Four();
  var sum2 = Four();
  var sum3 = Four();
  for (var first = start; first < end; first += ${depth}u) {${lay("A", a, down, "firstRow")}${lay("B", b, across, "firstColumn")}
    workgroupBarrier();
    for (var k = 0u; k < ${depth}u; k++) {
      let four = tileA[k * ${down}u + mine.y];
      let row = tileB[k * ${across}u + mine.x];
      sum0 += four.x * row;
      sum1 += four.y * row;
      sum2 += four.z * row;
      sum3 += four.w * row;
    }
    workgroupBarrier();
  }
  let m = firstRow + 4u * mine.y;
  let at = (group.z * u.M + m) * u.N;
  let n = firstColumn + 4u * mine.x;
  write(at, n, sum0, m < u.M);
  write(at + u.N, n, sum1, m + 1u < u.M);
  write(at + 2u * u.N, n, sum2, m + 2u < u.M);
  write(at + 3u * u.N, n, sum3, m + 3u < u.M);
}

fn write(at : u32, n : u32, row : Four, isInside : bool) {
  if (!isInside) { return; }
  if (n < u.N) { sums[at + n] = row.x; }
  if (n + 1u < u.N) { sums[at + n + 1u] = row.y; }
  if (n + 2u < u.N) { sums[at + n + 2u] = row.z; }
  if (n + 3u < u.N) { sums[at + n + 3u] = row.w; }
}
`;
}

/** Σ over the parts, number by number. */
function addParts(tf: Tfjs, webgpu: WebGpu, sums: Info, total: Info, parts: number): void {
  const size = sizeOf(total.shape);
  const program: Program = {
    reads: { sums },
    writes: { total },
    sizes: { parts, size },
    groups: findGroups(Math.ceil(size / 64)),
    code: `
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let i = id.x + id.y * groups.x * 64u;
  if (i >= u.size) { return; }
  var sum = 0.0;
  for (var part = 0u; part < u.parts; part++) { sum += sums[part * u.size + i]; }
  total[i] = sum;
}`,
  };
  run(tf, webgpu, program);
  (webgpu as unknown as { disposeData(dataId: object): void }).disposeData(sums.dataId);
}
