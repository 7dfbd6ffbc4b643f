// conv2d where a processor plays the GPU: as in products.ts, a thread holds up to 8×8 results in registers (pixels by
// channels) and shares nothing. The gradient by the input, of steps of 1, is the same with the filter turned over.
import { findGroups, run } from "./program";
import type { Info, Tfjs } from "../kernels";
import type { WebGpu } from "./queue";

/** Pixels and, at most, channels of a thread; threads of a workgroup, side by side along the channels. */
const [pixels, mostChannels, width] = [8, 8, 4];
const mostGroups = 65_535;

export interface Convolved {
  x: Info;
  filter: Info;
  shape: number[];
  /** P output pixels of all images, O channels out, and what convolutions.ts knows of a window. */
  sizes: Record<string, number> & { P: number; O: number };
  /** The filter is turned over, (R, K, O, C): x are slopes. */
  isBack?: boolean;
}

/** x (N, H, W, C), filter (R, K, C, O) → (N, H', W', O); undefined where there are too many channels for a dispatch. */
export function convolve(
  tf: Tfjs,
  webgpu: WebGpu,
  { x, filter, shape, sizes, isBack = false }: Convolved,
): Info | undefined {
  const channels = Math.min(mostChannels, 2 ** Math.ceil(Math.log2(Math.ceil(sizes.O / width))));
  const [count, times] = findGroups(Math.ceil(sizes.P / pixels));
  const groups = [Math.ceil(sizes.O / (channels * width)), count, times] as const;
  if (Math.max(...groups) > mostGroups) return undefined;
  const y = webgpu.makeTensorInfo(shape, "float32");
  run(tf, webgpu, { reads: { x, w: filter }, writes: { y }, sizes, groups, code: toCode(channels, isBack) });
  return y;
}

/** `line(i)` for each of so many, one a line. */
const each = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");
const down = (line: (i: number) => string): string => each(pixels, line);

/** Pixels and channels beyond the end are computed from the last one and not written. */
function toCode(channels: number, isBack: boolean): string {
  const along = (line: (j: number) => string): string => each(channels, line);
  const place = isBack
    ? "((u.R - 1u - r) * u.columns + u.columns - 1u - k) * u.C * u.O"
    : "(r * u.columns + k) * u.C * u.O";
  return `
@compute @workgroup_size(${width})
fn main(
  @builtin(workgroup_id) group : vec3<u32>,
  @builtin(num_workgroups) count : vec3<u32>,
  @builtin(local_invocation_id) thread : vec3<u32>,
) {
  let pixel = (group.y + group.z * count.y) * ${pixels}u;
  let channel = group.x * ${channels * width}u + thread.x;
  ${along((j) => `let channel${j} = min(channel + ${j * width}u, u.O - 1u);`)}
  ${down(
    (i) => `
  let pixel${i} = min(pixel + ${i}u, u.P - 1u);
  let row${i} = pixel${i} / u.outWidth;
  let image${i} = row${i} / u.outHeight;
  let top${i} = i32((row${i} - image${i} * u.outHeight) * u.down) - i32(u.top);
  let left${i} = i32((pixel${i} - row${i} * u.outWidth) * u.across) - i32(u.left);`,
  )}
  ${down((i) => along((j) => `var sum${i}_${j} = 0.0;`))}
  for (var r = 0u; r < u.R; r++) {
    for (var k = 0u; k < u.columns; k++) {
      ${down(
        (i) => `
      let y${i} = u32(top${i} + i32(r * u.dilationDown));
      let x${i} = u32(left${i} + i32(k * u.dilationAcross));
      let isInside${i} = y${i} < u.inHeight && x${i} < u.inWidth; // what is below 0 has become large
      let at${i} = select(0u, ((image${i} * u.inHeight + y${i}) * u.inWidth + x${i}) * u.C, isInside${i});`,
      )}
      let weight = ${place};
      for (var c = 0u; c < u.C; c++) {
        ${down((i) => `let a${i} = select(0.0, x[at${i} + c], isInside${i});`)}
        ${along((j) => `let b${j} = w[weight + ${isBack ? `channel${j} * u.C + c` : `c * u.O + channel${j}`}];`)}
        ${down((i) => along((j) => `sum${i}_${j} += a${i} * b${j};`))}
      }
    }
  }
  ${down((i) =>
    along(
      (j) =>
        `if (pixel + ${i}u < u.P && channel + ${j * width}u < u.O) { y[pixel${i} * u.O + channel${j}] = sum${i}_${j}; }`,
    ),
  )}
}
`;
}
