// Operations for which a backend of tfjs 4.22 has no kernel, and which no model of the book needs: what to do instead.
// tfjs's own words name the kernel and no way out. FromPixels is not among them: tfjs asks whether it is there.
import type { Tfjs } from "./kernels";

const complex = ["Complex", "ComplexAbs", "Real", "Imag", "FFT", "IFFT"];
const others =
  "RaggedGather RaggedRange RaggedTensorToTensor StaticRegexReplace StringSplit StringToHashBucketFast Draw Unique " +
  "BitwiseAnd NonMaxSuppressionV4 SparseFillEmptyRows SparseReshape Dilation2DBackpropFilter Dilation2DBackpropInput";
const possible = [...complex, ...others.split(" ")];

export function refuseMissing(tf: Tfjs, backendName: string): void {
  for (const kernelName of possible) {
    if (tf.getKernel(kernelName, backendName)) continue;
    tf.registerKernel({ kernelName, backendName, kernelFunc: () => refuse(kernelName, backendName) });
  }
}

function refuse(kernelName: string, backendName: string): never {
  const what = complex.includes(kernelName) ? `${kernelName}: complex numbers and FFT` : kernelName;
  throw new Error(
    `tfjs's ${backendName} backend cannot compute ${what}; cpu can: add ?backend=cpu to the page's address`,
  );
}
