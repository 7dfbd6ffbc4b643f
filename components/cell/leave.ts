// Taking the page away: its cells as they stand now, with the modules of the book that they use, as one program.
import type { ExportedCell, ExportedPage } from "../../src/export/exported-page";
import { bookSources } from "../../src/export/sources";
import { toNotebook } from "../../src/export/to-notebook";
import { toScript } from "../../src/export/to-script";
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";
import { findRelease } from "./page-parts";
import { saveFile } from "./save-file";

export function saveScript(): void {
  const exported = readPage();
  saveFile(`${exported.name}.ts`, toScript(exported, bookSources), "text/typescript");
}

export function saveNotebook(): void {
  const exported = readPage();
  saveFile(
    `${exported.name}.ipynb`,
    JSON.stringify(toNotebook(exported, bookSources), null, 1),
    "application/x-ipynb+json",
  );
}

function readPage(): ExportedPage {
  return {
    title: document.querySelector("h1")?.textContent.trim() ?? page.section,
    address: location.origin + location.pathname,
    dataAddress: new URL(`${import.meta.env.BASE_URL.replace(/\/?$/, "/")}data/`, location.origin).href,
    name: page.section.split("/").at(-1) || "section",
    language: page.language,
    release: findRelease(),
    cells: readCells(),
  };
}

/** In page order, each with the last heading above it that has not been said. Unanswered exercises stay. */
function readCells(): ExportedCell[] {
  const cells: ExportedCell[] = [];
  let heading: string | undefined;
  for (const element of document.querySelectorAll<HTMLElement>("main :is(h2, h3), live-cell")) {
    if (element.localName !== "live-cell") heading = element.textContent.trim();
    else if (isTaken(element as LiveCell)) {
      cells.push({ ...readCell(element as LiveCell), heading });
      heading = undefined;
    }
  }
  return cells;
}

function isTaken(cell: LiveCell): boolean {
  return !cell.isExercise || cell.source !== cell.original;
}

/** The page does not keep a reader's file: a program starts with the one that the book has. */
function isWhole(value: unknown): boolean {
  return typeof value !== "object" || Array.isArray(value);
}

function readCell(cell: LiveCell): ExportedCell {
  const inputs = cell.outputs.flatMap((output) =>
    output.kind === "input" && isWhole(output.value) ? [[output.name, output.value]] : [],
  );
  return {
    id: cell.cellId,
    source: cell.source,
    isOwn: cell.isOwn || cell.isExercise,
    fails: cell.state === "failed" || "fails" in cell.dataset,
    inputs: Object.fromEntries(inputs) as Record<string, unknown>,
  };
}
