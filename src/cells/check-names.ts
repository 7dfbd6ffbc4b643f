// What src/language finds about the names of a section, as author errors; and what only a published page must keep:
// cells stand in the order in which they need each other, and import what they use.
import { checkNames as findNameFaults, findNeeds, type NameFinding } from "../language";
import { toAuthorError } from "./author-error";
import { toNamed, type ReadCell } from "./hash";
import { toPlace } from "./place";
import type { AuthorError, Exercise, Section } from "./section";

/** `cells` of the page in order, then the `parts` of its exercises. */
export function checkNames(section: Section, cells: ReadCell[], parts: ReadCell[]): AuthorError[] {
  const all = [...cells, ...parts];
  const findings = findNameFaults(all.map(toNamed));
  const inCycles = new Set(findings.flatMap((finding) => (finding.type === "cycle" ? finding.cells : [])));
  return [
    ...findings.map((finding) => toError(section, all, finding)),
    ...checkOrder(section, cells, inCycles),
    ...checkBorrowedImports(section, all),
  ];
}

function toError(section: Section, cells: ReadCell[], finding: NameFinding): AuthorError {
  const { cell } = cells.find((read) => read.cell.meta.id === finding.cell)!;
  const line = (id: string) => cells.find((read) => read.cell.meta.id === id)!.cell.fence.line;
  const say = (fact: string, wayOut: string) =>
    toAuthorError(section.file, toPlace(section, cell, finding), fact, wayOut);
  const { name } = { name: "", ...finding };
  switch (finding.type) {
    case "duplicate":
      return say(
        `"${name}" belongs to the cell "${finding.first.cell}" (line ${line(finding.first.cell)}) already.`,
        "Give it another name here, or say scope=own if this cell exports nothing.",
      );
    case "foreign-write":
      return say(
        `This cell changes "${name}", which the cell "${finding.owner}" made.`,
        "Give the result a new name: values do not change across cells, so that pressing Run twice gives what pressing it once gives.",
      );
    case "late-write":
      return say(
        `A function changes "${name}" after its cell has ended; the cell "${finding.reader}" reads it as it was then.`,
        "Let the function return the new value, or keep it in a field of an object.",
      );
    case "cycle":
      return say(
        `These cells need each other: ${[...finding.cells, finding.cells[0]].join(" → ")} (by ${finding.names.join(", ")}).`,
        "Join them, or move what both need into a cell above.",
      );
    default:
      return finding satisfies never;
  }
}

function checkOrder(section: Section, cells: ReadCell[], inCycles: Set<string>): AuthorError[] {
  const needs = findNeeds(cells.map(toNamed));
  return cells.flatMap(({ cell }, i) => {
    const later = cells.slice(i + 1).flatMap((other) => {
      const reference = inCycles.has(cell.meta.id) ? undefined : needs.get(cell.meta.id)?.get(other.cell.meta.id);
      return reference ? [{ reference, other: other.cell }] : [];
    });
    return later.map(({ reference, other }) => {
      const fact = `This cell reads "${reference.name}", which is made below it, in the cell "${other.meta.id}" (line ${other.fence.line}).`;
      const wayOut = `Move the cell "${cell.meta.id}" under it: cells stand in the order in which they need each other.`;
      return toAuthorError(section.file, toPlace(section, cell, reference), fact, wayOut);
    });
  });
}

/** TypeScript sees every import of the section; a cell sees only those of cells that export, and its own. */
function checkBorrowedImports(section: Section, cells: ReadCell[]): AuthorError[] {
  const shared = new Set(
    cells.filter(({ cell }) => !cell.meta.own).flatMap((read) => [...findDefined(read), ...findImported(read)]),
  );
  const withheld = new Map(
    cells
      .filter(({ cell }) => cell.meta.own)
      .flatMap((read) => findImported(read).map((name) => [name, read] as const)),
  );
  return cells.flatMap((read) => {
    const scope = cells.filter((other) => other === read || isSameExercise(section, read, other));
    const known = new Set(scope.flatMap((other) => [...findDefined(other), ...findImported(other)]));
    const borrowed = read.code.references.filter(
      ({ name }) => withheld.has(name) && !shared.has(name) && !known.has(name),
    );
    return borrowed.map((reference) => {
      const owner = withheld.get(reference.name)!.cell.meta.id;
      const fact = `This cell reads "${reference.name}", which only "${owner}" imports, and that exports nothing.`;
      return toAuthorError(section.file, toPlace(section, read.cell, reference), fact, "Import it here as well.");
    });
  });
}

function isSameExercise({ exercises }: Section, a: ReadCell, b: ReadCell): boolean {
  const parts = ({ starter, check, solution, wrong }: Exercise) => [starter, check, solution, ...wrong];
  return exercises.some((exercise) => parts(exercise).includes(a.cell) && parts(exercise).includes(b.cell));
}

function findDefined({ code }: ReadCell): string[] {
  return code.definitions.map(({ name }) => name);
}

function findImported({ code }: ReadCell): string[] {
  return code.imports.flatMap(({ names }) => names.map(({ local }) => local));
}
