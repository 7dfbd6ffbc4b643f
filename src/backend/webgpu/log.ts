// log on webgpu. WGSL leaves the logarithms of 0 and NaN open (−88 and 89 on SwiftShader); here they are −∞ and NaN, as on
// the other backends.
import { putKernel, sizeOf } from "../kernels";
import type { Info, Tfjs } from "../kernels";

interface WebGpuBackend {
  runWebGPUProgram(program: object, inputs: Info[], dtype: string): Info;
}

const workgroup = 128;

export function registerLog(tf: Tfjs): void {
  putKernel(tf, "Log", "webgpu", ({ inputs, backend }) => {
    const x = inputs.x as Info;
    return (backend as unknown as WebGpuBackend).runWebGPUProgram(logProgram(x.shape), [x], "float32");
  });
}

/** A program as tfjs-backend-webgpu 4.22 takes it: one number a thread. */
function logProgram(shape: number[]): object {
  return {
    variableNames: ["A"],
    outputShape: shape,
    shaderKey: "book_log",
    size: true,
    workgroupSize: [workgroup, 1, 1],
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    dispatch: [Math.ceil(sizeOf(shape) / workgroup), 1, 1],
    getUserCode: () => `
      fn main(index : i32) {
        if (index < uniforms.size) {
          let a = getAByOutputIndex(index);
          var y = log(a);
          if (a == 0.0) { y = -uniforms.INFINITY; }
          if (a < 0.0 || isnan(a)) { y = uniforms.NAN; }
          setOutputAtIndex(index, y);
        }
      }`,
  };
}
