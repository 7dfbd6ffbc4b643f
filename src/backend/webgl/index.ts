// What tfjs 4.22's webgl backend gets wrong.
import { registerGatherCheck, registerPlaceChecks } from "../gather-check";
import { registerDivision } from "./division";
import { replaceKernel } from "../kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Tfjs } from "../kernels";

/** Throws if the device computes in 16 bits: three digits are too few to train with, and nothing would say so. */
export function correctWebgl(tf: Tfjs): void {
  if (!tf.env().getBool("WEBGL_RENDER_FLOAT32_ENABLED")) {
    throw new Error("this device's WebGL computes in 16-bit floats, too few digits to train with; take wasm or cpu");
  }
  mendPrecision(tf);
  mendClip(tf);
  registerDivision(tf);
  registerGatherCheck(tf, "webgl");
  registerPlaceChecks(tf, "webgl");
}

/** tfjs asks its question the wrong way round and takes 32-bit textures for 16-bit ones (tfjs#6980), which makes every
 *  default epsilon 10⁻⁴ instead of 10⁻⁷. Said of every webgl backend, also of one that starts later. */
function mendPrecision(tf: Tfjs): void {
  const backend = Object.getPrototypeOf(tf.backend()) as { floatPrecision(): 16 | 32; epsilon(): number };
  backend.floatPrecision = () => 32;
  backend.epsilon = () => 1e-7;
}

/** Four numbers stand in one texel, and where one is NaN tfjs leaves all four as they are. */
function mendClip(tf: Tfjs): void {
  replaceKernel(tf, "ClipByValue", "webgl", (stock) => (args) => {
    const x = args.inputs.x as Tf.Tensor;
    const { clipValueMin, clipValueMax } = args.attrs as { clipValueMin: number; clipValueMax: number };
    if (x.dtype !== "float32") return stock(args);
    return tf.tidy(() => tf.minimum(tf.maximum(x, clipValueMin), clipValueMax));
  });
}
