// What could be written at a spot: names, members, and in an import the modules that a cell may import.
import ts from "typescript";
import { pageFile } from "./project";
import type { Choice, Choices, Spot } from "./protocol";
import type { TypedPage } from "./typed-page";

export const preferences: ts.UserPreferences = { includeCompletionsWithInsertText: false };

export function findChoices(page: TypedPage, at: Spot): Choices | undefined {
  const place = page.find(at);
  if (place?.file !== pageFile) return undefined;
  const path = findImportPath(page, place.offset);
  if (path) return { from: at.offset - path.written, choices: page.declarations.importable.map(toModuleChoice) };
  if (isInComment(page, place.offset)) return undefined;
  const found = page.service.getCompletionsAtPosition(pageFile, place.offset, preferences);
  if (!found) return undefined;
  const entries = found.entries.filter(({ insertText, source }) => insertText === undefined && source === undefined);
  return { from: at.offset - countWord(page.module.text, place.offset), choices: entries.map(toChoice) };
}

function toChoice({ name, kind, sortText }: ts.CompletionEntry): Choice {
  return { label: name, kind, rank: Number.parseInt(sortText, 10) };
}

const toModuleChoice = (label: string, rank: number): Choice => ({ label, kind: "module", rank });

/** How many characters before the offset are of the word that is being written. */
function countWord(text: string, offset: number): number {
  return /[$\p{ID_Continue}]*$/u.exec(text.slice(Math.max(0, offset - 100), offset))![0].length;
}

/** In the quotation of an import, how much of it stands before the offset. */
function findImportPath(page: TypedPage, offset: number): { written: number } | undefined {
  const literal = findNode(page, offset, ts.isStringLiteral);
  if (!literal || !isImported(literal)) return undefined;
  return { written: offset - literal.getStart() - 1 };
}

function isImported({ parent }: ts.StringLiteral): boolean {
  if (ts.isImportDeclaration(parent)) return true;
  return ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword;
}

function isInComment(page: TypedPage, offset: number): boolean {
  return page.service.getSpanOfEnclosingComment(pageFile, offset, false) !== undefined;
}

function findNode<T extends ts.Node>(
  page: TypedPage,
  offset: number,
  isWanted: (node: ts.Node) => node is T,
): T | undefined {
  const source = page.service.getProgram()?.getSourceFile(pageFile);
  const visit = (node: ts.Node): T | undefined => {
    if (offset <= node.getStart(source) || offset > node.end) return undefined;
    return isWanted(node) ? node : ts.forEachChild(node, visit);
  };
  return source && ts.forEachChild(source, visit);
}
