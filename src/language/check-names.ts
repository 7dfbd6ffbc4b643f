// The rules between the cells of a section: a name belongs to one cell, values do not change across cells, no cycles.
// Knows names and places; says nothing and runs nothing. The kernel's graph and the author's check both ask here.
import type { CellCode, Position, Reference } from "./cell-code";

export interface NamedCell {
  id: string;
  code: CellCode;
  /** scope=own: reads the section's names, exports none. */
  own?: boolean;
}

/** A place in a cell. */
export interface Place extends Position {
  cell: string;
}

export type NameFinding = Place & (Duplicate | ForeignWrite | Cycle | LateWrite);

/** Two cells define the name; `first` is where it was defined before. */
interface Duplicate {
  type: "duplicate";
  name: string;
  first: Place;
}

/** The cell writes a name that `owner` defines or imports. */
interface ForeignWrite {
  type: "foreign-write";
  name: string;
  owner: string;
}

/** Each cell needs the next one, the last needs the first; `names[i]` is what `cells[i]` reads of the next. */
interface Cycle {
  type: "cycle";
  cells: string[];
  names: string[];
}

/** A closure changes the name after its cell has ended, and `reader` reads it. */
interface LateWrite {
  type: "late-write";
  name: string;
  reader: string;
}

/** The cell that each name belongs to. Imports belong to the first cell that has them. */
export function findOwners(cells: NamedCell[]): Map<string, Place> {
  const owners = new Map<string, Place>();
  for (const { name, place } of cells.flatMap(findProvided)) {
    if (!owners.has(name)) owners.set(name, place);
  }
  return owners;
}

/** For each cell the cells whose names it reads, with the first name read of each. */
export function findNeeds(cells: NamedCell[]): Map<string, Map<string, Reference>> {
  const owners = findOwners(cells);
  return new Map(cells.map((cell) => [cell.id, needsOf(cell, owners)]));
}

/** All findings, cell by cell. */
export function checkNames(cells: NamedCell[]): NameFinding[] {
  const owners = findOwners(cells);
  return [
    ...findDuplicates(cells),
    ...cells.flatMap((cell) => findForeignWrites(cell, owners)),
    ...cells.flatMap((cell) => findLateReads(cell, cells)),
    ...findCycles(findNeeds(cells)),
  ];
}

interface Provided {
  name: string;
  /** What is behind the name: of an import the module and its name there, otherwise the cell. */
  what: string;
  place: Place;
}

function findProvided({ id, code, own }: NamedCell): Provided[] {
  if (own) return [];
  const defined = code.definitions.map(({ name, line, column }) => ({
    name,
    what: `cell ${id}`,
    place: { cell: id, line, column },
  }));
  const imported = code.imports.flatMap(({ module, names, line, column }) =>
    names.map(({ imported, local }) => ({
      name: local,
      what: `${imported} of ${module}`,
      place: { cell: id, line, column },
    })),
  );
  return [...imported, ...defined];
}

/** The same import may stand in several cells. */
function findDuplicates(cells: NamedCell[]): NameFinding[] {
  const seen = new Map<string, Provided>();
  return cells.flatMap(findProvided).flatMap((provided): NameFinding[] => {
    const first = seen.get(provided.name);
    if (!first) seen.set(provided.name, provided);
    if (!first || first.what === provided.what) return [];
    return [{ type: "duplicate", name: provided.name, first: first.place, ...provided.place }];
  });
}

function findForeignWrites({ id, code }: NamedCell, owners: Map<string, Place>): NameFinding[] {
  const imported = new Set(code.imports.flatMap(({ names }) => names.map(({ local }) => local)));
  return code.assignments.flatMap(({ name, line, column }): NameFinding[] => {
    const owner = imported.has(name) ? id : owners.get(name)?.cell;
    return owner === undefined ? [] : [{ type: "foreign-write", name, owner, cell: id, line, column }];
  });
}

function findLateReads({ id, code, own }: NamedCell, cells: NamedCell[]): NameFinding[] {
  if (own) return [];
  return code.lateWrites.flatMap(({ name, line, column }): NameFinding[] => {
    const reader = cells.find(
      (cell) => cell.id !== id && cell.code.references.some((reference) => reference.name === name),
    );
    return reader ? [{ type: "late-write", name, reader: reader.id, cell: id, line, column }] : [];
  });
}

function needsOf({ id, code }: NamedCell, owners: Map<string, Place>): Map<string, Reference> {
  const needs = new Map<string, Reference>();
  for (const reference of [...code.references, ...code.assignments]) {
    const owner = owners.get(reference.name)?.cell;
    if (owner !== undefined && owner !== id && !needs.has(owner)) needs.set(owner, reference);
  }
  return needs;
}

/** Each cycle once, found by walking from every cell in order. */
function findCycles(needs: Map<string, Map<string, Reference>>): NameFinding[] {
  const findings: NameFinding[] = [];
  const finished = new Set<string>();
  for (const id of needs.keys()) walk(id, []);
  return findings;

  function walk(id: string, path: string[]): void {
    if (path.includes(id)) findings.push(toCycle(path.slice(path.indexOf(id))));
    else if (!finished.has(id)) {
      for (const next of needs.get(id)?.keys() ?? []) walk(next, [...path, id]);
      finished.add(id);
    }
  }

  function toCycle(cells: string[]): NameFinding {
    const read = cells.map(
      (cell, index) => needs.get(cell)?.get(cells[(index + 1) % cells.length] as string) as Reference,
    );
    const [{ line, column }] = read as [Reference];
    return { type: "cycle", cells, names: read.map(({ name }) => name), cell: cells[0] as string, line, column };
  }
}
