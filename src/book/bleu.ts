// BLEU: how many of a translation's runs of words are also in what people wrote, and a penalty on saying too little.
// Source: Papineni, Roukos, Ward, Zhu, "BLEU: a Method for Automatic Evaluation of Machine Translation", ACL 2002.

/** A text as its words, or its characters. */
export type Words = readonly string[];

export interface Bleu {
  bleu: number;
  /** p₁ … p_N: clipped matches over runs said, of the whole corpus. */
  precisions: number[];
  /** 1, or less where too little is said. */
  brevity: number;
}

/** Of the whole corpus, eq-bleu: exp(1 − r/c) where c < r, times the geometric mean of the precisions up to N words.
 *  Each candidate has one reference or more. Throws RangeError where their numbers differ. */
export function bleu(candidates: readonly Words[], references: readonly (readonly Words[])[], N = 4): Bleu {
  if (candidates.length !== references.length)
    throw new RangeError(`bleu: ${candidates.length} candidates and ${references.length} references`);
  const precisions = Array.from({ length: N }, (_, i) => {
    const counts = candidates.map((candidate, j) => countMatches(candidate, references[j]!, i + 1));
    return sum(counts.map(({ matched }) => matched)) / Math.max(1, sum(counts.map(({ said }) => said)));
  });
  const c = sum(candidates.map(({ length }) => length));
  const r = sum(candidates.map(({ length }, j) => closestLength(length, references[j]!)));
  const brevity = c === 0 ? 0 : Math.min(1, Math.exp(1 - r / c));
  const logs = precisions.map((p) => Math.log(p) / N);
  return { bleu: brevity * Math.exp(sum(logs)), precisions, brevity };
}

/** Runs of n words that are said, and how many of them are in a reference: none more often than it stands there. */
export function countMatches(
  candidate: Words,
  references: readonly Words[],
  n: number,
): { matched: number; said: number } {
  const said = runsOf(candidate, n);
  const known = references.map((reference) => runsOf(reference, n));
  const matched = [...said].map(([run, times]) => Math.min(times, Math.max(0, ...known.map((of) => of.get(run) ?? 0))));
  return { matched: sum(matched), said: sum([...said.values()]) };
}

/** How often each run of n words stands in a text. */
function runsOf(words: Words, n: number): Map<string, number> {
  const runs = new Map<string, number>();
  for (let i = 0; i + n <= words.length; i++) {
    const run = words.slice(i, i + n).join("\u0000");
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return runs;
}

/** The length of the reference that is nearest in length, the shorter of two. */
function closestLength(length: number, references: readonly Words[]): number {
  const lengths = references.map((reference) => reference.length).sort((a, b) => a - b);
  return lengths.reduce((best, other) => (Math.abs(other - length) < Math.abs(best - length) ? other : best));
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
