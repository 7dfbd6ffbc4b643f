// What a cell gets from `import { … } from "book"`: everything that the chapters build. Names only, nothing is made here.

export { assert, assertClose, AssertionError } from "./assert";
export { binaryCrossEntropy, logisticGradient, logisticLoss, logSumExp, sigmoid, softmax } from "./classification";
export { select, slider, toggle, type SliderRange } from "./controls";
export { numericalGradient } from "./differences";
export { drawingPad, type DrawingSpec } from "./drawing-pad";
export { numberInput, textInput, type NumberRange, type TextSpec } from "./fields";
export { display, figure, progress, type FigureHandle, type FigureSpec } from "./figure";
export { imageFile, textFile, type ImageFile, type TextFile } from "./files";
export { descend, type DescentSpec } from "./gradient-descent";
export { hessian, linearData, normalEquations, predict, withOnes, type LinearSpec } from "./linear";
export { gaussianNll, mse, mseGradient } from "./losses";
export { dot, eigenvalues, gram, largestGap, mean, minus, solve, times, transpose } from "./matrix";
export { moons, type MoonsSpec } from "./moons";
export { pointField, type FieldSpec, type Point } from "./point-field";
export { seeded, type Random } from "./random";
// What needs the tensor library is imported by its own name, so that a cell without tensors loads none of it:
// book/mnist, book/mlp, book/cross-entropy, book/train, book/accuracy, book/digit-sheet.
