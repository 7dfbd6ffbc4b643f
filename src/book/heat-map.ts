// Matrices as figures: which class was taken for which, which token looks at which. Figures as plain data (FigureSpec);
// rows are read from top to bottom.
import type { FigureSpec } from "./figure-spec";
import { host } from "./host";

// K classes; T tokens

export interface ConfusionSpec {
  /** Names of the classes; 0, 1, 2, … unless given. */
  labels?: readonly string[];
  title?: string;
  alt?: string;
  /** False leaves the right answers without colour, so that the wrong ones can be told apart. */
  diagonal?: boolean;
}

/** counts[label][said] (K, K) as a figure: the number of times in each square, coloured by its share of the row.
 *  Throws RangeError if the matrix is not square or has another number of labels. */
export function confusionFigure(
  counts: readonly (readonly number[])[],
  { labels = counts.map((_, i) => String(i)), title, alt, diagonal = true }: ConfusionSpec = {},
): FigureSpec {
  checkSquare("confusionFigure", counts, labels.length, labels.length);
  const words = wordsOf().confusion;
  const cells = counts.flatMap((row, label) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    const isColoured = (said: number) => diagonal || said !== label;
    return row.map((count, said) => ({ label, said, count, share: isColoured(said) ? count / (total || 1) : 0 }));
  });
  const right = counts.reduce((sum, row, i) => sum + row[i]!, 0);
  const all = cells.reduce((sum, { count }) => sum + count, 0);
  return {
    ...(title && { title }),
    alt: alt ?? words.alt(right, all),
    square: true,
    x: { label: words.said, type: "band" },
    y: { label: words.label, type: "band" },
    marks: [
      { type: "cell", x: "said", y: "label", value: "share", label: words.share },
      { type: "text", x: "said", y: "label", text: "count" },
    ],
    data: {
      said: cells.map(({ said }) => labels[said]!),
      label: cells.map(({ label }) => labels[label]!),
      share: cells.map(({ share }) => share),
      count: cells.map(({ count }) => (count === 0 ? "" : String(count))),
    },
  };
}

export interface AttentionSpec {
  /** One for each row. */
  queries: readonly string[];
  /** One for each column; the queries unless given. */
  keys?: readonly string[];
  title?: string;
  alt?: string;
}

/** Attention weights (T queries, T keys) as a figure: row by row, what a token looks at.
 *  Throws RangeError if there is not one token for each row and column. */
export function attentionFigure(
  weights: readonly ArrayLike<number>[],
  { queries, keys = queries, title, alt }: AttentionSpec,
): FigureSpec {
  checkSquare("attentionFigure", weights, queries.length, keys.length);
  const words = wordsOf().attention;
  const [rows, columns] = [toUnique(queries), toUnique(keys)];
  const places = rows.flatMap((query, i) => columns.map((key, j) => ({ query, key, weight: weights[i]![j]! })));
  return {
    ...(title && { title }),
    alt: alt ?? words.alt(rows.length, columns.length),
    square: true,
    x: { label: words.key, type: "band" },
    y: { label: words.query, type: "band" },
    marks: [{ type: "cell", x: "key", y: "query", value: "weight", label: words.weight }],
    data: {
      query: places.map(({ query }) => query),
      key: places.map(({ key }) => key),
      weight: places.map(({ weight }) => weight),
    },
  };
}

/** A token that stands there twice is told apart by a small number: the, the₂. */
function toUnique(tokens: readonly string[]): string[] {
  const times = new Map<string, number>();
  return tokens.map((token) => {
    const time = (times.get(token) ?? 0) + 1;
    times.set(token, time);
    return time === 1 ? token : token + String(time).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]!);
  });
}

function checkSquare(what: string, rows: readonly ArrayLike<number>[], numRows: number, numColumns: number): void {
  const wrong = rows.find((row) => row.length !== numColumns);
  if (rows.length === numRows && !wrong) return;
  throw new RangeError(
    `${what} needs (${numRows}, ${numColumns}) numbers, got (${rows.length}, ${(wrong ?? rows[0])?.length ?? 0})`,
  );
}

const zh = {
  confusion: {
    said: "网络说",
    label: "其实是",
    share: "占这一行",
    alt: (right: number, all: number) => `混淆矩阵：${all} 个里认对 ${right} 个`,
  },
  attention: {
    key: "被看的词元",
    query: "在看的词元",
    weight: "权重",
    alt: (queries: number, keys: number) => `${queries} 个词元对 ${keys} 个词元的注意力`,
  },
};
const en: typeof zh = {
  confusion: {
    said: "taken for",
    label: "is really",
    share: "share of the row",
    alt: (right, all) => `Confusion matrix: ${right} of ${all} right`,
  },
  attention: {
    key: "looked at",
    query: "looking",
    weight: "weight",
    alt: (queries, keys) => `Attention of ${queries} tokens to ${keys} tokens`,
  },
};

const wordsOf = () => (host().language === "zh" ? zh : en);
