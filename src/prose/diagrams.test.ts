import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compile } from "@mdx-js/mdx";
import { describe, expect, it } from "vitest";
import { AuthorErrors } from "../cells/author-error";
import type { Book } from "./book";
import { cleanSvg, countNodes, readDiagram } from "./diagram";
import { diagrams, readMermaidVersion, toDrawingFile } from "./diagrams";

const loop = 'flowchart LR\n  accTitle: 训练循环\n  accDescr: 预测、求损失、更新，再预测\n  A["预测"] --> B["损失"]';
const drawing =
  '<svg id="d" class="flowchart" viewBox="0 0 200 80"><title>训练循环</title><g class="node default" id="a"></g></svg>';

const toFence = (source: string, meta = "") => `文\n\n\`\`\`mermaid ${meta}\n${source}\n\`\`\`\n`;

function toBook(): Book {
  return { root: mkdtempSync(join(tmpdir(), "book-")), base: "/", chapters: [] };
}

function draw(book: Book, source: string, svg: string): void {
  const file = toDrawingFile(book.root, readDiagram(source, readMermaidVersion()).diagram.key);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${svg}\n`);
}

async function build(book: Book, text: string): Promise<string> {
  const path = join(book.root, "content/docs/a/b.mdx");
  return String(await compile({ path, value: text }, { remarkPlugins: [diagrams(book)], jsx: true }));
}

async function findErrors(book: Book, text: string): Promise<string[]> {
  const failure = await build(book, text).catch((error: unknown) => error);
  if (!(failure instanceof AuthorErrors)) throw new Error(`expected author errors, got ${String(failure)}`);
  return failure.errors.map((e) => `${e.line}:${e.column} ${e.fact} ${e.wayOut}`);
}

describe("a fence", () => {
  it("becomes its committed drawing, captioned by its title", async () => {
    const book = toBook();
    draw(book, loop, drawing);
    const out = await build(book, toFence(loop));
    expect(out).toContain('class="diagram"');
    expect(out).toContain("<title>训练循环</title>");
    expect(out).toContain("<figcaption>训练循环</figcaption>");
    expect(out).toContain("--width: 200px");
    expect(out).not.toContain("accDescr");
  });

  it("may have a caption of its own", async () => {
    const book = toBook();
    draw(book, loop, drawing);
    expect(await build(book, toFence(loop, 'caption="每一步都一样"'))).toContain(
      "<figcaption>每一步都一样</figcaption>",
    );
  });
});

describe("author errors", () => {
  it("a diagram that was not drawn says how to draw it", async () => {
    expect(await findErrors(toBook(), toFence(loop))).toEqual([
      "3:1 This diagram has not been drawn. Run `npm run diagrams` and commit content/diagrams.",
    ]);
  });

  it("title, description and kind are asked for", async () => {
    const errors = await findErrors(toBook(), toFence("pie\n  a: 1"));
    expect(errors.map((e) => e.split(".")[0])).toEqual([
      '3:1 The book has no colours for a diagram of kind "pie"',
      "3:1 The diagram has no title for screen readers",
      "3:1 The diagram has no description for screen readers",
      "3:1 This diagram has not been drawn",
    ]);
  });

  it("thirteen boxes are too many", async () => {
    const book = toBook();
    draw(book, loop, drawing.replace("</svg>", '<g class="node default"></g>'.repeat(12) + "</svg>"));
    expect(await findErrors(book, toFence(loop))).toEqual([
      "3:1 The diagram has 13 boxes; more than 12 cannot be read on a phone. Split it, or join boxes.",
    ]);
  });
});

describe("a drawing's key", () => {
  const keyOf = (source: string, version = "12.3.0") => readDiagram(source, version).diagram.key;
  it("changes with the source and with Mermaid", () => {
    expect(new Set([keyOf(loop), keyOf(`${loop} --> C`), keyOf(loop, "12.4.0")]).size).toBe(3);
  });
  it("does not change with space at the ends", () => {
    expect(keyOf(`${loop}\n`)).toBe(keyOf(loop));
  });
});

describe("a drawing is made small", () => {
  const raw =
    '<svg id="d" width="100%" class="flowchart" style="max-width: 900px;" viewBox="0 0 1.23456 2"><style>#d{fill:red}</style>' +
    '<marker id="used"><path d="M0"/></marker><marker id="unused"><path d="M0"/></marker><defs><filter id="f"></filter></defs>' +
    '<path data-points="W3s=" marker-end="url(#used)"/><g class="label" transform="translate(-60, -12.5)"></g></svg>';
  it("no style, no unused definition, no editor's data, centred labels, short numbers", () => {
    expect(cleanSvg(raw)).toBe(
      '<svg id="d" class="flowchart" viewBox="0 0 1.2 2"><marker id="used"><path d="M0"/></marker>' +
        '<path marker-end="url(#used)"/><g class="label" transform="translate(0, -12.5)"></g></svg>',
    );
  });
  it("a state diagram's start and end are no boxes", () => {
    expect(
      countNodes(
        '<g class="node default"><circle class="state-start"></circle></g><g class="node  statediagram-state">',
      ),
    ).toBe(1);
  });
});
