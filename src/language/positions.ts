// Where something of the running module stands in the cell's own text.
// Lines never move, so only insertions on the same line count.
import type { Insertion, Position } from "./cell-code";

/** Maps a 1-based position of a module's text to the source. Inside an inserted piece: what the piece stands before. */
export function toSourcePosition(insertions: Insertion[], line: number, column: number): Position {
  let inserted = 0;
  for (const [insertedLine, start, length] of insertions) {
    if (insertedLine !== line || start > column) continue;
    inserted += Math.min(length, column - start);
  }
  return { line, column: column - inserted };
}

/** The insertions of a text that got `prefix` before its first character. */
export function shiftFirstLine(insertions: Insertion[], prefix: string): Insertion[] {
  const shifted = insertions.map(([line, column, length]): Insertion =>
    line === 1 ? [line, column + prefix.length, length] : [line, column, length],
  );
  return [[1, 1, prefix.length], ...shifted];
}
