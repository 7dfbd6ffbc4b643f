// What a name is: for the pointer, for the choices of a completion, and for the arguments of a call.
import ts from "typescript";
import { preferences } from "./complete";
import type { Explanation, Hover, SignatureHelp, Spot } from "./protocol";
import type { FileOffset, TypedPage } from "./typed-page";

export function explainAt(page: TypedPage, at: Spot): Hover | undefined {
  const place = page.find(at);
  const info = place && page.service.getQuickInfoAtPosition(place.file, place.offset);
  const from = info && page.spotOf({ file: place.file, offset: info.textSpan.start });
  if (!info || from?.file !== at.file) return undefined;
  const definitions = page.service.getDefinitionAtPosition(place.file, place.offset) ?? [];
  const places = definitions.map(({ fileName, textSpan }) => ({ file: fileName, offset: textSpan.start }));
  const docs = toText(info.documentation) || findDocs(page, places);
  return { from: from.offset, to: from.offset + info.textSpan.length, signature: toSignature(info.displayParts), docs };
}

/** A choice of a completion at the spot. */
export function explainChoice(page: TypedPage, at: Spot, label: string): Explanation | undefined {
  const place = page.find(at);
  if (!place) return undefined;
  const { file, offset } = place;
  const details = page.service.getCompletionEntryDetails(file, offset, label, {}, undefined, preferences, undefined);
  if (!details) return undefined;
  const symbol = page.service.getCompletionEntrySymbol(file, offset, label, undefined);
  const docs = toText(details.documentation) || findDocs(page, symbol ? placesOf(page, symbol) : []);
  return { signature: toSignature(details.displayParts), docs };
}

export function findSignature(page: TypedPage, at: Spot): SignatureHelp | undefined {
  const place = page.find(at);
  const help = place && page.service.getSignatureHelpItems(place.file, place.offset, undefined);
  const item = help?.items[help.selectedItemIndex];
  const start = help && page.spotOf({ file: place.file, offset: help.applicableSpan.start });
  if (!help || !item || !start) return undefined;
  const { selectedItemIndex: index, items, argumentIndex } = help;
  const active = item.parameters[Math.min(argumentIndex, item.parameters.length - 1)];
  const docs = toText(active?.documentation) || toText(item.documentation);
  return { start: start.offset, ...toCall(item, active), docs, index, count: items.length };
}

/** "matMul(a: Tensor, b: Tensor): Tensor", and where the active parameter stands in it. */
function toCall(
  { prefixDisplayParts, separatorDisplayParts, suffixDisplayParts, parameters }: ts.SignatureHelpItem,
  active: ts.SignatureHelpParameter | undefined,
): Pick<SignatureHelp, "label" | "active"> {
  let label = ts.displayPartsToString(prefixDisplayParts);
  let span: SignatureHelp["active"];
  parameters.forEach((parameter, i) => {
    if (i > 0) label += ts.displayPartsToString(separatorDisplayParts);
    const from = label.length;
    label += ts.displayPartsToString(parameter.displayParts);
    if (parameter === active) span = { from, to: label.length };
  });
  return { label: label + ts.displayPartsToString(suffixDisplayParts), active: span };
}

/** Without TypeScript's "(alias) …" and the line that says where a name was imported. */
function toSignature(parts: ts.SymbolDisplayPart[] | undefined): string {
  const text = ts.displayPartsToString(parts);
  const isAlias = text.startsWith("(alias) ");
  return isAlias ? text.slice("(alias) ".length).replace(/\n(import|export) [^\n]*$/, "") : text;
}

function toText(parts: ts.SymbolDisplayPart[] | undefined): string {
  return ts.displayPartsToString(parts).trim();
}

function placesOf(page: TypedPage, symbol: ts.Symbol): FileOffset[] {
  const checker = page.service.getProgram()?.getTypeChecker();
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const target = checker && isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.declarations ?? []).map((declaration) => {
    const name = ts.getNameOfDeclaration(declaration) ?? declaration;
    return { file: name.getSourceFile().fileName, offset: name.getStart() };
  });
}

/** Of declarations whose comments were stripped. */
function findDocs({ docs }: TypedPage, places: FileOffset[]): string {
  const found = places.map(({ file, offset }) => docs?.at[file]?.[offset]).find((index) => index !== undefined);
  return found === undefined ? "" : (docs?.texts[found] ?? "");
}
