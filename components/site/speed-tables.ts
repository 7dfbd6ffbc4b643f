// The kept speeds of the bench (content/training-speeds.json) as tables of words: a row a model, a column a library.
import type { Lang } from "./paths";

interface KeptRow {
  model: string;
  title: string;
  details: string;
  library: string;
  hasThreads: boolean;
  stepsPerSecond: number;
  refusal?: string;
}

interface KeptSpeeds {
  date: string;
  machine: string;
  browser: string;
  adapter: string;
  rows: KeptRow[];
}

export type Kept = Partial<Record<"wasm" | "webgpu", KeptSpeeds>>;

export interface SpeedTable {
  caption: string;
  /** A column is for what is measured here: the cell trains the same batches. */
  hasHere: boolean;
  rows: SpeedRow[];
}

interface SpeedRow {
  title: string;
  /** The value of the page's cell that belongs here; "" for none. */
  name: string;
  rates: string[];
}

/** Which name of the cell measures which model. */
const names: Record<string, string> = {
  linear: "linearRate",
  mlp: "mlpRate",
  cnn: "cnnRate",
  lstm: "lstmRate",
  gpt2: "gptRate",
};
const titles: Record<string, string> = { linear: "线性回归", mlp: "感知机", cnn: "卷积网络", lstm: "LSTM" };
const libraries = ["ours", "stock", "jax-js"];

export function toTables(kept: Kept, lang: Lang): SpeedTable[] {
  return (["wasm", "webgpu"] as const).flatMap((backend) => {
    const speeds = kept[backend];
    if (!speeds) return [];
    const adapter = speeds.adapter.replace(/; isFallbackAdapter \w+$/, "");
    const place = [backend === "wasm" ? "WebAssembly" : `WebGPU, ${adapter}`, speeds.machine, speeds.browser];
    const unit = lang === "zh" ? "每秒步数" : "Steps a second";
    const caption = `${unit} · ${[...place, speeds.date].join(" · ")}`;
    const rows = speeds.rows.filter(({ library }) => library === "ours").map((row) => toRow(row, speeds.rows, lang));
    return [{ caption, rows, hasHere: backend === "wasm" }];
  });
}

function toRow({ model, title, details }: KeptRow, rows: KeptRow[], lang: Lang): SpeedRow {
  const batch = /batch (\d+)/.exec(details)?.[1] ?? "";
  const shown = lang === "zh" ? (titles[model] ?? title) : title;
  const rates = libraries.map((wanted) => {
    const row = rows.find((row) => row.model === model && row.library === wanted && !row.hasThreads);
    return row && !row.refusal ? toRate(row.stepsPerSecond) : "–";
  });
  return { title: `${shown}, ${batch}`, name: names[model] ?? "", rates };
}

/** Three digits are more than such a figure has. */
export const toRate = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));
