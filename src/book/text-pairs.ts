// Pairs of texts as a translator is trained on them: the source, the target as it is fed in, and the target one place on.
import * as tf from "@tensorflow/tfjs";
import type { TrainingData } from "./train";

// B batch, S places of the source, T places of the target

/** How one side is written: its characters by number, and how many places a text has. */
export interface Script {
  /** 0 fills up. */
  tokens: readonly string[];
  length: number;
}

/** What a target begins and ends with, by number. */
export const [start, end] = [1, 2];

/** A script that is only read: 0 fills up, then the characters. */
export function readScript(characters: string, length: number): Script {
  return { tokens: ["·", ...characters], length };
}

/** A script that is written: 0 fills up, 1 begins, 2 ends, then the characters. `length` counts the end. */
export function writtenScript(characters: string, length: number): Script {
  return { tokens: ["·", "⊢", "⊣", ...characters], length };
}

/** The numbers of a text's characters, without anything around them.
 *  Throws RangeError for a character that the script has not, or a text that is too long. */
export function toIds({ tokens, length }: Script, text: string): number[] {
  const ids = [...text].map((character) => {
    const id = tokens.indexOf(character);
    if (id > 0) return id;
    throw new RangeError(`toIds: ${character} is not among ${tokens.join("")}`);
  });
  if (ids.length <= length) return ids;
  throw new RangeError(`toIds: ${text} has ${ids.length} characters, and there are ${length} places`);
}

/** The text that these numbers spell, up to the end; marks are left out. */
export function toText({ tokens }: Script, ids: ArrayLike<number>): string {
  const all = Array.from(ids);
  const stop = all.indexOf(end);
  return all
    .slice(0, stop < 0 ? all.length : stop)
    .filter((id) => id > end)
    .map((id) => tokens[id])
    .join("");
}

/** Sources as a batch: (B, S) int32, filled up with 0. */
export function sourceIds(source: Script, texts: readonly string[]): tf.Tensor2D {
  return rowsOf(
    texts.map((text) => toIds(source, text)),
    source.length,
  );
}

export interface TextPairs extends TrainingData {
  /** Source and target of each pair. */
  pairs: readonly (readonly [string, string])[];
}

/** X (B, S + T) int32: the source, then ⊢ and the target. y (B·T) int32: the target, then ⊣; 0 where nothing is asked. */
export function toTextPairs(pairs: TextPairs["pairs"], scripts: { source: Script; target: Script }): TextPairs {
  const { source, target } = scripts;
  const sources = pairs.map(([text]) => toIds(source, text));
  const targets = pairs.map(([, text]) => toIds({ ...target, length: target.length - 1 }, text));
  return {
    pairs,
    count: pairs.length,
    batch: (rows) => {
      const chosen = Array.from(rows);
      const X = chosen.map((i) => [
        ...filledUp(sources[i]!, source.length),
        ...filledUp([start, ...targets[i]!], target.length),
      ]);
      const y = chosen.flatMap((i) => filledUp([...targets[i]!, end], target.length));
      return {
        X: tf.tensor2d(X, [chosen.length, source.length + target.length], "int32"),
        y: tf.tensor1d(y, "int32"),
      };
    },
  };
}

function rowsOf(rows: number[][], length: number): tf.Tensor2D {
  return tf.tensor2d(
    rows.map((row) => filledUp(row, length)),
    [rows.length, length],
    "int32",
  );
}

function filledUp(ids: number[], length: number): number[] {
  return [...ids, ...new Array<number>(length - ids.length).fill(0)];
}
