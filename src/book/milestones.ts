// Dated models with their sizes, and dated definitions of "large model". Data only; section: era/how-large.
// Every row is a fact of content/facts/era.json with its source (milestones.test.ts holds the two together).

export interface Milestone {
  /** Its fact is "model-" + id. */
  id: string;
  name: string;
  /** "2020-05": when it was published. */
  month: string;
  /** Parameters, all of them. */
  params: number;
  /** Parameters that one token passes through, where that is fewer. */
  active?: number;
  /** Tokens of text it was trained on, where the source says so. */
  tokens?: number;
  /** FLOP of its training: as its source states it, or 6 × (active) parameters × tokens; absent where neither is known. */
  flop?: number;
}

export const milestones: Milestone[] = [
  { id: "lenet5", name: "LeNet-5", month: "1998-11", params: 6e4 },
  { id: "alexnet", name: "AlexNet", month: "2012-12", params: 6e7, flop: 4.7e17 },
  { id: "transformer", name: "Transformer", month: "2017-06", params: 2.13e8, flop: 2.3e19 },
  { id: "bert", name: "BERT-large", month: "2018-10", params: 3.4e8, flop: 5.33e20 },
  { id: "gpt2", name: "GPT-2", month: "2019-02", params: 1.5e9 },
  { id: "roberta", name: "RoBERTa", month: "2019-07", params: 3.55e8, flop: 4.26e21 },
  { id: "t5", name: "T5-11B", month: "2019-10", params: 1.1e10, flop: 3.3e22 },
  { id: "gpt3", name: "GPT-3", month: "2020-05", params: 1.746e11, tokens: 3e11, flop: 3.14e23 },
  { id: "switch", name: "Switch-C", month: "2021-01", params: 1.571e12 },
  { id: "chinchilla", name: "Chinchilla", month: "2022-03", params: 7e10, tokens: 1.4e12, flop: 5.76e23 },
  { id: "palm", name: "PaLM", month: "2022-04", params: 5.4e11, tokens: 7.8e11, flop: 2.53e24 },
  { id: "llama", name: "LLaMA-65B", month: "2023-02", params: 6.52e10, tokens: 1.4e12, flop: 5.48e23 },
  { id: "llama31", name: "Llama 3.1", month: "2024-07", params: 4.05e11, tokens: 1.56e13, flop: 3.8e25 },
  {
    id: "deepseek-v3",
    name: "DeepSeek-V3",
    month: "2024-12",
    params: 6.71e11,
    active: 3.7e10,
    tokens: 1.48e13,
    flop: 3.29e24,
  },
  { id: "kimi-k2", name: "Kimi K2", month: "2025-07", params: 1.04e12, active: 3.2e10, tokens: 1.55e13, flop: 2.98e24 },
];

export interface Definition {
  /** Its fact is "large-" + id. */
  id: string;
  /** What is counted. */
  of: "params" | "flop";
  /** From here on a model is large. */
  from: number;
}

/** The sources 000 … 004 say 数十亿, 千亿, 数十亿, 百万, 数十亿; the others are a survey and three rules. */
export const definitions: Definition[] = [
  { id: "003", of: "params", from: 1e6 },
  { id: "000-002-004", of: "params", from: 1e9 },
  { id: "eu-recital-98", of: "params", from: 1e9 },
  { id: "us-2023", of: "params", from: 1e10 },
  { id: "001", of: "params", from: 1e11 },
  { id: "zhao-2023", of: "params", from: 1e11 },
  { id: "eu-gpai-2025", of: "flop", from: 1e23 },
  { id: "eu-systemic", of: "flop", from: 1e25 },
  { id: "us-report", of: "flop", from: 1e26 },
];

/** "2020-05" → 2020.375, the middle of the month. Throws RangeError if it is no month. */
export function toYear(month: string): number {
  const [year = NaN, number = NaN] = month.split("-").map(Number);
  if (!(number >= 1 && number <= 12)) throw new RangeError(`"${month}" is no month such as 2020-05`);
  return year + (number - 0.5) / 12;
}

/** Is the model large by this definition? undefined where what it counts is not known of the model. */
export function isLarge(model: Milestone, { of, from }: Definition): boolean | undefined {
  const size = model[of];
  return size === undefined ? undefined : size >= from;
}
