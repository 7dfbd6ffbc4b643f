// Every rule of a Chinese section that can be told without running it. English sections: same-code.ts.
import { suggest, toAuthorError } from "./author-error";
import type { BookModules } from "./book-modules";
import { checkNames } from "./check-names";
import { checkSave } from "./check-save";
import type { ReadCell } from "./hash";
import { toPlace } from "./place";
import { readCode } from "./read-code";
import type { Reading, ValueUse } from "./read";
import type { AuthorError, Cell, Exercise, Section } from "./section";

const modules = ["@tensorflow/tfjs", "book"];

export function checkSection({ section, values, errors }: Reading, book: BookModules): AuthorError[] {
  const code = readCode(section);
  return [
    ...errors,
    ...code.errors,
    ...checkIds(section),
    ...section.cells.flatMap((cell) => checkEmpty(section, cell)),
    ...section.cells.flatMap((cell) => checkSave(section, cell, book)),
    ...section.exercises.flatMap((exercise) => checkExercise(section, exercise)),
    ...[...code.cells, ...code.parts].flatMap((read) => checkImports(section, read, book)),
    ...checkNames(section, code.cells, code.parts),
    ...checkValues(section, values, code.cells),
  ];
}

/** `<Value of>` names a name that a cell of the section makes. Holds for both languages. */
export function checkValues(section: Section, values: ValueUse[], cells: ReadCell[]): AuthorError[] {
  const known = cells.flatMap(({ code }) => code.definitions.map((d) => d.name));
  return values
    .filter(({ name }) => !known.includes(name))
    .map((use) => {
      const wayOut = suggest(use.name, known, `The section makes ${known.join(", ") || "none"}.`);
      return toAuthorError(section.file, use, `No cell of this section makes "${use.name}".`, wayOut);
    });
}

function checkIds(section: Section): AuthorError[] {
  const seen = new Map<string, number>();
  const all = [...section.cells.map((c) => ({ id: c.meta.id, fence: c.fence })), ...section.exercises];
  return all
    .sort((a, b) => a.fence.line - b.fence.line)
    .flatMap(({ id, fence }) => {
      const first = seen.get(id);
      if (first === undefined) seen.set(id, fence.line);
      if (first === undefined || id === "") return [];
      return [
        toAuthorError(
          section.file,
          fence,
          `The id "${id}" is taken by line ${first}.`,
          "An id is a cell's address: give this one another.",
        ),
      ];
    });
}

function checkEmpty(section: Section, cell: Cell): AuthorError[] {
  if (cell.code.trim() !== "") return [];
  return [
    toAuthorError(
      section.file,
      cell.fence,
      `The cell "${cell.meta.id}" is empty.`,
      "The Chinese section owns the code: write it here.",
    ),
  ];
}

function checkExercise(section: Section, { id, fence, starter, check, solution, wrong }: Exercise): AuthorError[] {
  const parts = { starter, check, solution };
  const missing = Object.entries(parts).filter(([, cell]) => cell.code.trim() === "");
  const errors = missing.map(([role]) =>
    toAuthorError(section.file, fence, `The exercise "${id}" has no ${role}.`, `Add a \`\`\`ts ${role} fence to it.`),
  );
  if (wrong.length >= 2) return errors;
  const fact = `The exercise "${id}" has ${wrong.length === 0 ? "no wrong answer" : "one wrong answer"}.`;
  return [
    ...errors,
    toAuthorError(
      section.file,
      fence,
      fact,
      "Add ```ts wrong fences until there are two: they prove that the check can say no.",
    ),
  ];
}

function checkImports(section: Section, { cell, code }: ReadCell, book: BookModules): AuthorError[] {
  if (cell.inherited) return [];
  return code.imports.flatMap(({ module, ...position }) => {
    if (modules.includes(module) || (module.startsWith("book/") && book.findFile(module))) return [];
    const known = [...modules, ...book.findModules()];
    const fact = `A cell cannot import "${module}".`;
    const wayOut = suggest(module, known, "Cells import @tensorflow/tfjs, book and book/….");
    return [toAuthorError(section.file, toPlace(section, cell, position), fact, wayOut)];
  });
}
