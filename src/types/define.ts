// Where a name is defined: in a cell, or in a module of the book whose source can be shown.
import type { Definition, Spot } from "./protocol";
import { cellOfFile } from "./protocol";
import type { TypedPage } from "./typed-page";

export function findDefinition(page: TypedPage, at: Spot): Definition | undefined {
  const place = page.find(at);
  const found = place && page.service.getDefinitionAtPosition(place.file, place.offset);
  return found
    ?.map(({ fileName, textSpan: { start, length } }) => toDefinition(page, fileName, start, length))
    .find((definition) => definition !== undefined);
}

function toDefinition(page: TypedPage, file: string, offset: number, length: number): Definition | undefined {
  const spot = page.spotOf({ file, offset });
  if (!spot) return undefined;
  const cell = cellOfFile(spot.file);
  if (cell !== undefined) return { type: "cell", cell, from: spot.offset };
  const text = page.declarations.files[file] ?? "";
  return { type: "module", module: spot.file, from: offset, to: offset + length, text };
}
