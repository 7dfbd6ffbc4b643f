// What a cell offers besides its buttons.
import type { LiveCell } from "./live-cell";
import { openMenu } from "./menu";
import { page } from "./page-cells";
import { toPageWords } from "./page-words";

export function openCellMenu(cell: LiveCell): void {
  const { menu } = toPageWords(page.language);
  const button = cell.querySelector<HTMLElement>('[data-action="more"]')!;
  openMenu(button, [
    { action: "run-to-here", label: menu.runToHere, act: () => page.runToHere(cell) },
    {
      action: "weights",
      label: menu.weights,
      isDisabled: page.findNames(cell).length === 0,
      act: () => import("./weights").then(({ saveWeights }) => saveWeights(cell)),
    },
    { action: "report", label: menu.report, act: () => import("./report").then(({ report }) => report(cell)) },
  ]);
}
