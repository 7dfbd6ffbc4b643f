// How many numbers a network holds, from its shape alone. Section: concepts/counting.
// d inputs, k outputs, c channels, h units of state, V tokens, T positions, L blocks.

/** A fully connected layer: d × k weights and k biases, eq-dense-count. */
export function denseCount(d: number, k: number): number {
  return d * k + k;
}

/** A convolution with kernels of side k from c channels to `out`: each has k²c weights and a bias. */
export function convCount(k: number, c: number, out: number): number {
  return (k * k * c + 1) * out;
}

/** An LSTM of h units on d features: four gates, each a dense layer from d + h to h. */
export function lstmCount(d: number, h: number): number {
  return 4 * denseCount(d + h, h);
}

/** A block of a Transformer of width d: four dense layers of attention, two of the feed-forward part
 *  (d → 4d → d), two normalisations. 12d² + 13d, eq-block-count. */
export function blockCount(d: number): number {
  const attention = 4 * denseCount(d, d);
  const feedForward = denseCount(d, 4 * d) + denseCount(4 * d, d);
  const norms = 2 * 2 * d;
  return attention + feedForward + norms;
}

export interface TransformerShape {
  layers: number;
  width: number;
  vocabulary: number;
  /** The longest text it has positions for. */
  context: number;
}

/** A GPT: tables of tokens and positions, L blocks, a last normalisation; the output layer is the table of tokens. */
export function gptCount({ layers, width, vocabulary, context }: TransformerShape): number {
  return (vocabulary + context) * width + layers * blockCount(width) + 2 * width;
}

/** A BERT: also a table of two segments and a normalisation after the tables, and a dense layer (the pooler) at the
 *  end in place of the last normalisation. */
export function bertCount({ layers, width, vocabulary, context }: TransformerShape): number {
  const tables = (vocabulary + context + 2) * width + 2 * width;
  return tables + layers * blockCount(width) + denseCount(width, width);
}
