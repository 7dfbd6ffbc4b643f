// A page → a Jupyter notebook for Deno's kernel: headings as prose, the book's modules in the first cell.
// Format: https://nbformat.readthedocs.io/en/latest/format_description.html (4.5)
import { toCellText, type CellText } from "./cell-text";
import type { ExportedPage } from "./exported-page";
import type { BookSources } from "./link";
import { orderCells } from "./order-cells";
import { toPinned } from "./packages";
import { linkCells, usesTfjs } from "./to-script";
import { wordsIn } from "./words";

interface NotebookCell {
  id: string;
  cell_type: "markdown" | "code";
  metadata: object;
  source: string[];
  outputs?: [];
  execution_count?: null;
}

export interface Notebook {
  nbformat: 4;
  nbformat_minor: 5;
  metadata: object;
  cells: NotebookCell[];
}

export function toNotebook(page: ExportedPage, sources: BookSources): Notebook {
  const cells = orderCells(page.cells.map((cell) => toCellText(cell)));
  const title = `# ${page.title}\n\n[${page.address}](${page.address})\n\n${wordsIn(page.language).origin(page.release)}`;
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/x.typescript" },
    },
    cells: [toMarkdown("title", title), toCode("book", toSetup(page, cells, sources)), ...cells.flatMap(toParts)],
  };
}

function toSetup(page: ExportedPage, cells: CellText[], sources: BookSources): string {
  const linked = linkCells(cells, sources);
  const imports = linked.imports.map((line) =>
    line.replace(/from "([^"]+)"/, (_, name) => `from "npm:${toPinned(name)}"`),
  );
  const modules = linked.modules.map(({ name, text }) => `// ${name}\n${text}`);
  const start = `startTerminal({ data: ${JSON.stringify(page.dataAddress)}, language: "${page.language}" });`;
  const backend = usesTfjs(linked) ? ["await openBackend(tf);"] : [];
  return [...imports, ...modules, ...linked.aliases, [start, ...backend].join("\n")].join("\n\n");
}

function toParts({ cell, text, isBroken }: CellText): NotebookCell[] {
  const prose = cell.heading ? [toMarkdown(`about-${cell.id}`, `## ${cell.heading}`)] : [];
  const code = cell.isOwn && !isBroken ? `{\n${text}\n}` : text;
  return [...prose, toCode(cell.id, code)];
}

function toMarkdown(id: string, text: string): NotebookCell {
  return { id, cell_type: "markdown", metadata: {}, source: toLines(text) };
}

function toCode(id: string, text: string): NotebookCell {
  return { id, cell_type: "code", metadata: {}, source: toLines(text), outputs: [], execution_count: null };
}

/** Lines with their ends, as the format wants them. */
function toLines(text: string): string[] {
  return text.split(/(?<=\n)/);
}
