// Division on webgl. tfjs 4.22 makes a/b 1 wherever a = b, because some devices divide inexactly; so 0/0 and ∞/∞ were 1.
import { putKernel } from "../kernels";
import type { Info, Tfjs } from "../kernels";

interface WebGlBackend {
  compileAndRun(program: object, inputs: Info[], dtype: string): Info;
}

export function registerDivision(tf: Tfjs): void {
  putKernel(tf, "RealDiv", "webgl", ({ inputs, backend }) => {
    const { a, b } = inputs as { a: Info; b: Info };
    const shape = tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    return (backend as unknown as WebGlBackend).compileAndRun(divisionProgram(shape), [a, b], "float32");
  });
}

/** A program as tfjs-backend-webgl 4.22 takes it. */
function divisionProgram(shape: number[]): object {
  return {
    variableNames: ["A", "B"],
    outputShape: shape,
    userCode: `
      void main() {
        float a = getAAtOutCoords();
        float b = getBAtOutCoords();
        if (a == b) { setOutput(a == 0.0 || isinf(a) ? NAN : 1.0); return; }
        setOutput(a / b);
      }`,
  };
}
