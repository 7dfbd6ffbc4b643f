// matMul where a processor plays the GPU: barriers and shared memory, on which tfjs's kernels rely, cost there more than
// they save. Each thread holds 8×8 results in registers and shares nothing; neighbours read neighbouring columns. On
// SwiftShader several times as fast as tfjs's kernels at the shapes of the book. A real GPU keeps tfjs's, and so does who
// asks for one of them by WEBGPU_MATMUL_PROGRAM_TYPE.
import { replaceKernel, sizeOf } from "../kernels";
import { run } from "./program";
import type { Info, Tfjs } from "../kernels";
import type { WebGpu } from "./queue";

/** Results of a thread, down and across; threads of a workgroup, side by side. */
const [tileRows, tileColumns, width] = [8, 8, 4];
const mostGroups = 65_535;

interface Product {
  a: Info;
  b: Info;
  transposeA: boolean;
  transposeB: boolean;
  /** Added to each row, one number a column. */
  bias?: Info | undefined;
  activation?: string | undefined;
}

export function registerProducts(tf: Tfjs): void {
  for (const name of ["BatchMatMul", "_FusedMatMul"]) {
    replaceKernel(tf, name, "webgpu", (stock) => (args) => {
      const webgpu = args.backend as unknown as WebGpu;
      const product = { ...args.inputs, ...args.attrs } as unknown as Product;
      const isOurs = isSoftware(webgpu.device) && tf.env().getNumber("WEBGPU_MATMUL_PROGRAM_TYPE") < 0;
      return isOurs && fits(webgpu, product) ? multiply(tf, webgpu, product) : stock(args);
    });
  }
}

/** Whether a device is played by the processor. Browsers that do not say are taken at their name. */
export function isSoftware({ adapterInfo }: GPUDevice): boolean {
  const info = adapterInfo as (GPUAdapterInfo & { isFallbackAdapter?: boolean }) | undefined;
  return info?.isFallbackAdapter === true || /swiftshader|llvmpipe/i.test(info?.architecture ?? "");
}

/** Fractions, no side empty, no more groups than a dispatch has room for, as many batches on both sides or one; at most a row of biases and a ReLU. */
function fits(webgpu: WebGpu, product: Product): boolean {
  const { a, b, transposeB, bias, activation = "linear" } = product;
  const isRow = !bias || sizeOf(bias.shape) === lastTwo(b, transposeB)[1];
  if (!isRow || !(activation === "linear" || activation === "relu")) return false;
  const areFractions = [a, b, ...(bias ? [bias] : [])].every(
    ({ dtype, dataId }) => dtype === "float32" && webgpu.tensorMap.get(dataId).dtype === "float32",
  );
  const [batchA, batchB] = [batchOf(a), batchOf(b)];
  const isEven = batchA === batchB || batchA === 1 || batchB === 1;
  const hasRoom = Math.max(...groupsOf(product)) <= mostGroups;
  return areFractions && isEven && sizeOf(a.shape) * sizeOf(b.shape) > 0 && hasRoom;
}

function groupsOf({ a, b, transposeA, transposeB }: Product): [x: number, y: number, z: number] {
  const [rows, columns] = [lastTwo(a, transposeA)[0], lastTwo(b, transposeB)[1]];
  const batches = Math.max(batchOf(a), batchOf(b));
  return [Math.ceil(columns / (tileColumns * width)), Math.ceil(rows / tileRows), batches];
}

const batchOf = ({ shape }: Info): number => sizeOf(shape.slice(0, -2));

function multiply(tf: Tfjs, webgpu: WebGpu, one: Product): Info {
  const { a, b, transposeA, transposeB, bias } = one;
  const [rows, inner] = lastTwo(a, transposeA);
  const [, columns] = lastTwo(b, transposeB);
  const [batchA, batchB] = [batchOf(a), batchOf(b)];
  const batches = batchA === batchB && a.shape.length < b.shape.length ? b : batchA < batchB ? b : a;
  const product = webgpu.makeTensorInfo([...batches.shape.slice(0, -2), rows, columns], "float32");
  run(tf, webgpu, {
    reads: { a, b, ...(bias && { bias }) },
    writes: { product },
    sizes: {
      rows,
      columns,
      inner,
      stepA: batchA > 1 ? rows * inner : 0,
      stepB: batchB > 1 ? inner * columns : 0,
    },
    groups: groupsOf(one),
    code: toCode(one),
  });
  return product;
}

const lastTwo = ({ shape }: Info, isFlipped: boolean): [number, number] => {
  const [first, second] = shape.slice(-2) as [number, number];
  return isFlipped ? [second, first] : [first, second];
};

/** `with(i)` for each of so many, one a line. */
const each = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

/** Rows and columns beyond the end are computed from the last one and not written. */
function toCode({ transposeA, transposeB, bias, activation }: Product): string {
  const down = (line: (i: number) => string): string => each(tileRows, line);
  const across = (line: (j: number) => string): string => each(tileColumns, line);
  const biased = (i: number, j: number): string => `sum${i}_${j}${bias ? ` + bias[column${j}]` : ""}`;
  const result = (i: number, j: number): string => (activation === "relu" ? `max(${biased(i, j)}, 0.0)` : biased(i, j));
  return `
    @compute @workgroup_size(${width})
    fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_id) thread : vec3<u32>) {
      let row = group.y * ${tileRows}u;
      let column = group.x * ${tileColumns * width}u + thread.x;
      ${down((i) => `let row${i} = min(row + ${i}u, u.rows - 1u);`)}
      ${across((j) => `let column${j} = min(column + ${j * width}u, u.columns - 1u);`)}
      ${down((i) => `var atA${i} = group.z * u.stepA + row${i}${transposeA ? "" : " * u.inner"};`)}
      ${across((j) => `var atB${j} = group.z * u.stepB + column${j}${transposeB ? " * u.inner" : ""};`)}
      ${down((i) => across((j) => `var sum${i}_${j} = 0.0;`))}
      for (var k = 0u; k < u.inner; k++) {
        ${down((i) => `let a${i} = a[atA${i}]; atA${i} += ${transposeA ? "u.rows" : "1u"};`)}
        ${across((j) => `let b${j} = b[atB${j}]; atB${j} += ${transposeB ? "1u" : "u.columns"};`)}
        ${down((i) => across((j) => `sum${i}_${j} += a${i} * b${j};`))}
      }
      let start = group.z * u.rows * u.columns;
      ${down((i) =>
        across(
          (j) => `if (row + ${i}u < u.rows && column + ${j * width}u < u.columns) {
            product[start + row${i} * u.columns + column${j}] = ${result(i, j)};
          }`,
        ),
      )}
    }`;
}
