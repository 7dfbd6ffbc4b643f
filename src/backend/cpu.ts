// What tfjs 4.22's cpu backend does too slowly to train an embedding with.
import { registerSegmentSum } from "./segment-sum";
import type { Tfjs } from "./kernels";

export function correctCpu(tf: Tfjs): void {
  registerSegmentSum(tf, "cpu");
}
