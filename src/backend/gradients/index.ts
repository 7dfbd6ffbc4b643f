// All gradients that are mended or added. They belong to tfjs, not to a backend: once is enough.
import { registerAvgPoolGradient } from "./avg-pool";
import { registerBroadcastGradients } from "./broadcast";
import { registerComparisonGradients } from "./comparisons";
import { registerCumulativeGradients } from "./cumulative";
import { registerDilatedConvGradients } from "./dilated-conv";
import { registerEinsumGradient } from "./einsum";
import { registerLayerGradients } from "./layers";
import { registerLogSigmoidGradient } from "./log-sigmoid";
import { registerMatMulGradient } from "./mat-mul";
import { registerPartGradients } from "./parts";
import { registerPickingGradients } from "./pickings";
import { registerProductGradient } from "./products";
import { registerRecurrentGradients } from "./recurrent";
import { registerResizeGradient } from "./resize";
import { registerSampleGradients } from "./samples";
import { registerSecondOrder } from "./second-order";
import { registerSumGradients } from "./sums";
import type { Tfjs } from "../kernels";

export function registerGradients(tf: Tfjs): void {
  registerAvgPoolGradient(tf);
  registerBroadcastGradients(tf);
  registerComparisonGradients(tf);
  registerCumulativeGradients(tf);
  registerDilatedConvGradients(tf);
  registerEinsumGradient(tf);
  registerLayerGradients(tf);
  registerLogSigmoidGradient(tf);
  registerMatMulGradient(tf);
  registerPartGradients(tf);
  registerPickingGradients(tf);
  registerProductGradient(tf);
  registerRecurrentGradients(tf);
  registerResizeGradient(tf);
  registerSampleGradients(tf);
  registerSumGradients(tf);
  registerSecondOrder(tf);
}
