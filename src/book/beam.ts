// Beam search: keep the few likeliest beginnings, lengthen each by every token, keep the few likeliest again.
// Knows probabilities and no network. Source of the penalty on length: Wu et al., arXiv:1609.08144 (2016), section 7.

export interface BeamSpec {
  /** So many beginnings are kept; 1 is greedy. */
  width: number;
  /** The token that ends a text. */
  end: number;
  /** So many tokens at most, the end among them. */
  maxLength: number;
  /** α of the penalty on short texts; 0, none, unless said. */
  alpha?: number;
}

export interface Hypothesis {
  /** With the end, where it has ended. */
  tokens: number[];
  /** The sum of log p of its tokens. */
  logP: number;
  /** logP divided by the penalty ((5 + length)/6)^α, by which they are ordered. */
  score: number;
}

/** log p of each next token after each of these beginnings, all of one length. */
export type Continuations = (beginnings: readonly (readonly number[])[]) => Promise<number[][]>;

/** The best texts found, at most `width`, the best first. Those that have ended keep their place in the beam.
 *  Throws RangeError unless width and maxLength are whole and at least 1. */
export async function beamSearch(next: Continuations, spec: BeamSpec): Promise<Hypothesis[]> {
  const { width, end, maxLength, alpha = 0 } = spec;
  if (!(Number.isInteger(width) && width >= 1 && Number.isInteger(maxLength) && maxLength >= 1))
    throw new RangeError(`beamSearch: width and maxLength must be whole and ≥ 1, got ${width} and ${maxLength}`);
  const isDone = ({ tokens }: Hypothesis) => tokens.at(-1) === end;
  let beam: Hypothesis[] = [{ tokens: [], logP: 0, score: 0 }];
  for (let length = 1; length <= maxLength && !beam.every(isDone); length++) {
    const open = beam.filter((hypothesis) => !isDone(hypothesis));
    const rows = await next(open.map(({ tokens }) => tokens));
    const longer = open.flatMap(({ tokens, logP }, i) =>
      rows[i]!.map((step, token) => toHypothesis([...tokens, token], logP + step, alpha)),
    );
    beam = [...beam.filter(isDone), ...longer].sort((a, b) => b.score - a.score).slice(0, width);
  }
  return beam;
}

function toHypothesis(tokens: number[], logP: number, alpha: number): Hypothesis {
  return { tokens, logP, score: logP / ((5 + tokens.length) / 6) ** alpha };
}
