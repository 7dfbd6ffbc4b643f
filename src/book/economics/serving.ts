// What a generated token costs: bytes that a step must read, seconds that takes, dollars a million tokens.
// B requests in a batch, T tokens of context each. Sections: unit-economics/serving-cost, /margins.

/** The shape of a Transformer of the Llama family, as its paper prints it. */
export interface LlamaShape {
  layers: number;
  width: number;
  /** Width of the gated feed-forward part. */
  ffn: number;
  heads: number;
  /** Heads that keep keys and values; fewer than `heads` where several share one. */
  kvHeads: number;
  vocabulary: number;
}

/** Llama 3 8B, 70B and 405B: Table 3 of the paper. */
export const llamas = {
  "8B": { layers: 32, width: 4096, ffn: 14_336, heads: 32, kvHeads: 8, vocabulary: 128_256 },
  "70B": { layers: 80, width: 8192, ffn: 28_672, heads: 64, kvHeads: 8, vocabulary: 128_256 },
  "405B": { layers: 126, width: 16_384, ffn: 53_248, heads: 128, kvHeads: 8, vocabulary: 128_256 },
} satisfies Record<string, LlamaShape>;

/** Parameters: attention with shared key-value heads, a gated feed-forward part of three matrices, two norms a layer;
 *  a table of tokens, an output layer of its own, a last norm. No biases. */
export function llamaCount({ layers, width, ffn, heads, kvHeads, vocabulary }: LlamaShape): number {
  const attention = 2 * width * width + 2 * width * ((width / heads) * kvHeads);
  const layer = attention + 3 * width * ffn + 2 * width;
  return 2 * vocabulary * width + layers * layer + width;
}

/** Bytes that one token leaves in the cache of keys and values, eq-kv: 2 · layers · KV heads · width of a head · bytes. */
export function kvBytesPerToken({ layers, width, heads, kvHeads }: LlamaShape, bytesPerNumber = 2): number {
  return 2 * layers * kvHeads * (width / heads) * bytesPerNumber;
}

export interface DecodeSpec {
  /** Parameters that a token passes through. */
  activeParams: number;
  /** Weights as they lie in memory: parameters × bytes each. */
  weightBytes: number;
  kvBytesPerToken: number;
  contextTokens: number;
  batch: number;
  gpus: number;
  /** Of one card. */
  bytesPerSecond: number;
  peakFlopPerSecond: number;
  /** Shares of bandwidth and of arithmetic that are reached. */
  mbu: number;
  mfu: number;
}

/** Seconds of one step that gives each of B requests a token, eq-decode: the slower of reading and computing. */
export function decodeStepSeconds(spec: DecodeSpec): { reading: number; computing: number; step: number } {
  const bytes = spec.weightBytes + spec.batch * spec.contextTokens * spec.kvBytesPerToken;
  const reading = bytes / (spec.gpus * spec.bytesPerSecond * spec.mbu);
  const computing = (2 * spec.activeParams * spec.batch) / (spec.gpus * spec.peakFlopPerSecond * spec.mfu);
  return { reading, computing, step: Math.max(reading, computing) };
}

export function tokensPerSecond(spec: DecodeSpec): number {
  return spec.batch / decodeStepSeconds(spec).step;
}

/** US dollars for a million tokens, eq-token-price, at a share of the day in which the cards are busy. */
export function usdPerMillion(
  rentUSDPerGpuHour: number,
  gpus: number,
  tokensPerSecond: number,
  utilisation = 1,
): number {
  return ((rentUSDPerGpuHour * gpus) / (3600 * tokensPerSecond * utilisation)) * 1e6;
}

/** The largest batch that fits beside the weights; a tenth of the memory is left for activations. */
export function largestBatch(
  spec: Pick<DecodeSpec, "weightBytes" | "kvBytesPerToken" | "contextTokens" | "gpus">,
  memoryBytesPerGpu: number,
): number {
  const room = 0.9 * spec.gpus * memoryBytesPerGpu - spec.weightBytes;
  return Math.max(0, Math.floor(room / (spec.contextTokens * spec.kvBytesPerToken)));
}

export interface ServedDay {
  inputTokens: number;
  outputTokens: number;
  inputTokensPerSecondPerNode: number;
  outputTokensPerSecondPerNode: number;
}

/** Nodes that a day's traffic keeps busy: those that read prompts and those that write answers. */
export function nodesFor(day: ServedDay): { prefill: number; decode: number; total: number } {
  const prefill = day.inputTokens / 86_400 / day.inputTokensPerSecondPerNode;
  const decode = day.outputTokens / 86_400 / day.outputTokensPerSecondPerNode;
  return { prefill, decode, total: prefill + decode };
}
