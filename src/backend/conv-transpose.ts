// conv2dTranspose to a size that the convolution does not lead back from: every backend of tfjs 4.22 reads what it finds.
import { replaceKernel } from "./kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, Tfjs } from "./kernels";

interface Attributes {
  strides: number | [number, number];
  pad: "valid" | "same" | number | Tf.backend_util.ExplicitPadding;
  dataFormat: "NHWC" | "NCHW";
  inputShape: [number, number, number, number];
  dimRoundingMode?: "floor" | "round" | "ceil";
}

/** dy (B, H′, W′, D′), filter (h, w, D, D′), inputShape (B, H, W, D). */
export function refuseMisfitTransposes(tf: Tfjs, backendName: string): void {
  replaceKernel(tf, "Conv2DBackpropInput", backendName, (stock) => (args) => {
    const { dy, filter } = args.inputs as { dy: Info; filter: Info };
    const { strides, pad, dataFormat, inputShape, dimRoundingMode } = args.attrs as unknown as Attributes;
    const format = tf.backend_util.convertConv2DDataFormat(dataFormat);
    const sizes = filter.shape as [number, number, number, number];
    const conv = tf.backend_util.computeConv2DInfo(inputShape, sizes, strides, 1, pad, dimRoundingMode, false, format);
    if (dy.shape.join() === conv.outShape.join()) return stock(args);
    throw new Error(
      `conv2dTranspose to (${inputShape.join(", ")}) by a filter (${sizes.join(", ")}) and strides ${strides} ` +
        `needs (${conv.outShape.join(", ")}), got (${dy.shape.join(", ")})`,
    );
  });
}
