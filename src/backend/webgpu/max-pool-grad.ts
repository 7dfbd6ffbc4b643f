// The gradient of maxPool on webgpu in one dispatch. tfjs 4.22 finds the places of all maxima first and looks for them
// then, the last of equal ones; here the first of equal ones gets it, as on the other backends.
import { replaceKernel, sizeOf } from "../kernels";
import { findGroups, run } from "./program";
import type { Info, Tfjs } from "../kernels";
import type { WebGpu } from "./queue";

interface Pooling {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: "valid" | "same" | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

const threads = 64;

export function registerMaxPoolGrad(tf: Tfjs): void {
  replaceKernel(tf, "MaxPoolGrad", "webgpu", (stock) => (args) => {
    const { dy, input, output } = args.inputs as { dy: Info; input: Info; output: Info };
    const { filterSize, strides, pad, dimRoundingMode } = args.attrs as unknown as Pooling;
    if ([dy, input, output].some(({ dtype, shape }) => dtype !== "float32" || sizeOf(shape) === 0)) return stock(args);
    const shape = input.shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const webgpu = args.backend as unknown as WebGpu;
    const dx = webgpu.makeTensorInfo(input.shape, "float32");
    // Windows that stand side by side share no number; those that begin beyond the last are only of numbers without a window.
    const isApart = info.filterHeight === info.strideHeight && info.filterWidth === info.strideWidth;
    const windowRows = Math.ceil((info.inHeight + info.padInfo.top) / info.strideHeight);
    const windowColumns = Math.ceil((info.inWidth + info.padInfo.left) / info.strideWidth);
    const windows = info.batchSize * windowRows * windowColumns;
    run(tf, webgpu, {
      reads: { dy, x: input, y: output },
      writes: { dx },
      sizes: {
        rows: info.filterHeight,
        columns: info.filterWidth,
        down: info.strideHeight,
        across: info.strideWidth,
        inHeight: info.inHeight,
        inWidth: info.inWidth,
        outHeight: info.outHeight,
        outWidth: info.outWidth,
        top: info.padInfo.top,
        left: info.padInfo.left,
        channels: info.inChannels,
        size: isApart ? windows * info.inChannels : sizeOf(shape),
        windowRows,
        windowColumns,
      },
      groups: findGroups(Math.ceil((isApart ? windows * info.inChannels : sizeOf(shape)) / threads)),
      code: isApart ? codeApart : code,
    });
    return dx;
  });
}

/** A thread has one number of x and looks at all windows that cover it. */
const code = `
@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let i = id.x + id.y * groups.x * ${threads}u;
  if (i >= u.size) { return; }
  let channel = i % u.channels;
  let pixel = i / u.channels;
  let image = pixel / (u.inWidth * u.inHeight);
  let row = (pixel / u.inWidth) % u.inHeight + u.top; // in the padded image
  let column = pixel % u.inWidth + u.left;
  let value = x[i];
  var sum = 0.0;
  for (var r = firstWindow(row, u.rows, u.down); r <= min(row / u.down, u.outHeight - 1u); r++) {
    for (var c = firstWindow(column, u.columns, u.across); c <= min(column / u.across, u.outWidth - 1u); c++) {
      let window = ((image * u.outHeight + r) * u.outWidth + c) * u.channels + channel;
      if (value == y[window] && isFirst(value, image, channel, r * u.down, c * u.across, row, column)) {
        sum += dy[window];
      }
    }
  }
  dx[i] = sum;
}

/** The first of the windows, \`size\` long and \`step\` apart, that reaches a place. */
fn firstWindow(place : u32, size : u32, step : u32) -> u32 {
  return select(0u, (place + step - size) / step, place >= size);
}

/** Whether no number before this one in the window is as large. */
fn isFirst(value : f32, image : u32, channel : u32, top : u32, left : u32, row : u32, column : u32) -> bool {
  for (var r = max(top, u.top); r <= row; r++) {
    let last = select(left + u.columns, column, r == row);
    for (var c = max(left, u.left); c < min(last, u.inWidth + u.left); c++) {
      let place = ((image * u.inHeight + r - u.top) * u.inWidth + c - u.left) * u.channels + channel;
      if (x[place] == value) { return false; }
    }
  }
  return true;
}
`;

/** A thread has one window and gives all its numbers theirs. */
const codeApart = `
@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) id : vec3<u32>, @builtin(num_workgroups) groups : vec3<u32>) {
  let i = id.x + id.y * groups.x * ${threads}u;
  if (i >= u.size) { return; }
  let place = i / u.channels;
  let channel = i - place * u.channels;
  let line = place / u.windowColumns;
  let column = place - line * u.windowColumns;
  let image = line / u.windowRows;
  let row = line - image * u.windowRows;
  let window = ((image * u.outHeight + row) * u.outWidth + column) * u.channels + channel;
  let isWindow = row < u.outHeight && column < u.outWidth;
  let largest = select(0.0, y[window], isWindow);
  var left = select(0.0, dy[window], isWindow);
  for (var r = 0u; r < u.rows; r++) {
    let inRow = row * u.down + r - u.top;
    if (inRow >= u.inHeight) { continue; } // what is above the image has become large
    for (var c = 0u; c < u.columns; c++) {
      let inColumn = column * u.across + c - u.left;
      if (inColumn >= u.inWidth) { continue; }
      let at = ((image * u.inHeight + inRow) * u.inWidth + inColumn) * u.channels + channel;
      let isLargest = x[at] == largest;
      dx[at] = select(0.0, left, isLargest);
      if (isLargest) { left = 0.0; }
    }
  }
}
`;
