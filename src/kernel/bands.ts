// The reader's measured numbers beside the book's: for each name whose comment says `// ≈ mean ± half-width`, what it
// came to and whether that lies in the band. A band belongs to the mode in which the seeds ran.
import type { CellCode } from "../language/cell-code";
import type { RecordedValue } from "./protocol";

/** The mode whose seeds give the bands; a section without modes has none. */
const measuredMode = "quick";

export interface JudgedBand {
  name: string;
  /** The reader's number, and as they read it. */
  number: number;
  mean: number;
  halfWidth: number;
  /** As the comment says it. */
  book: string;
  isInside: boolean;
  /** The mode of the band, where the reader is in another. */
  otherMode?: string;
}

export function judgeBands(
  code: CellCode | undefined,
  values: Record<string, RecordedValue>,
  mode: unknown,
): JudgedBand[] {
  const isOther = typeof mode === "string" && mode !== measuredMode;
  return (code?.expectations ?? []).flatMap(({ type, text, value, halfWidth, about }) => {
    if (type !== "approx" || value === undefined || halfWidth === undefined || about.type !== "name") return [];
    const { name } = about;
    const number = values[name]?.number;
    if (number === undefined) return [];
    const isInside = Math.abs(number - value) <= halfWidth + 1e-12 * Math.abs(value);
    const band = { name, number, mean: value, halfWidth, book: text, isInside };
    return [isOther ? { ...band, otherMode: measuredMode } : band];
  });
}
