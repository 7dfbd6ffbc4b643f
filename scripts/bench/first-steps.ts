// The first step of a GPT against a later one, as a reader waits for it: on wasm, and on WebGPU, where its pipelines are
// compiled beside the page before it is taken. Each round in a browser context and a worker of its own.
import type { Browser } from "playwright";
import { closeFresh, openFresh } from "./cells";
import { ask } from "./models/contest";
import { specs, type Backend, type ModelName } from "./models/specs";
import { median, toFigure, toMs, type Figure } from "./table";
import type { Beginning } from "./models/orders";
import type { Host } from "./requests";

const models: ModelName[] = ["gpt2", "gpt4"];
const [numRounds, numSteps] = [3, 12];
/** Without what compiling takes. */
const mostTimes = 2;

export async function measureFirstSteps(browser: Browser, backend: Backend, bare: Host): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const model of models) {
    const rounds: Beginning[] = [];
    for (let round = 0; round < numRounds; round++) rounds.push(await begin(browser, model, backend, bare));
    const figure = toFirstFigure(`${specs[model].title} on ${backend}`, rounds);
    console.log(`  ${figure.what}: ${figure.measured}; ${figure.note}`);
    figures.push(figure);
  }
  return figures;
}

async function begin(browser: Browser, model: ModelName, backend: Backend, bare: Host): Promise<Beginning> {
  const page = await openFresh(browser, `${bare.origin}blank.html`);
  try {
    const answer = await ask(page, { library: "ours", model, backend, steps: numSteps, isBeginning: true });
    if ("refusal" in answer) throw new Error(`${model} fails on ${backend}: ${answer.refusal}`);
    return answer as Beginning;
  } finally {
    await closeFresh(page);
  }
}

function toFirstFigure(what: string, rounds: Beginning[]): Figure {
  const found = rounds.map(({ stepMs: [first = 0, ...later], compileMs }) => {
    const laterMs = median(later);
    return { first, compileMs, laterMs, times: (first - compileMs) / laterMs };
  });
  const middle = (key: keyof (typeof found)[number]): number => median(found.map((one) => one[key]));
  const { numPipelines } = rounds[0]!;
  const compiling =
    numPipelines > 0
      ? `, of which ${toMs(middle("compileMs"))} (${toMs(found[0]!.compileMs)} in the first round) until ${numPipelines} pipelines were compiled`
      : "";
  const note =
    `${toMs(middle("first"))} until its loss was read${compiling}; a later step ${toMs(middle("laterMs"))}; ` +
    `the ratio of each round: ${found.map(({ times }) => times.toFixed(2)).join(", ")}`;
  return toFigure(`${what}, first step ÷ later`, middle("times"), ["≤", mostTimes], (x) => `${x.toFixed(2)} ×`, note);
}
