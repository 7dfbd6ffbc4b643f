// The ladder that a language model has to climb: guessing by nothing, by how common a token is, by the token before, by
// the two before. Counts are smoothed by absolute discounting with Kneser & Ney's lower orders (1995; interpolated as in
// Chen & Goodman 1999): the strongest of the simple ways, so that beating it means something.

// V tokens in the vocabulary; a context is the 0, 1 or 2 tokens before

export interface Ngrams {
  vocabulary: number;
  /** p(next | before). Order 0 knows nothing, 1 how common tokens are, 2 the token before, 3 the two before. */
  chance(next: number, before: ArrayLike<number>, order: Order): number;
}

export type Order = 0 | 1 | 2 | 3;

/** How often each token came after a context. */
interface Followers {
  counts: Map<number, number>;
  total: number;
}

/** By context as one number. */
type Table = Map<number, Followers>;

/** Counts tokens, pairs and triples within each text. Throws RangeError if no text has a token. */
export function countNgrams(texts: Iterable<ArrayLike<number>>, vocabulary: number): Ngrams {
  const tables: Table[] = [new Map(), new Map(), new Map()];
  for (const text of texts)
    for (let t = 0; t < text.length; t++)
      for (let length = 0; length < 3 && length <= t; length++)
        add(tables[length]!, toKey(text, t, length, vocabulary), text[t]!);
  if (tables[0]!.size === 0) throw new RangeError("countNgrams: there is nothing to count");
  const kinds = [countKinds(tables[1]!, vocabulary, 0), countKinds(tables[2]!, vocabulary, 1)];
  const discounts = new Map([...tables, ...kinds].map((table) => [table, findDiscount(table)]));
  const chance: Ngrams["chance"] = (next, before, order) => {
    let p = 1 / vocabulary;
    for (let length = 0; length < order && length <= before.length; length++) {
      const isLast = length === order - 1 || length === before.length;
      const table = isLast ? tables[length]! : kinds[length]!;
      const found = table.get(toKey(before, before.length, length, vocabulary));
      if (found) p = interpolate(found, next, p, discounts.get(table)!);
    }
    return p;
  };
  return { vocabulary, chance };
}

/** max(n(h, w) − D, 0)/n(h) + D k(h)/n(h) · p, eq-kneser-ney: k kinds of tokens have followed the context h, p is what
 *  the shorter context says. */
function interpolate({ counts, total }: Followers, next: number, shorter: number, discount: number): number {
  const own = Math.max((counts.get(next) ?? 0) - discount, 0);
  return (own + discount * counts.size * shorter) / total;
}

/** D = n₁/(n₁ + 2 n₂): how much rarer a thing met once is than it seems (Ney, Essen & Kneser 1994). */
function findDiscount(table: Table): number {
  const met = [0, 0, 0];
  for (const { counts } of table.values()) for (const n of counts.values()) if (n <= 2) met[n]!++;
  return met[1] ? met[1] / (met[1] + 2 * met[2]!) : 0.5;
}

/** For contexts shorter by their first token: not how often a token came, but after how many kinds of that token. */
function countKinds(table: Table, vocabulary: number, length: number): Table {
  const shorter: Table = new Map();
  for (const [key, { counts }] of table)
    for (const next of counts.keys()) add(shorter, key % vocabulary ** length, next);
  return shorter;
}

function add(table: Table, key: number, next: number): void {
  let followers = table.get(key);
  if (!followers) table.set(key, (followers = { counts: new Map(), total: 0 }));
  followers.counts.set(next, (followers.counts.get(next) ?? 0) + 1);
  followers.total++;
}

/** The `length` tokens before place t as one number. */
function toKey(text: ArrayLike<number>, t: number, length: number, vocabulary: number): number {
  let key = 0;
  for (let i = t - length; i < t; i++) key = key * vocabulary + text[i]!;
  return key;
}

/** The mean of −ln p over the places of the texts that count (all unless said), for each order. */
export function ladder(
  ngrams: Ngrams,
  texts: Iterable<ArrayLike<number>>,
  counts: (place: number) => boolean = () => true,
): { order: Order; loss: number }[] {
  const sums = [0, 0, 0, 0];
  let places = 0;
  for (const text of texts)
    for (let t = 0; t < text.length; t++) {
      if (!counts(t)) continue;
      places++;
      const before = [text[t - 2], text[t - 1]].filter((token) => token !== undefined);
      for (const order of orders) sums[order]! -= Math.log(ngrams.chance(text[t]!, before, order));
    }
  return orders.map((order) => ({ order, loss: sums[order]! / places }));
}

const orders = [0, 1, 2, 3] as const;
