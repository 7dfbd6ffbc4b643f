// Whole numbers and truths to fractions on webgpu. tfjs 4.22 only says that they are fractions now; most of its kernels ask
// again what lies there, but products and convolutions read the bits of whole numbers as fractions: nearly 0.
import { replaceKernel, sizeOf } from "../kernels";
import type { Info, Tfjs } from "../kernels";

interface WebGpuBackend {
  runWebGPUProgram(program: object, inputs: Info[], dtype: string): Info;
}

const workgroup = 128;

export function registerCast(tf: Tfjs): void {
  replaceKernel(tf, "Cast", "webgpu", (stock) => (args) => {
    const x = args.inputs.x as Info;
    const { dtype } = args.attrs as { dtype: string };
    const isWidened = dtype === "float32" && (x.dtype === "int32" || x.dtype === "bool");
    if (!isWidened || sizeOf(x.shape) === 0) return stock(args);
    return (args.backend as unknown as WebGpuBackend).runWebGPUProgram(castProgram(x.shape), [x], "float32");
  });
}

/** A program as tfjs-backend-webgpu 4.22 takes it: one number a thread. */
function castProgram(shape: number[]): object {
  const groups = Math.ceil(sizeOf(shape) / workgroup);
  const across = Math.min(groups, 65_535); // of workgroups a side
  return {
    variableNames: ["A"],
    outputShape: shape,
    shaderKey: "book_cast",
    size: true,
    workgroupSize: [workgroup, 1, 1],
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    dispatch: [across, Math.ceil(groups / across), 1],
    getUserCode: () => `
      fn main(index : i32) {
        if (index < uniforms.size) { setOutputAtIndex(index, f32(getAByOutputIndex(index))); }
      }`,
  };
}
