// A new name for what the page defines, in every cell that says it. What comes from elsewhere keeps its name.
import ts from "typescript";
import { pageFile } from "./project";
import type { Renaming, RenameRefusal, Spot, TextEdit } from "./protocol";
import type { TypedPage } from "./typed-page";

const preferences: ts.UserPreferences = { providePrefixAndSuffixTextForRename: true };

export function rename(page: TypedPage, at: Spot, name: string): Renaming {
  const place = page.find(at);
  if (place?.file !== pageFile) return refuse("nothing");
  const old = wordAt(page.module.text, place.offset);
  const info = page.service.getRenameInfo(pageFile, place.offset, preferences);
  const found = page.service.findRenameLocations(pageFile, place.offset, false, false, preferences);
  if (!info.canRename || !found) return old ? refuse("foreign", old) : refuse("nothing");
  if (found.some((location) => isForeign(page, location))) return refuse("foreign", old);
  if (!isName(name)) return refuse("noName", name);
  if (name !== old && isTaken(page, name)) return refuse("taken", name);
  return { type: "edits", edits: found.flatMap((location) => toEdit(page, location, name)) };
}

const refuse = (why: RenameRefusal, detail = ""): Renaming => ({ type: "refused", why, detail });

/** `{ loss }` of an object becomes `{ loss: error }`: what stands before or behind is part of the edit. */
function toEdit(page: TypedPage, location: ts.RenameLocation, name: string): TextEdit[] {
  const { fileName, textSpan, prefixText = "", suffixText = "" } = location;
  const spot = page.spotOf({ file: fileName, offset: textSpan.start });
  if (!spot) return [];
  const text = prefixText + name + suffixText;
  return [{ file: spot.file, from: spot.offset, to: spot.offset + textSpan.length, text }];
}

/** Of another file, or imported: only the first of several equal imports stands in the module. */
function isForeign(page: TypedPage, { fileName, textSpan }: ts.RenameLocation): boolean {
  if (fileName !== pageFile) return true;
  const statements = page.service.getProgram()?.getSourceFile(pageFile)?.statements ?? [];
  return statements.some((one) => ts.isImportDeclaration(one) && one.pos <= textSpan.start && textSpan.start < one.end);
}

function isTaken(page: TypedPage, name: string): boolean {
  const program = page.service.getProgram();
  const source = program?.getSourceFile(pageFile);
  if (!program || !source) return false;
  const kinds = ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Alias;
  const symbols = program.getTypeChecker().getSymbolsInScope(source, kinds);
  const ours = symbols.filter(({ declarations }) => declarations?.some((one) => one.getSourceFile() === source));
  return ours.some((symbol) => symbol.name === name);
}

function isName(text: string): boolean {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  const isWord = /^[$_\p{ID_Start}][$\p{ID_Continue}]*$/u.test(text);
  return isWord && scanner.scan() === ts.SyntaxKind.Identifier;
}

function wordAt(text: string, offset: number): string {
  const before = /[$\p{ID_Continue}]*$/u.exec(text.slice(0, offset))![0];
  return before + /^[$\p{ID_Continue}]*/u.exec(text.slice(offset))![0];
}
