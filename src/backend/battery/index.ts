// The battery: operations of tfjs, forward and by their gradients, on inputs chosen where faults hide. Cases are data;
// `run.ts` runs them on a backend, in Node as in a page.
import { blockCases } from "./blocks";
import { convolutionCases } from "./convolutions";
import { cornerCases } from "./corners";
import { dtypeCases } from "./dtypes";
import { elementwise } from "./elementwise";
import { imageCases } from "./images";
import { layerCases } from "./layers";
import { lossCases } from "./losses";
import { matrices } from "./matrices";
import { netCases } from "./nets";
import { pickingCases } from "./pickings";
import { rangeCases } from "./ranges";
import { recurrentCases } from "./recurrent";
import { reductionCases } from "./reductions";
import { shapeCases } from "./shapes";
import { softmaxCases } from "./softmax";
import { updateCases } from "./updates";
import type { Case } from "./case";

export { refusals } from "./refusals";

export const battery: Case[] = [
  ...elementwise,
  ...reductionCases,
  ...softmaxCases,
  ...matrices,
  ...convolutionCases,
  ...imageCases,
  ...shapeCases,
  ...pickingCases,
  ...netCases,
  ...blockCases,
  ...layerCases,
  ...lossCases,
  ...updateCases,
  ...recurrentCases,
  ...dtypeCases,
  ...cornerCases,
  ...rangeCases,
];
