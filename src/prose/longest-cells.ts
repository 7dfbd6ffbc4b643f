// The cells that took longest when the book was recorded, and the speed of the machine that recorded them.
import { findModes, readRecord } from "../cells/record";
import type { Environment, ModeRecord, SectionRecord } from "../cells/section";

export interface CellTime {
  section: string;
  cell: string;
  ms: number;
}

export interface CellTimes {
  /** Longest first. */
  times: CellTime[];
  /** What `measured.name` was on that machine; absent until it is recorded. */
  speed?: { value: number; environment: Environment };
}

/** The records of these sections, in Chinese; those that are missing are left out. */
export function readSections(root: string, paths: string[]): SectionRecord[] {
  return paths.flatMap((path) => readRecord(root, path, "zh") ?? []);
}

/** `measured` is the cell, and the name in it, that says how fast a machine is. A page opens in the mode that counts. */
export function findLongest(
  records: SectionRecord[],
  most: number,
  measured: { section: string; cell: string; name: string },
): CellTimes {
  const modes = records.map((record) => ({ record, mode: openingMode(record) }));
  const times = modes
    .flatMap(({ record: { section }, mode }) =>
      Object.entries(mode?.cells ?? {}).map(([cell, { ms }]) => ({ section, cell, ms })),
    )
    .sort((a, b) => b.ms - a.ms)
    .slice(0, most);
  const mode = modes.find(({ record }) => record.section === measured.section)?.mode;
  const value = mode?.cells[measured.cell]?.values[measured.name]?.number;
  return mode && value !== undefined ? { times, speed: { value, environment: mode.environment } } : { times };
}

function openingMode(record: SectionRecord): ModeRecord | undefined {
  return record.modes[findModes([record])[0] ?? ""];
}
