// A cell's JavaScript → the text of an ES module whose default export runs it once.
// The body is an async function, so `await`, hoisting and `var` mean what they mean at a module's top level.
import type { CellCode, CellModule } from "./cell-code";
import { shiftFirstLine } from "./positions";
import { runtimeNames } from "./read-cell";

/**
 * `export default async (inputs, kernel) => {…}`, on the cell's own lines; resolves to the defined values by name.
 * `inputs` are the names that come from outside: other cells' values that it reads, and what it imports.
 */
export function toModule(code: CellCode, inputs: string[]): CellModule {
  const { display, due, turn } = runtimeNames(code.source);
  const runtime = `{ display: ${display}, due: ${due}, turn: ${turn} }`;
  const prefix = `export default async ({ ${inputs.join(", ")} }, ${runtime}) => {;`;
  const suffix = `\n;return { ${code.definitions.map(({ name }) => name).join(", ")} };\n};\n`;
  return { text: prefix + code.text + suffix, insertions: shiftFirstLine(code.insertions, prefix) };
}
