// Writing with a language model: read what is there, draw the next token, append it, again. One token at a time.
import * as tf from "@tensorflow/tfjs";
import type { GptOptions } from "./gpt";
import { disposeCache, emptyCache, readOn, type GptCache } from "./gpt-cache";
import { host } from "./host";
import type { Params } from "./mlp";
import { seeded } from "./random";
import { chooseToken, penalise, type ChoiceSpec } from "./token-choice";

// n tokens read, V tokens in the vocabulary

export interface GenerateSpec extends ChoiceSpec {
  /** So many new tokens. */
  count: number;
  /** The most tokens that the model can read at once; it forgets the older half when they are full. */
  context: number;
  seed?: number;
  /** How much less likely what has been said becomes (`penalise`); 1, not at all, unless said. */
  penalty?: number;
  /** False computes everything anew for each token; the same text, later. */
  cached?: boolean;
  /** Changes the logits (V) of the next token before it is drawn: what must not come gets −Infinity. */
  steer?: (logits: Float32Array, text: readonly number[]) => void;
  onToken?: (id: number) => void;
}

/** The ids of a text that begins with `prompt`, and `count` more. Throws RangeError without a prompt. */
export async function generate(
  params: Params,
  options: GptOptions,
  prompt: readonly number[],
  spec: GenerateSpec,
): Promise<number[]> {
  if (prompt.length === 0) throw new RangeError("generate: the prompt needs at least one token");
  const { count, seed = 0, penalty = 1 } = spec;
  const random = seeded(seed);
  const text = [...prompt];
  const reader = new Reader(params, options, spec);
  try {
    for (let i = 0; i < count; i++) {
      const logits = await reader.read(text);
      spec.steer?.(logits, text);
      const id = chooseToken(penalty === 1 ? logits : penalise(logits, text, penalty), random, spec);
      text.push(id);
      spec.onToken?.(id);
      if (host().due()) await host().turn();
    }
  } finally {
    reader.dispose();
  }
  return text;
}

/** Reads a growing text, and remembers how far it has come. */
class Reader {
  private cache: GptCache = emptyCache;
  /** How many tokens at the beginning of the text are forgotten. */
  private forgotten = 0;

  constructor(
    private readonly params: Params,
    private readonly options: GptOptions,
    private readonly spec: Pick<GenerateSpec, "context" | "cached">,
  ) {}

  /** The logits (V) of what comes after the text. */
  async read(text: readonly number[]): Promise<Float32Array> {
    const { context, cached = true } = this.spec;
    if (text.length - this.forgotten > context) this.forget(text.length - Math.ceil(context / 2));
    if (!cached) this.forget(this.forgotten);
    const news = text.slice(this.forgotten + this.cache.length);
    const ids = tf.tensor2d([news], undefined, "int32"); // (1, n)
    const { logits, cache } = readOn(this.params, this.options, ids, this.cache);
    disposeCache(this.cache);
    this.cache = cache;
    try {
      const vocabulary = logits.shape[1];
      return (await logits.data<"float32">()).slice((news.length - 1) * vocabulary); // (V)
    } finally {
      tf.dispose([logits, ids]);
    }
  }

  dispose(): void {
    this.forget(0);
  }

  private forget(tokens: number): void {
    disposeCache(this.cache);
    this.cache = emptyCache;
    this.forgotten = tokens;
  }
}
