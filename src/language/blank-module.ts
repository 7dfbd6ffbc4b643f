// A TypeScript module → the JavaScript module it is, without the rules of cells: imports and exports stay.
// It is what the compiler is measured with, against the files that packages ship.
import { blankTypes } from "./blank-types";
import { Edits, type Rendered } from "./edits";
import { separateStatements } from "./joins";
import { parseModule } from "./parse";

export function blankModule(source: string): Rendered {
  const { program } = parseModule(source);
  const edits = new Edits(source);
  blankTypes(program, edits);
  separateStatements(program, edits);
  return edits.render();
}
