// What tfjs 4.22's wasm backend lacks, gets wrong or does slowly.
import { registerPlaceChecks } from "../gather-check";
import { registerSegmentSum } from "../segment-sum";
import { registerWasmStretch } from "../stretch";
import { registerAttention } from "./attention";
import { registerConvFilter } from "./conv-filter";
import { registerConv3DInput } from "./conv3d-input";
import { registerConvolutions } from "./convolutions";
import { registerCrossEntropy } from "./cross-entropy";
import { registerDepthwiseGradients } from "./depthwise-gradients";
import { keepDtypes } from "./dtypes";
import { mendFusedBatches } from "./fused-batches";
import { mendGather } from "./gather";
import { shareIdentity } from "./identity";
import { mendLargest } from "./largest";
import { registerLayers } from "./layers";
import { registerWasmMatMul } from "./mat-mul";
import { registerMaxPoolGrad } from "./max-pool-grad";
import { keepPackedApart } from "./packed";
import { registerParts } from "./parts";
import { registerPointwise } from "./pointwise";
import { mendWidePools } from "./pools";
import { registerProducts } from "./products";
import { registerRecurrent } from "./recurrent";
import { findSimd } from "./simd";
import { mendStretching } from "./stretched";
import { registerPasses, registerPlainUpdates } from "./updates";
import { mendValues } from "./values";
import type { Tfjs, WasmBackend } from "../kernels";

export function correctWasm(tf: Tfjs): void {
  keepPackedApart(tf);
  registerSegmentSum(tf, "wasm");
  registerConv3DInput(tf);
  registerDepthwiseGradients(tf);
  registerMaxPoolGrad(tf);
  mendGather(tf);
  keepDtypes(tf);
  shareIdentity(tf);
  registerWasmStretch(tf);
  mendFusedBatches(tf);
  if (findSimd(tf.backend() as unknown as WasmBackend)) registerSimd(tf);
  else registerPlain(tf);
  mendValues(tf);
  mendWidePools(tf);
  mendLargest(tf);
  mendStretching(tf);
  registerPlaceChecks(tf, "wasm");
}

/** Our own kernels in WebAssembly. */
function registerSimd(tf: Tfjs): void {
  registerProducts(tf);
  registerConvolutions(tf);
  registerPointwise(tf);
  registerParts(tf);
  registerCrossEntropy(tf);
  registerLayers(tf);
  registerAttention(tf);
  registerPasses(tf);
  registerRecurrent(tf);
}

/** Where a browser has no SIMD, or tfjs runs threads. */
function registerPlain(tf: Tfjs): void {
  registerWasmMatMul(tf);
  registerConvFilter(tf); // after the product, which it calls
  registerPlainUpdates(tf);
}
