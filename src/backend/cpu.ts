// What tfjs 4.22's cpu backend does too slowly to train with.
import { registerSegmentSum } from "./segment-sum";
import { registerUpdates } from "./update-rules";
import type { Tfjs } from "./kernels";

export function correctCpu(tf: Tfjs): void {
  registerSegmentSum(tf, "cpu");
  registerUpdates(tf, "cpu");
}
