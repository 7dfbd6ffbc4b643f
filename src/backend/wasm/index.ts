// What tfjs 4.22's wasm backend lacks, gets wrong or does slowly.
import { registerSegmentSum } from "../segment-sum";
import { registerConvFilter } from "./conv-filter";
import { registerConv3DInput } from "./conv3d-input";
import { registerDepthwiseGradients } from "./depthwise-gradients";
import { keepDtypes } from "./dtypes";
import { mendBatchedGather } from "./gather";
import { registerWasmMatMul } from "./mat-mul";
import { registerMaxPoolGrad } from "./max-pool-grad";
import type { Tfjs } from "../kernels";

export function correctWasm(tf: Tfjs): void {
  registerWasmMatMul(tf);
  registerSegmentSum(tf, "wasm");
  registerConvFilter(tf); // after the product, which it calls
  registerConv3DInput(tf);
  registerDepthwiseGradients(tf);
  registerMaxPoolGrad(tf);
  mendBatchedGather(tf);
  keepDtypes(tf);
}
