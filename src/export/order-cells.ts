// The order in which cells must stand in one program: each after those whose names it uses, otherwise as on the page.
import type { CellText } from "./cell-text";

export function orderCells(cells: CellText[]): CellText[] {
  const owners = new Map(cells.flatMap((cell) => cell.defines.map((name) => [name, cell] as const)));
  const ordered = new Set<CellText>();
  const open = new Set<CellText>();
  const add = (cell: CellText): void => {
    if (open.has(cell)) return; // done, or a cycle, which then stands as the page has it
    open.add(cell);
    for (const name of cell.reads) {
      const owner = owners.get(name);
      if (owner && owner !== cell) add(owner);
    }
    ordered.add(cell);
  };
  for (const cell of cells) add(cell);
  return [...ordered];
}
