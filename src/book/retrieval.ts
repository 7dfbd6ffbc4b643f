// Finding the passages that a question is about, by the words they share: terms, counts and BM25.
// N passages, n(t) of them with the term t; f(t) how often a passage has it; L its length in terms. Section: applications/fields.

/** Terms of a text: Latin words and numbers in lower case; of Chinese, every pair of neighbours. */
export function toTerms(text: string): string[] {
  const runs = text.toLowerCase().match(/[a-z0-9]+|[\u4e00-\u9fff]+/g) ?? [];
  return runs.flatMap((run) => {
    if (run < "一" || run.length === 1) return [run];
    return Array.from(run.slice(1), (next, i) => run.charAt(i) + next);
  });
}

/** Passages counted once, so that many questions can be asked of them. */
export interface TermIndex {
  /** Term → passage → how often the passage has it. */
  postings: Map<string, Map<number, number>>;
  /** Terms of each passage. */
  lengths: number[];
  meanLength: number;
}

/** Counts the terms of each passage. */
export function buildIndex(passages: readonly string[][]): TermIndex {
  const postings: TermIndex["postings"] = new Map();
  passages.forEach((terms, passage) => {
    for (const term of terms) {
      const counts = postings.get(term) ?? new Map<number, number>();
      postings.set(term, counts.set(passage, (counts.get(passage) ?? 0) + 1));
    }
  });
  const lengths = passages.map((terms) => terms.length);
  return { postings, lengths, meanLength: lengths.reduce((a, b) => a + b, 0) / lengths.length };
}

/** How much a term tells that n of N passages have, in nats, eq-idf. */
export function rarity(n: number, N: number): number {
  return Math.log(1 + (N - n + 0.5) / (n + 0.5));
}

/** Score of every passage for the terms of a question, eq-bm25. k1: how soon repeats stop counting; b: what length costs. */
export function bm25(index: TermIndex, question: readonly string[], k1 = 1.2, b = 0.75): number[] {
  const { postings, lengths, meanLength } = index;
  const asked = [...new Set(question)].flatMap((term) => postings.get(term) ?? []);
  return lengths.map((length, passage) => {
    const long = 1 - b + (b * length) / meanLength;
    return asked.reduce((score, counts) => {
      const count = counts.get(passage) ?? 0;
      if (count === 0) return score;
      const weight = rarity(counts.size, lengths.length);
      return score + (weight * count * (k1 + 1)) / (count + k1 * long);
    }, 0);
  });
}

/** The passages with the highest scores above 0, best first. */
export function best(scores: readonly number[], count: number): { passage: number; score: number }[] {
  const found = scores.map((score, passage) => ({ passage, score })).filter(({ score }) => score > 0);
  return found.sort((p, q) => q.score - p.score || p.passage - q.passage).slice(0, count);
}
