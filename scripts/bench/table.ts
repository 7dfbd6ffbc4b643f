// What a bench found, as rows of one table. Says whether a target is met; decides nothing from it.

export interface Figure {
  what: string;
  measured: string;
  target?: string;
  isMet?: boolean;
  /** Under the table: of what the figure is made, or what stands in its way. */
  note?: string;
}

/** A figure that must not be above (or, for "≥", below) its target. */
export function toFigure(
  what: string,
  value: number,
  [relation, target]: ["≤" | "≥", number],
  format: (value: number) => string,
  note?: string,
): Figure {
  const isMet = relation === "≤" ? value <= target : value >= target;
  return { what, measured: format(value), target: `${relation} ${format(target)}`, isMet, ...(note && { note }) };
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: number[]): number {
  if (values.length === 0) throw new Error("the median of no values");
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/** A Markdown table, then the notes. */
export function toTable(figures: Figure[]): string {
  const rows = figures.map(({ what, measured, target = "", isMet }) => [
    what,
    measured,
    target,
    isMet === undefined ? "" : isMet ? "met" : "**missed**",
  ]);
  const notes = figures.flatMap(({ what, note }) => (note ? [`- ${what}: ${note}`] : []));
  const table = toColumns(["figure", "measured", "target", ""], rows);
  return [table, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}

/** A Markdown table; rows may be short. */
export function toColumns(heads: string[], rows: string[][]): string {
  const all = [heads, ...rows.map((row) => heads.map((_, column) => row[column] ?? ""))];
  const widths = heads.map((_, column) => Math.max(3, ...all.map((row) => row[column]!.length)));
  const line = (row: string[]) => `| ${row.map((text, i) => text.padEnd(widths[i]!)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(heads), rule, ...all.slice(1).map(line)].join("\n");
}

export const toKilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
export const toMs = (ms: number): string => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;
export const toSeconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
export const toShare = (value: number): string => value.toFixed(3);
/** 0.083 as "1/12.0". */
export const toFraction = (value: number): string => `1/${(1 / value).toFixed(1)}`;
