// What becomes of the page's edits: saved at each change, compared with what another tab or a file brought, reset.
import type { LiveCell } from "./live-cell";
import type { PageCells } from "./page-cells";
import { toSourceHash } from "./source-hash";

/** Another tab writes, or this one slept while it did. */
export function listenForOtherTabs(page: PageCells): void {
  addEventListener("storage", ({ key }) => key === page.edits.key && compareWithStore(page));
  addEventListener("pageshow", ({ persisted }) => persisted && compareWithStore(page));
}

export function saveEdit(page: PageCells, cell: LiveCell): void {
  const { cellId, source, original, dataset } = cell;
  const { edits } = page;
  const isShared = "shared" in dataset;
  // The reader goes on with a sender's code: their own text, which it covers, is kept beside it.
  const covered = dataset.shared === "" ? edits.find(cellId)?.text : undefined;
  if (isShared) dataset.shared = "edited";
  const base = { ...toSourceHash(original), language: page.language };
  const rival = source === original ? edits.drop(cellId) : edits.save(cellId, { text: source, base }, covered);
  if (rival !== undefined && !isShared) ask(cell, rival);
  if (!edits.isSaved) void import("./unsaved").then(({ offerFile }) => offerFile());
}

/** A file of edits has been read in: cells that the reader had not edited show what it brought. */
export function showStoredEdits(page: PageCells): void {
  for (const cell of page.cells) cell.showStored();
  compareWithStore(page);
}

/** Every cell back to the book's text; can be undone until something else is said. */
export function resetAll(page: PageCells): void {
  const edited = page.cells.flatMap((cell) => (cell.source === cell.original ? [] : [{ cell, text: cell.source }]));
  for (const { cell } of edited) cell.reset();
  if (edited.length > 0) void import("./undo-reset").then(({ offerUndo }) => offerUndo(edited));
}

/** Where a text differs from the reader's other one, they are asked. */
function compareWithStore(page: PageCells): void {
  for (const cell of page.cells) {
    if ("shared" in cell.dataset) continue;
    const rival = page.edits.findRival(cell.cellId, cell.source);
    if (rival !== undefined) ask(cell, rival);
    else if (!cell.findPart("notice").hidden) void cell.notices().then((notices) => notices.withdrawRival());
  }
}

function ask(cell: LiveCell, rival: string): void {
  void cell.notices().then((notices) => notices.askAboutRival(rival));
}
