// Is a section's record the record of this section? Compares what is stored with what the page says now:
// every cell recorded, hashes current, comments true of the recorded outcome, bands those that the seeds give.
// Runs nothing; what a run gives is compared in compare-run.ts.
import { toAuthorError } from "./author-error";
import { compareBand, isInBand, readBand } from "./bands";
import { checkExpectations } from "./expected";
import { findNeeded, type ReadCell } from "./hash";
import { findHome, toPlace } from "./place";
import { findModes, findValue } from "./record";
import type { ValueUse } from "./read";
import type { AuthorError, CellRecord, CellSeeds, Section, SectionRecord } from "./section";

/** A section with what is needed to judge its record. `zh` is the section itself in Chinese. */
export interface RecordedSection {
  section: Section;
  zh: Section;
  cells: ReadCell[];
  values: ValueUse[];
  hashes: { [id: string]: string };
  record: SectionRecord | undefined;
}

/** A slow cell is one that takes longer than this on wasm on two cores, even in quick mode. */
const slowMs = 15_000;

export function checkRecord(page: RecordedSection): AuthorError[] {
  const mode = findModes(page.record ? [page.record] : [])[0] ?? "default";
  const own = findOwnCells(page);
  return [...own.flatMap((read) => checkCell(page, read, mode)), ...checkRecordedValues(page, mode)];
}

/** The cells that this language's record holds: all in zh; in en the restated ones and what depends on them. */
export function findOwnCells({ section, cells }: Pick<RecordedSection, "section" | "cells">): ReadCell[] {
  if (section.lang === "zh") return cells;
  return cells.filter((read) => findNeeded(read, cells).some(({ cell }) => !cell.inherited));
}

function checkCell(page: RecordedSection, read: ReadCell, mode: string): AuthorError[] {
  const { section, record } = page;
  const { id } = read.cell.meta;
  const found = record?.modes[mode]?.cells[id];
  const say = (fact: string, wayOut = `Run: npm run record -- ${section.path}`) => [
    toAuthorError(section.file, read.cell.fence, fact, wayOut),
  ];
  if (!found) return say(`The cell "${id}" has no record (mode ${mode}).`);
  if (found.hash !== page.hashes[id]) {
    return say(`The record of the cell "${id}" is of other code: expected hash ${page.hashes[id]}, got ${found.hash}.`);
  }
  return [...checkState(read, found, say), ...checkComments(page, read, found), ...checkBands(page, read, found, mode)];
}

type Say = (fact: string, wayOut?: string) => AuthorError[];

function checkState({ cell: { meta } }: ReadCell, { state, outputs, ms }: CellRecord, say: Say): AuthorError[] {
  const error = outputs.find((output) => output.kind === "error")?.error;
  if (meta.fails && error?.name !== meta.fails) {
    return say(
      `The cell "${meta.id}" must throw ${meta.fails}, its record has ${error?.name ?? "no error"}.`,
      "Mend the cell or its fails= word.",
    );
  }
  if (!meta.fails && state !== "done")
    return say(`The cell "${meta.id}" failed when it was recorded: ${error?.message ?? state}.`, "Mend the cell.");
  if (meta.slow && ms < slowMs)
    return say(`The cell "${meta.id}" is called slow and took ${ms} ms.`, "Remove the word slow.");
  return [];
}

function checkComments({ section, zh }: RecordedSection, { cell, code }: ReadCell, found: CellRecord): AuthorError[] {
  const home = findHome(section, cell, zh);
  return checkExpectations(code.expectations, found).map(({ line, expected, got }) => {
    const place = toPlace(home.section, home.cell, { line, column: 1 });
    const fact = `The cell "${cell.meta.id}" expects ${expected}, its record has ${got}.`;
    return toAuthorError(home.section.file, place, fact, "Write what came out, or mend the code and record it again.");
  });
}

/** Seeds are run on the Chinese section; an English cell that restates one keeps its bands. */
function checkBands(
  { section, zh, record, hashes }: RecordedSection,
  { cell, code }: ReadCell,
  found: CellRecord,
  mode: string,
): AuthorError[] {
  if (section.lang !== "zh") return [];
  const measured = code.expectations.filter((expectation) => expectation.type === "approx");
  const seeds = record?.seeds[mode]?.[cell.meta.id];
  return measured.flatMap((expectation) => {
    const name = expectation.about.type === "name" ? expectation.about.name : undefined;
    const place = toPlace(zh, cell, { line: expectation.line, column: 1 });
    const wayOut = `Run: npm run seeds -- ${section.path}`;
    const say = (fact: string, way = wayOut) => [toAuthorError(section.file, place, fact, way)];
    const band = readBand(expectation.text);
    if (!band) return [];
    if (!name)
      return say(
        "A band stands on a line that defines no name.",
        "Give the measured number a name: const x = …; // ≈ …",
      );
    if (!seeds || seeds.hash !== hashes[cell.meta.id]) return say(`"${name}" has a band and no seeds of this code.`);
    const verdict = compareBand(band, toValues(seeds, name));
    if (!verdict.ok)
      return say(
        `"${name}" is printed as ≈ ${expectation.text}, but ${verdict.reason}.`,
        `Write // ≈ ${verdict.expected}`,
      );
    const value = found.values[name]?.number ?? NaN;
    return isInBand(value, band) ? [] : say(`"${name}" is recorded as ${value}, outside ≈ ${expectation.text}.`);
  });
}

export function toValues(seeds: CellSeeds, name: string): number[] {
  return seeds.runs.flatMap(({ values }) => (values[name] === undefined ? [] : [values[name]]));
}

function checkRecordedValues({ section, values, record }: RecordedSection, mode: string): AuthorError[] {
  if (section.lang !== "zh" || !record) return [];
  const missing = values.filter(({ name }) => findValue([record], name, mode) === undefined);
  return missing.map((use) =>
    toAuthorError(section.file, use, `"${use.name}" has no recorded value.`, `Run: npm run record -- ${section.path}`),
  );
}
