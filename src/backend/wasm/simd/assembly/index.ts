// What the module gives. Written in AssemblyScript, which is TypeScript with the types of WebAssembly; it works on the
// memory of tfjs's own module, has no data and allocates nothing. Addresses are bytes, sizes and steps are numbers.
export { adam } from "./adam";
export { attend, attendBack, stripSize } from "./attention";
export { crossEntropy } from "./cross-entropy";
export { gelu, geluBack } from "./gelu";
export { gru, gruBack } from "./gru";
export { copyLines } from "./lines";
export { lstm, lstmBack } from "./lstm";
export { multiply, scratchBytes } from "./matrix";
export { norm, normBack } from "./norm";
export { exp, power, tanh } from "./pointwise";
export { sums } from "./sums";
export { maxPoolBack, passWindows } from "./windows";
export { centeredRmsProp, momentum, rmsProp, sgd } from "./updates";
