// A section is one module cut into cells: a name belongs to one cell, no cell changes another's, and cells stand in
// the order in which they need each other.
import type { Position } from "../language/cell-code";
import { toAuthorError } from "./author-error";
import { findProviders, type ReadCell } from "./hash";
import { toPlace } from "./place";
import type { AuthorError, Cell, Section } from "./section";

export function checkNames(section: Section, cells: ReadCell[]): AuthorError[] {
  const shared = cells.filter(({ cell }) => !cell.meta.own);
  return [
    ...checkOwners(section, shared),
    ...cells.flatMap((read) => checkAssignments(section, read, shared)),
    ...checkOrder(section, cells, shared),
  ];
}

/** Who makes each name: the first cell that does. */
function findOwners(cells: ReadCell[]): Map<string, ReadCell> {
  const owners = new Map<string, ReadCell>();
  for (const read of cells) for (const { name } of read.code.definitions) if (!owners.has(name)) owners.set(name, read);
  return owners;
}

function checkOwners(section: Section, cells: ReadCell[]): AuthorError[] {
  const owners = findOwners(cells);
  const defined = cells.flatMap((read) =>
    read.code.definitions
      .filter(({ name }) => owners.get(name) !== read)
      .map((definition) => ownedTwice(section, read.cell, definition.name, definition, owners.get(definition.name)!.cell)),
  );
  return [...defined, ...checkImportedNames(section, cells, owners)];
}

/** The same import may stand in several cells; one local name for two things may not. */
function checkImportedNames(section: Section, cells: ReadCell[], owners: Map<string, ReadCell>): AuthorError[] {
  const meanings = new Map<string, { cell: Cell; meaning: string }>();
  const errors: AuthorError[] = [];
  for (const { cell, code } of cells) {
    for (const { module, names, ...place } of code.imports) {
      for (const { imported, local } of names) {
        const first = meanings.get(local) ?? { cell, meaning: `${module}#${imported}` };
        meanings.set(local, first);
        const owner = first.meaning === `${module}#${imported}` ? owners.get(local)?.cell : first.cell;
        if (owner && owner !== cell) errors.push(ownedTwice(section, cell, local, place, owner));
      }
    }
  }
  return errors;
}

function ownedTwice(section: Section, cell: Cell, name: string, position: Position, owner: Cell): AuthorError {
  const fact = `"${name}" belongs to the cell "${owner.meta.id}" (line ${owner.fence.line}) already.`;
  return toAuthorError(section.file, toPlace(section, cell, position), fact, "Give it another name here, or say scope=own if this cell exports nothing.");
}

function checkAssignments(section: Section, { cell, code }: ReadCell, shared: ReadCell[]): AuthorError[] {
  const owners = findOwners(shared.filter((other) => other.cell !== cell));
  return code.assignments.flatMap(({ name, ...position }) => {
    const owner = owners.get(name);
    if (!owner) return [];
    const fact = `This cell changes "${name}", which the cell "${owner.cell.meta.id}" made.`;
    const wayOut = "Give the result a new name: values do not change across cells, so that pressing Run twice gives what pressing it once gives.";
    return [toAuthorError(section.file, toPlace(section, cell, position), fact, wayOut)];
  });
}

function checkOrder(section: Section, cells: ReadCell[], shared: ReadCell[]): AuthorError[] {
  const told = new Set<Cell>();
  return cells.flatMap((read, i) =>
    findProviders(read, shared)
      .filter((provider) => cells.indexOf(provider) > i && !told.has(read.cell))
      .map((provider) => {
        const cycle = findPath(provider, read, shared);
        cycle.forEach((c) => told.add(c.cell));
        return cycle.length > 0 ? needEachOther(section, read, cycle) : standsAbove(section, read, provider);
      }),
  );
}

/** From one cell to another by what each needs; empty where there is no way. */
function findPath(from: ReadCell, to: ReadCell, cells: ReadCell[], seen = new Set<ReadCell>()): ReadCell[] {
  if (from === to) return [to];
  seen.add(from);
  for (const next of findProviders(from, cells)) {
    const path = seen.has(next) ? [] : findPath(next, to, cells, seen);
    if (path.length > 0) return [from, ...path];
  }
  return [];
}

function standsAbove(section: Section, read: ReadCell, provider: ReadCell): AuthorError {
  const { name, place } = findReading(section, read, provider);
  const fact = `This cell reads "${name}", which is made below it, in the cell "${provider.cell.meta.id}" (line ${provider.cell.fence.line}).`;
  return toAuthorError(section.file, place, fact, `Move the cell "${read.cell.meta.id}" under it: cells stand in the order they need each other.`);
}

function needEachOther(section: Section, read: ReadCell, path: ReadCell[]): AuthorError {
  const { place } = findReading(section, read, path[0]!);
  const ids = [read, ...path].map(({ cell }) => cell.meta.id);
  return toAuthorError(section.file, place, `These cells need each other: ${ids.join(" → ")}.`, "Join them, or move what both need into a cell above.");
}

function findReading(section: Section, read: ReadCell, provider: ReadCell): { name: string; place: Position } {
  const names = new Set(provider.code.definitions.map((d) => d.name).concat(provider.code.imports.flatMap((i) => i.names.map((n) => n.local))));
  const reference = read.code.references.find((r) => names.has(r.name)) ?? { name: "", line: 1, column: 1 };
  return { name: reference.name, place: toPlace(section, read.cell, reference) };
}
