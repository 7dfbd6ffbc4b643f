// What tfjs 4.22's webgl backend gets wrong.
import { registerGatherCheck } from "../gather-check";
import { registerDivision } from "./division";
import type { Tfjs } from "../kernels";

/** Throws if the device computes in 16 bits: three digits are too few to train with, and nothing would say so. */
export function correctWebgl(tf: Tfjs): void {
  if (!tf.env().getBool("WEBGL_RENDER_FLOAT32_ENABLED")) {
    throw new Error("this device's WebGL computes in 16-bit floats, too few digits to train with; take wasm or cpu");
  }
  mendPrecision(tf);
  registerDivision(tf);
  registerGatherCheck(tf, "webgl");
}

/** tfjs asks its question the wrong way round and takes 32-bit textures for 16-bit ones (tfjs#6980), which makes every
 *  default epsilon 10⁻⁴ instead of 10⁻⁷. Said of every webgl backend, also of one that starts later. */
function mendPrecision(tf: Tfjs): void {
  const backend = Object.getPrototypeOf(tf.backend()) as { floatPrecision(): 16 | 32; epsilon(): number };
  backend.floatPrecision = () => 32;
  backend.epsilon = () => 1e-7;
}
