// Remark plugin: a ```mermaid fence becomes its committed drawing, an inline SVG in a figure.
// It draws nothing: a fence without a drawing is an author error, and `npm run diagrams` the way out.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AuthorError } from "../cells/section";
import { throwIfAny } from "../cells/author-error";
import { toPage, type Book } from "./book";
import { countNodes, maxNodes, readDiagram, readSize, type Diagram, type Mistake } from "./diagram";
import { escapeHtml, getStart, replaceEach, toElement, type Node, type PageFile } from "./tree";

export function diagrams(book: Book) {
  const version = readMermaidVersion();
  return () =>
    (tree: Node, file: PageFile): void => {
      const page = file.path ? toPage(book, file.path) : undefined;
      if (!page) return;
      const errors: AuthorError[] = [];
      replaceEach(tree, (node) => {
        if (node.type !== "code" || node.lang !== "mermaid") return undefined;
        const { diagram, mistakes } = readDiagram(node.value ?? "", version);
        const svg = readDrawing(book.root, diagram.key);
        const { line, column } = getStart(node);
        const all = [...mistakes, ...findDrawingMistakes(svg)];
        errors.push(...all.map((mistake) => ({ file: page.file, line, column, ...mistake })));
        return svg === undefined ? node : toFigure(diagram, svg, readCaption(node.meta));
      });
      throwIfAny(errors);
    };
}

/** As pinned in package.json: a new Mermaid draws everything again. */
export function readMermaidVersion(): string {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: { mermaid: string } };
  return dependencies.mermaid;
}

export function toDrawingFile(root: string, key: string): string {
  return join(root, "content/diagrams", `${key}.svg`);
}

function readDrawing(root: string, key: string): string | undefined {
  const file = toDrawingFile(root, key);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

export function findDrawingMistakes(svg: string | undefined): Mistake[] {
  if (svg === undefined)
    return [
      { fact: "This diagram has not been drawn.", wayOut: "Run `npm run diagrams` and commit content/diagrams." },
    ];
  const nodes = countNodes(svg);
  if (nodes <= maxNodes) return [];
  return [
    {
      fact: `The diagram has ${nodes} boxes; more than ${maxNodes} cannot be read on a phone.`,
      wayOut: "Split it, or join boxes.",
    },
  ];
}

function readCaption(meta: string | null | undefined): string | undefined {
  return /\bcaption="([^"]+)"/.exec(meta ?? "")?.[1];
}

/** The drawing keeps a readable size: it shrinks to three quarters, then its frame scrolls. */
function toFigure(diagram: Diagram, svg: string, caption: string | undefined): Node {
  const { width } = readSize(svg);
  const size = `--width: ${Math.ceil(width)}px`;
  const sized = svg.replace(/^<svg /, `<svg data-kind="${diagram.kind}" `);
  const frame = `<div class="diagram-frame" style="${size}" tabindex="0" role="group" aria-label="${escapeHtml(diagram.title)}">${sized}</div>`;
  const text = escapeHtml(caption ?? diagram.title);
  return toElement(
    "figure",
    { class: "diagram", "data-pagefind-ignore": "" },
    `${frame}<figcaption>${text}</figcaption>`,
    true,
  );
}
