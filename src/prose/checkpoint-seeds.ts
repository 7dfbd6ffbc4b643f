// The networks that the book ships, trained again with other seeds: what all of them reached, in one sentence. The band
// is computed as those of the cells are (src/cells/bands.ts); fewer than five seeds give none.
import { leastSeeds, printBand, toBand } from "../cells/bands";
import type { Lang } from "../cells/section";

/** One training of `npm run checkpoints`. */
export interface CheckpointSeed {
  seed: number;
  /** On the validation set, at the end. */
  loss: number;
  /** ISO 8601 */
  date: string;
  /** "wasm, Node 24.21.0, one thread" */
  device: string;
}

const digits = 3;

/** "Seeds 0 to 4: …, together … ± … (three standard deviations). wasm, …; date". Empty where none is known. */
export function describeSeeds(trained: readonly CheckpointSeed[], lang: Lang): string {
  const all = trained.toSorted((a, b) => a.seed - b.seed);
  if (all.length === 0) return "";
  const words = lang === "zh" ? zh : en;
  const losses = all.map(({ loss }) => loss);
  const band = all.length < leastSeeds ? "" : words.band(printBand(toBand(losses, 10 ** -digits)));
  const devices = [...new Set(all.map(({ device }) => words.device(device)))].join(words.or);
  const dates = all.map(({ date }) => date).sort();
  const days = [...new Set([dates[0]!, dates.at(-1)!])].join(words.to);
  const seeds = all.map(({ seed }) => String(seed)).join(words.comma);
  const values = losses
    .map((loss) => (Math.round(loss * 10 ** digits) / 10 ** digits).toFixed(digits))
    .join(words.comma);
  return all.length === 1
    ? words.one(seeds, values, devices, days)
    : words.sentence(seeds, values, band, devices, days);
}

const zh = {
  comma: "、",
  or: "；",
  to: " 至 ",
  band: (band: string) => `，合起来 ${band}（平均 ± 三倍标准差）`,
  device: (device: string) => device.replace("one thread", "一个线程").replaceAll(", ", "，"),
  sentence: (seeds: string, values: string, band: string, devices: string, days: string) =>
    `种子 ${seeds} 各从头练了一份，验证损失是 ${values}${band}。设备：${devices}；${days}。`,
  one: (seed: string, value: string, device: string, day: string) =>
    `这只是一个种子（${seed}）的结果，验证损失 ${value}。设备：${device}；${day}。`,
};
const en: typeof zh = {
  comma: ", ",
  or: "; ",
  to: " to ",
  band: (band) => `, together ${band} (mean ± three standard deviations)`,
  device: (device) => device,
  sentence: (seeds, values, band, devices, days) =>
    `Trained from the beginning with seeds ${seeds}, it reached validation losses of ${values}${band}. Device: ${devices}; ${days}.`,
  one: (seed, value, device, day) =>
    `That is one seed (${seed}), with a validation loss of ${value}. Device: ${device}; ${day}.`,
};
