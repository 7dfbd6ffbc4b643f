// The kernel's messages in English; messages-zh.ts has the same in Chinese, and what each is told.
import { countParts } from "./memory-limits";
import { bytes, capital, stepTime } from "./message-parts";
import type { Refusal } from "../backend/webgpu/steps";
import type { Messages } from "./messages";

export const en: Messages = {
  unknownName: (name, near) => ({
    message: `Nothing is named ${name}.`,
    hint: near ? `Did you mean ${near}?` : "Check the spelling, or define it in a cell first.",
  }),
  pageName: (name) => ({
    message: `There is no ${name} in a cell: it belongs to web pages, and a cell runs in the background, out of reach of the page.`,
    hint: "Print with console.log(x); the value of the last expression is shown as well.",
  }),
  foreignName: (name, code) => ({
    message: `Nothing is named ${name}.`,
    hint: `Cells are written in TypeScript; use ${code}.`,
  }),
  ownName: (name, cell) => ({
    message: `${name} belongs to the cell ${cell} alone; other cells cannot read it.`,
    hint: "Define it again in this cell.",
  }),
  nameTaken: (name, definer) => ({
    message: `${name} is already defined by the cell ${definer}.`,
    hint: "A name belongs to one cell: choose another name.",
  }),
  assigned: (name, definer) => ({
    message: `${name} belongs to the cell ${definer} and cannot be assigned here.`,
    hint: `Keep the new value under a new name, such as const new${capital(name)} = …`,
  }),
  cycle: (cells) => ({
    message: `These cells need each other, and none can run first: ${[...cells, cells[0]].join(" → ")}.`,
    hint: "Move what they share to a new cell.",
  }),
  needFailed: (cell) => ({
    message: `This cell needs the cell ${cell}, which did not succeed.`,
    hint: `Mend the cell ${cell} first.`,
  }),
  keptAt: (step, total) => ({
    message: `Training was ended at step ${step} of ${total}; the network so far is kept.`,
  }),
  lossLost: (step) => ({
    message: `From step ${step} on the loss is no finite number, and the network is of no use. Try a smaller learning rate, or look for NaN in the data.`,
  }),
  needStopped: (cell) => ({
    message: `This cell needs the cell ${cell}, which was stopped.`,
    hint: `Run the cell ${cell} first.`,
  }),
  needOutdated: (cell) => ({
    message: `This cell needs the cell ${cell}, which has no up-to-date values.`,
    hint: `Run this cell again: the cell ${cell} runs first.`,
  }),
  needWritten: (cell, by, owner) => ({
    message: `This cell needs the cell ${cell}, which is outdated: the cell ${by} wrote a value of the cell ${owner}.`,
    hint: `Run this cell again: the cell ${cell} runs first. To keep the old value, let the cell ${by} write a copy.`,
  }),
  needDisposed: (cell, by, owner) => ({
    message: `This cell needs the cell ${cell}, which is outdated: the cell ${by} disposed a tensor of the cell ${owner}.`,
    hint: `Let the cell ${by} dispose only what it made itself, or a copy (x.clone()); then run again from the cell ${owner} on.`,
  }),
  usedDisposed: (by, owner) => ({
    message: `A tensor was used after it was disposed: the cell ${by} disposed a tensor of the cell ${owner}.`,
    hint: `Let the cell ${by} dispose only what it made itself, or a copy (x.clone()); then run again from the cell ${owner} on.`,
  }),
  unknownModule: (module, near) => ({
    message: `A cell cannot import "${module}".`,
    hint: near ? `Did you mean "${near}"?` : 'It can import "@tensorflow/tfjs", "book" and "book/…".',
  }),
  unknownExport: (module, name, near) => ({
    message: `"${module}" has no export ${name}.`,
    ...(near && { hint: `Did you mean ${near}?` }),
  }),
  moduleNotLoaded: (module) => ({
    message: `"${module}" could not be downloaded.`,
    hint: "Check the network, then run again.",
  }),
  noDevice: (wish, reason) => ({
    message: `${wish} cannot be had on this device: ${reason}`,
    hint: "Take ?backend= out of the address and let the page choose.",
  }),
  deviceLost: (reason, broken) => ({
    message: broken
      ? `The graphics device was lost at step ${broken.step}: ${reason}`
      : `The graphics device was lost: ${reason}`,
    hint: broken
      ? `Run again: the page opens the device anew, and training goes on from step ${broken.from}.`
      : "Run again: the page opens the device anew and computes again what is needed.",
  }),
  deviceError: (reason) => ({
    message: `The graphics device reported an error: ${reason}`,
    hint: "Try a smaller batch, or add ?backend=wasm to the address.",
  }),
  outOfMemory: (shortage) => ({
    message: `Not enough memory: this step asks for ${bytes(shortage.asked)}${shortage.held === undefined ? " in one piece" : ""}; the device gives at most ${bytes(shortage.limit)}${shortage.held === undefined ? "" : `, of which ${bytes(shortage.held)} are taken`}.`,
    hint: `1/${countParts(shortage)} of it would fit: divide the batch size or a width by ${countParts(shortage)}, say, or dispose tensors that are no longer needed.`,
  }),
  syncRead: () => ({
    message: "On WebGPU a tensor cannot be read at once: dataSync, arraySync and print would have to wait for the GPU.",
    hint: "Write await x.data() (or await x.array()), or leave the tensor itself as the last line.",
  }),
  dataMissing: (path, status) => ({
    message: `The data file ${path} could not be downloaded (${status}).`,
    hint: "Check the network, then run again.",
  }),
  written: (owner, name) => ({
    message: `This cell wrote ${name ?? "a value"} of the cell ${owner}. Run again, it first runs the cell ${owner}.`,
  }),
  disposed: (owner, name) => ({
    message: `This cell disposed ${name ?? "a tensor"} of the cell ${owner}, which other cells can use no longer. Run again, it first runs the cell ${owner}.`,
  }),
  notRecorded: (why) => {
    const whys: Record<Refusal, string> = {
      reads: "it reads the values of tensors on the way",
      numbers:
        "it computes other numbers on the page at every step, such as the random ones of tf.dropout and tf.randomNormal (what book/dropout draws from book/skipping can be recorded; other numbers can come with the batch)",
      course: "it does not compute the same at every step",
      keeps: "it keeps tensors besides its loss",
      shapes: "the shape of its batches keeps changing",
    };
    return {
      message: `The training step cannot be recorded: ${whys[why]}. It runs as it is written at every step, with the same results, only slower.`,
    };
  },
  compiling: "Compiling",
  threwValue: (text) => ({ message: `Threw a value that is not an error: ${text}` }),
  calledWith: (fact, call) => ({ message: `${fact}${/[.!?]$/.test(fact) ? "" : "."} It was called as ${call}.` }),
  device: {
    forced: "asked for in the address",
    preferred: "the choice of this section",
    best: "the fastest that can be had here",
    guessed: (model, batchSize) =>
      `guessed to be the fastest for a model of this size (a ${model} perceptron, batch ${batchSize}), and tried when there is time`,
    tried: (probe, model, batchSize) =>
      `a training step takes ${probe.map(({ backend, ...step }) => `${stepTime(step)} ms on ${backend}`).join(", ")} (a ${model} perceptron, batch ${batchSize})`,
    nextTime: (backend) => `${backend} from the next start on`,
    unknown: (known) => `there is no such backend; there are ${known.join(", ")}`,
    noWebgpu: "the browser has no WebGPU",
    noAdapter: "there is no WebGPU adapter",
    softwareAdapter: "the WebGPU adapter is only a software one",
    noWasm: "the browser has no WebAssembly",
    refused: (reason) => `it did not start${reason ? ` (${reason})` : ""}`,
  },
  line: (line) => `Line ${line}: `,
};
