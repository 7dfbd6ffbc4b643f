// Byte-pair encoding in its plainest form: join the pair of neighbours that is met most often, again and again
// (Sennrich, Haddow and Birch, 2016). Pieces are strings. Section: concepts/counting.

/** The pair of neighbours met most often, the first of equals; undefined if no pair is met twice. */
export function findPair(pieces: readonly string[]): [string, string] | undefined {
  const counts = new Map<string, { pair: [string, string]; count: number }>();
  for (let i = 1; i < pieces.length; i++) {
    const pair: [string, string] = [pieces[i - 1]!, pieces[i]!];
    const key = JSON.stringify(pair);
    counts.set(key, { pair, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const best = [...counts.values()].reduce((a, b) => (b.count > a.count ? b : a), { pair: ["", ""], count: 1 });
  return best.count > 1 ? (best.pair as [string, string]) : undefined;
}

/** Every such pair made one piece, from left to right. */
export function joinPair(pieces: readonly string[], [left, right]: [string, string]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const here = pieces[i] === left && pieces[i + 1] === right;
    joined.push(here ? left + right : pieces[i]!);
    if (here) i++;
  }
  return joined;
}

/** The pieces of a text after at most so many joins. */
export function bytePairs(text: string, joins: number): string[] {
  let pieces = Array.from(text);
  for (let i = 0; i < joins; i++) {
    const pair = findPair(pieces);
    if (!pair) break;
    pieces = joinPair(pieces, pair);
  }
  return pieces;
}
