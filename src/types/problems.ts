// What is wrong in cells, at their own offsets. In the words of TypeScript but for the rules of a page, which are ours.
import ts from "typescript";
import { findNearest } from "../language/nearest";
import { typeMessagesIn } from "./messages";
import { pageFile } from "./project";
import type { Problem } from "./protocol";
import type { TypedPage } from "./typed-page";

/** And its twin, used before being assigned. */
const usedBeforeDeclared = [2448, 2454];
const declaredTwice = [2300, 2451];
const noSuchModule = [2307, 2792];

/** In these cells; a reader's cell may read a name that stands further down. */
export function findProblems(page: TypedPage, cells: string[]): Problem[] {
  const syntactic = page.service.getSyntacticDiagnostics(pageFile);
  const typed = findTypeProblems(page, cells).filter(
    (diagnostic) => syntactic.length === 0 || !isImportedTwice(page, diagnostic),
  );
  const problems = [...syntactic, ...typed].flatMap((diagnostic) => toProblem(page, diagnostic));
  return problems.filter(({ cell }) => cells.includes(cell));
}

/** A cell that is no TypeScript at the moment keeps its imports, and others may have the same. */
function isImportedTwice({ module }: TypedPage, { code, start = 0 }: ts.Diagnostic): boolean {
  return declaredTwice.includes(code) && /(?:^|[\n;])\s*import\b[^;]*$/.test(module.text.slice(0, start));
}

/** Only the cells that are asked for are checked: of the others, what they need of them. */
function findTypeProblems({ project, service, module }: TypedPage, cells: string[]): ts.Diagnostic[] {
  const parts = module.parts.filter(({ cell }) => cells.includes(cell));
  // TypeScript tells of an expected error that is none only where it has checked everything.
  const isWhole = parts.some(({ text }) => text.includes("@ts-expect-error"));
  const ranges = parts.map(({ start, text }) => ({ pos: start, end: start + text.length }));
  return (isWhole ? undefined : project.checkRanges(ranges)) ?? service.getSemanticDiagnostics(pageFile);
}

function toProblem(page: TypedPage, diagnostic: ts.Diagnostic): Problem[] {
  const { start = 0, length = 0, code, category } = diagnostic;
  const place = cellAt(page, start);
  const end = cellAt(page, start + length);
  if (!place || (usedBeforeDeclared.includes(code) && isOfOtherCell(page, start, place.cell))) return [];
  const to = end?.cell === place.cell ? Math.max(end.offset, place.offset) : place.offset;
  const severity = category === ts.DiagnosticCategory.Error ? "error" : "warning";
  return [{ cell: place.cell, from: place.offset, to, severity, message: toMessage(page, diagnostic, place.cell) }];
}

function toMessage(page: TypedPage, diagnostic: ts.Diagnostic, cell: string): string {
  const say = typeMessagesIn(page.language);
  const { code } = diagnostic;
  const word = textOf(page, diagnostic);
  const other = declaredTwice.includes(code) ? page.findOwners(word).find((owner) => owner !== cell) : undefined;
  if (other !== undefined) return say.taken(word, other);
  if (noSuchModule.includes(code)) {
    const name = word.slice(1, -1);
    return say.noModule(name, findNearest(name, page.declarations.importable));
  }
  return ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
}

/** The name at the offset is defined in another cell; that one may be no TypeScript at the moment. */
function isOfOtherCell(page: TypedPage, offset: number, cell: string): boolean {
  const definitions = page.service.getDefinitionAtPosition(pageFile, offset) ?? [];
  return definitions.every(
    ({ fileName, textSpan }) => fileName === pageFile && cellAt(page, textSpan.start)?.cell !== cell,
  );
}

function textOf({ module }: TypedPage, { start = 0, length = 0 }: ts.Diagnostic): string {
  return module.text.slice(start, start + length);
}

function cellAt(page: TypedPage, offset: number): { cell: string; offset: number } | undefined {
  const spot = page.spotOf({ file: pageFile, offset });
  return spot && { cell: spot.file.slice("cell:".length), offset: spot.offset };
}
