// The whole page has been reset: one press brings every text back.
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";
import { tellPage } from "./page-parts";
import { toPageWords } from "./page-words";

export function offerUndo(edited: { cell: LiveCell; text: string }[]): void {
  const { wasResetAll, undo } = toPageWords(page.language);
  const takeBack = () => {
    for (const { cell, text } of edited) cell.source = text;
  };
  tellPage(wasResetAll(edited.length), { label: undo, act: takeBack });
}
