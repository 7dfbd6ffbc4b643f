// Quatrains of the Tang, five characters to a line: from the Complete Tang Poems, packed by scripts/pack-tang.ts.
// A unit is four lines; a poem of eight lines gives two. Only units all of whose characters are among the 2,000
// commonest are here. As tokens a quatrain has 24: its 20 characters, and a comma or full stop after each line.
import * as tf from "@tensorflow/tfjs";
import { loadData } from "./data-sets";
import type { TrainingData } from "./train";

// B batch, T = 24 tokens, V = 2003

export interface Tang {
  /** The tokens by number: comma, full stop, start, then the characters, the commonest first. Traditional. */
  tokens: string[];
  /** The same in simplified form. */
  simplified: string[];
  /** Units 0 … count−1, 24 ids each: characters and stops, without the start. */
  units: Uint16Array[];
  /** Units for training, and the last 1,500, of poems of their own, for validation. */
  train: Verses;
  validation: Verses;
}

/** Units as they are trained on: X the start and the first 23 tokens, y the 24 tokens. */
export interface Verses extends TrainingData {
  units: Uint16Array[];
}

export const [comma, fullStop, start] = [0, 1, 2];
const firstCharacter = 3;
const lineLength = 5;
const charactersPerUnit = 20;
const numValidation = 1500;
/** Tokens of a unit. */
export const verseLength = charactersPerUnit + 4;

export async function loadTang(): Promise<Tang> {
  const bytes = await loadData("tang5");
  return toTang(new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2));
}

/** The file: count, V, V characters, the same simplified, count × 20 places in them. */
export function toTang(numbers: Uint16Array): Tang {
  const [count, V] = [numbers[0]!, numbers[1]!];
  const toStrings = (from: number) => Array.from(numbers.subarray(from, from + V), (code) => String.fromCharCode(code));
  const stops = ["，", "。", "⊢"];
  const ids = numbers.subarray(2 + 2 * V);
  const units = Array.from({ length: count }, (_, i) =>
    withStops(ids.subarray(i * charactersPerUnit, (i + 1) * charactersPerUnit)),
  );
  return {
    tokens: [...stops, ...toStrings(2)],
    simplified: [...stops, ...toStrings(2 + V)],
    units,
    train: toVerses(units.slice(0, -numValidation)),
    validation: toVerses(units.slice(-numValidation)),
  };
}

/** A comma after lines 1 and 3, a full stop after 2 and 4. */
function withStops(characters: Uint16Array): Uint16Array {
  return Uint16Array.from({ length: verseLength }, (_, t) => {
    const [line, place] = [Math.floor(t / (lineLength + 1)), t % (lineLength + 1)];
    if (place === lineLength) return line % 2 === 0 ? comma : fullStop;
    return firstCharacter + characters[line * lineLength + place]!;
  });
}

/** True of the places 0 … 23 where a character stands, and no stop. */
export const isCharacterPlace = (t: number): boolean => t % (lineLength + 1) !== lineLength;

/** Units as examples: X (B, 24) int32 begins with the start token, y (B·24) int32 is what comes next. */
export function toVerses(units: Uint16Array[]): Verses {
  return {
    units,
    count: units.length,
    batch: (rows) => {
      const chosen = Array.from(rows, (row) => units[row]!);
      const X = chosen.flatMap((unit) => [start, ...unit.subarray(0, -1)]);
      const y = chosen.flatMap((unit) => Array.from(unit));
      return { X: tf.tensor2d(X, [chosen.length, verseLength], "int32"), y: tf.tensor1d(y, "int32") };
    },
  };
}

/** The ids of a text in either script; where several characters have one simplified form, it stands for the commonest
 *  of them. What is not among the tokens is left out. */
export function encodeVerse({ tokens, simplified }: Pick<Tang, "tokens" | "simplified">, text: string): number[] {
  return Array.from(text.replace(/[？！；、]/g, "，"), (character) =>
    tokens.findIndex((token, id) => token === character || simplified[id] === character),
  ).filter((id) => id >= 0);
}
