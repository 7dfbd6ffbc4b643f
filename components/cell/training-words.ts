// What the controls of a training say, in both languages. Fetched with them.
import type { Language } from "../../src/kernel/protocol";
import { roundSeconds } from "./training-pace";

export interface TrainingWords {
  label(cell: string): string;
  pause: string;
  resume: string;
  step: string;
  keep: string;
  /** Step `step` of `total`. */
  at(step: number, total: number): string;
  rate(perSecond: string): string;
  left(seconds: number): string;
  /** The cell's state while its training is held. */
  held: string;
  paused(step: number): string;
  resumed: string;
  scrub: string;
  place(step: number, total: number, loss: string | undefined): string;
  /** These names hold the network of this step, and what else the cell made does not follow. */
  shown(names: string[], step: number): string;
  branch: string;
  branchHint: string;
  stoppedAt(step: number, total: number): string;
  goOn: string;
  discard: string;
  /** The run of this time stopped at a step. */
  offer(time: string, step: number, total: number): string;
  runs: string;
  compare: string;
  thisRun: string;
  remove(run: string): string;
  steps(count: number): string;
}

const zh: TrainingWords = {
  label: (cell) => `单元 ${cell} 的训练`,
  pause: "暂停",
  resume: "继续",
  step: "走一步",
  keep: "停下并保留",
  at: (step, total) => `第 ${step} 步，共 ${total} 步`,
  rate: (perSecond) => `每秒 ${perSecond} 步`,
  left: (seconds) => `还要约 ${toTime(seconds, { s: "秒", min: "分钟", h: "小时" })}`,
  held: "已暂停",
  paused: (step) => `已暂停在第 ${step} 步`,
  resumed: "继续训练",
  scrub: "回看训练",
  place: (step, total, loss) => `第 ${step} 步，共 ${total} 步${loss === undefined ? "" : ` · 损失 ${loss}`}`,
  shown: (names, step) => `${names.join("、")} 现在是第 ${step} 步的网络；这一格的其他值不变。`,
  branch: "从这里接着训练",
  branchHint: "用现在的代码和旋钮，从这一步往下训练",
  stoppedAt: (step, total) => `停在第 ${step} 步，共 ${total} 步`,
  goOn: "接着训练",
  discard: "放弃",
  offer: (time, step, total) => `${time} 的那次训练停在第 ${step} 步，共 ${total} 步。`,
  runs: "先前的几次",
  compare: "叠在一起比较",
  thisRun: "这一次",
  remove: (run) => `去掉 ${run}`,
  steps: (count) => `${count} 步`,
};

const en: TrainingWords = {
  label: (cell) => `Training of cell ${cell}`,
  pause: "Pause",
  resume: "Resume",
  step: "One step",
  keep: "Stop and keep",
  at: (step, total) => `Step ${step} of ${total}`,
  rate: (perSecond) => `${perSecond} steps/s`,
  left: (seconds) => `about ${toTime(seconds, { s: "s", min: "min", h: "h" })} left`,
  held: "Paused",
  paused: (step) => `Paused at step ${step}`,
  resumed: "Training goes on",
  scrub: "Go back over the training",
  place: (step, total, loss) => `Step ${step} of ${total}${loss === undefined ? "" : ` · loss ${loss}`}`,
  shown: (names, step) =>
    `${names.join(", ")} now ${names.length > 1 ? "hold" : "holds"} the network of step ${step}; the cell’s other values stay.`,
  branch: "Train on from here",
  branchHint: "Goes on from this step with the code and the sliders as they are now",
  stoppedAt: (step, total) => `Stopped at step ${step} of ${total}`,
  goOn: "Go on",
  discard: "Discard",
  offer: (time, step, total) => `The training of ${time} stopped at step ${step} of ${total}.`,
  runs: "Earlier runs",
  compare: "Compare",
  thisRun: "this run",
  remove: (run) => `Remove ${run}`,
  steps: (count) => `${count} steps`,
};

export function toTrainingWords(language: Language): TrainingWords {
  return language === "en" ? en : zh;
}

function toTime(seconds: number, units: { s: string; min: string; h: string }): string {
  const { value, unit } = roundSeconds(seconds);
  return `${value} ${units[unit]}`;
}
