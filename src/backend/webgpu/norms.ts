// LayerNorm and RmsNorm for webgpu in one dispatch, and their ways back in two: a workgroup a row for what is summed along
// a row, one for eight columns for what is summed along columns. src/book/layer-norm.ts has the
// formulas; what is not of float32, or no number, goes to ../layers.ts.
import { putKernel, sizeOf } from "../kernels";
import { isSoftware } from "./products";
import { findGroups, run } from "./program";
import type { Info, Tfjs } from "../kernels";
import type { WebGpu } from "./queue";

export function registerNorms(tf: Tfjs): void {
  registerNorm(tf, "LayerNorm", true);
  registerNorm(tf, "RmsNorm", false);
}

/** Of a workgroup: a processor that plays the GPU waits long at each barrier where they are many. */
const findWidth = ({ device }: WebGpu): number => (isSoftware(device) ? 4 : 32);

/** A row is a workgroup's: its threads take the numbers in turns, and all add up what all have found. */
const byRows = (width: number, body: string): string => `
  const width = ${width}u;
  var<workgroup> firsts : array<f32, width>;
  var<workgroup> seconds : array<f32, width>;

  @compute @workgroup_size(width)
  fn main(
    @builtin(workgroup_id) group : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
    @builtin(local_invocation_index) thread : u32,
  ) {
    let row = group.x + group.y * count.x;
    if (row >= u.rows) { return; }
    let start = row * u.d;
    let size = f32(u.d);
    ${body}
  }`;

/** Σ of an array that each thread has written its own number into. */
const total = (name: string, array: string): string => `
    workgroupBarrier();
    var ${name} = 0.0;
    for (var i = 0u; i < width; i++) { ${name} += ${array}[i]; }`;

const mean = `
    var own = 0.0;
    for (var i = thread; i < u.d; i += width) { own += x[start + i]; }
    firsts[thread] = own;
    ${total("sum", "firsts")}
    let mean = sum / size;`;

const normCode = (width: number, isCentred: boolean): string =>
  byRows(
    width,
    `
    ${isCentred ? mean : "let mean = 0.0;"}
    var ownSquares = 0.0;
    for (var i = thread; i < u.d; i += width) {
      let centred = x[start + i] - mean;
      ownSquares += centred * centred;
    }
    seconds[thread] = ownSquares;
    ${total("squares", "seconds")}
    let scale = inverseSqrt(squares / size + u.epsilon);
    for (var i = thread; i < u.d; i += width) {
      y[start + i] = (x[start + i] - mean) * scale * gain[i]${isCentred ? " + bias[i]" : ""};
    }
    if (thread == 0u) {
      means[row] = mean;
      scales[row] = scale;
    }`,
  );

/** r (g − mean g − n mean gn) with n = (x − m) r and g = dy · gain; without mean g if not centred. */
const normBackCode = (width: number, isCentred: boolean): string =>
  byRows(
    width,
    `
    let mean = means[row];
    let scale = scales[row];
    var slope = 0.0;
    var along = 0.0;
    for (var i = thread; i < u.d; i += width) {
      let g = dy[start + i] * gain[i];
      slope += g;
      along += g * (x[start + i] - mean) * scale;
    }
    firsts[thread] = slope;
    seconds[thread] = along;
    ${total("slopes", "firsts")}
    ${total("lengths", "seconds")}
    let shift = ${isCentred ? "slopes / size" : "0.0"};
    let turn = lengths / size;
    for (var i = thread; i < u.d; i += width) {
      let normal = (x[start + i] - mean) * scale;
      dx[start + i] = scale * (dy[start + i] * gain[i] - shift - normal * turn);
    }`,
  );

const columns = 8;
const lanes = 32;

/** Σ dy n and Σ dy over few rows: a thread a column, and none waits. */
const fewRows = 64;
const shortColumnCode = (isCentred: boolean): string => `
  @compute @workgroup_size(${fewRows})
  fn main(
    @builtin(workgroup_id) group : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
    @builtin(local_invocation_index) thread : u32,
  ) {
    let column = (group.x + group.y * count.x) * ${fewRows}u + thread;
    if (column >= u.d) { return; }
    var gained = 0.0;
    var shifted = 0.0;
    for (var row = 0u; row < u.rows; row++) {
      let i = row * u.d + column;
      gained += dy[i] * (x[i] - means[row]) * scales[row];
      shifted += dy[i];
    }
    dgain[column] = gained;
    ${isCentred ? "dbias[column] = shifted;" : ""}
  }`;

/** Σ dy n and Σ dy over all rows: eight columns a workgroup, each by 32 threads. */
const columnCode = (isCentred: boolean): string => `
  var<workgroup> gains : array<f32, ${columns * lanes}>;
  var<workgroup> shifts : array<f32, ${columns * lanes}>;

  @compute @workgroup_size(${columns}, ${lanes})
  fn main(
    @builtin(workgroup_id) group : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
    @builtin(local_invocation_id) thread : vec3<u32>,
  ) {
    let column = (group.x + group.y * count.x) * ${columns}u + thread.x;
    var gained = 0.0;
    var shifted = 0.0;
    if (column < u.d) {
      for (var row = thread.y; row < u.rows; row += ${lanes}u) {
        let i = row * u.d + column;
        gained += dy[i] * (x[i] - means[row]) * scales[row];
        shifted += dy[i];
      }
    }
    let place = thread.y * ${columns}u + thread.x;
    gains[place] = gained;
    shifts[place] = shifted;
    workgroupBarrier();
    if (thread.y != 0u || column >= u.d) { return; }
    for (var lane = 1u; lane < ${lanes}u; lane++) {
      gained += gains[lane * ${columns}u + thread.x];
      shifted += shifts[lane * ${columns}u + thread.x];
    }
    dgain[column] = gained;
    ${isCentred ? "dbias[column] = shifted;" : ""}
  }`;

/** x (…, d), gain, bias (d) → y (…, d), and of each row the mean and 1/√(variance + ε), (rows). */
function registerNorm(tf: Tfjs, name: string, isCentred: boolean): void {
  putKernel(tf, name, "webgpu", ({ inputs, attrs, backend }) => {
    const { x, gain, bias } = inputs as { x: Info; gain: Info; bias?: Info };
    const { epsilon } = attrs as unknown as { epsilon: number };
    const [rows, d] = [sizeOf(x.shape.slice(0, -1)), x.shape.at(-1)!];
    const shapes = [x.shape, [rows], [rows]];
    const webgpu = backend as unknown as WebGpu;
    const results = shapes.map((shape) => webgpu.makeTensorInfo(shape, "float32"));
    const [y, means, scales] = results as [Info, Info, Info];
    run(tf, webgpu, {
      reads: { x, gain, ...(bias && { bias }) },
      writes: { y, means, scales },
      sizes: { rows, d },
      numbers: { epsilon },
      groups: findGroups(rows),
      code: normCode(findWidth(webgpu), isCentred),
    });
    return results;
  });

  putKernel(tf, `${name}Back`, "webgpu", ({ inputs, backend }) => {
    const saved = inputs as unknown as Saved;
    const { shape } = saved.x;
    const [rows, d] = [sizeOf(shape.slice(0, -1)), shape.at(-1)!];
    const shapes = isCentred ? [shape, [d], [d]] : [shape, [d]];
    const webgpu = backend as unknown as WebGpu;
    const results = shapes.map((one) => webgpu.makeTensorInfo(one, "float32"));
    goBack(tf, webgpu, saved, results, { rows, d });
    return results;
  });
}

type Saved = Record<"dy" | "x" | "gain" | "means" | "scales", Info>;

/** Without dbias, rows are not centred. */
function goBack(tf: Tfjs, webgpu: WebGpu, saved: Saved, results: Info[], sizes: { rows: number; d: number }): void {
  const { dy, x, gain, means, scales } = saved;
  const [dx, dgain, dbias] = results;
  const isShort = sizes.rows <= fewRows;
  run(tf, webgpu, {
    reads: { dy, x, gain, means, scales },
    writes: { dx: dx! },
    sizes,
    groups: findGroups(sizes.rows),
    code: normBackCode(findWidth(webgpu), dbias !== undefined),
  });
  run(tf, webgpu, {
    reads: { dy, x, means, scales },
    writes: { dgain: dgain!, ...(dbias && { dbias }) },
    sizes,
    groups: findGroups(Math.ceil(sizes.d / (isShort ? fewRows : columns))),
    code: (isShort ? shortColumnCode : columnCode)(dbias !== undefined),
  });
}
