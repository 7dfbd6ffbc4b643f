import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { BookModules } from "../cells/book-modules";
import { loadSection } from "../cells/load-section";
import type { ExportedCell, ExportedPage } from "./exported-page";
import { link } from "./link";
import { bookSources } from "./sources";
import { toNotebook } from "./to-notebook";
import { toScript } from "./to-script";

const first = "content/docs/linear-regression/mse.mdx";
const files = globSync("content/docs/{,en/}*/*.mdx").filter((file) => !file.endsWith("/index.mdx"));
/** Inside the project, so that packages are found. */
mkdirSync(".cache", { recursive: true });
const folder = mkdtempSync(resolve(".cache/export-"));
afterAll(() => rmSync(folder, { recursive: true }));

function toCell(id: string, source: string, more: Partial<ExportedCell> = {}): ExportedCell {
  return { id, source, isOwn: false, fails: false, inputs: {}, ...more };
}

function toPage(cells: ExportedCell[]): ExportedPage {
  return {
    title: "A section",
    address: "https://book.example/a/b/",
    dataAddress: "https://book.example/data/",
    name: "b",
    language: "en",
    release: "test",
    cells,
  };
}

function readPage(file: string, inputs: Record<string, unknown> = {}): ExportedPage {
  const { section } = loadSection(".", file, new BookModules("src/book"));
  return toPage(
    section.cells.map(({ code, meta }) =>
      toCell(meta.id, code, { isOwn: meta.own, fails: meta.fails !== undefined, inputs }),
    ),
  );
}

function run(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  const options = /^\/\/ .*node (--\S+) /.exec(text)?.[1] ?? "--experimental-strip-types";
  return execFileSync(process.execPath, [options, file], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
}

function checkTypes(texts: Record<string, string>): string[] {
  const names = Object.entries(texts).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const { config } = ts.readConfigFile("tsconfig.cells.json", ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ".");
  const program = ts.createProgram(names, { ...options, lib: ["lib.es2023.d.ts", "lib.dom.d.ts"], noEmit: true });
  return names
    .flatMap((name) => [...program.getSemanticDiagnostics(program.getSourceFile(name))])
    .map(({ messageText, file, start = 0 }) => {
      const line = file?.text.slice(0, start).split("\n").length;
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}: ${file?.text.split("\n")[line! - 1]}`;
    });
}

describe("a section as one file", () => {
  test("starts with the command that runs it, tfjs pinned to what the site runs", () => {
    const script = toScript(
      toPage([toCell("a", 'import * as tf from "@tensorflow/tfjs";\nconst x = tf.zeros([2]);')]),
      bookSources,
    );
    const { version } = JSON.parse(readFileSync("node_modules/@tensorflow/tfjs/package.json", "utf8")) as {
      version: string;
    };
    expect(script.split("\n")[0]).toBe(`// npm i @tensorflow/tfjs@${version} && node b.ts`);
    expect(script.split("\n")[1]).toContain(`deno add npm:@tensorflow/tfjs@${version}`);
    expect(toScript(toPage([toCell("a", "1 + 1")]), bookSources).split("\n")[0]).toBe("// node b.ts");
  });

  test("runs in Node and prints what its cells show, in an order that works", () => {
    const text = toScript(
      toPage([
        toCell("four", "const four: number = two * 2;\nfour"),
        toCell("two", 'import { slider } from "book";\nconst two = slider("two", { min: 1, max: 9, step: 1 });', {
          inputs: { two: 7 },
        }),
        toCell("bits", 'import { select } from "book";\nconst bits = Number(select("bits", ["16", "8"]));', {
          inputs: { "control-1": "8" },
        }),
        toCell("wrong", 'throw new RangeError("meant");', { isOwn: true, fails: true }),
        toCell("own", 'import { mean } from "book";\nconst four = mean([1, 2]);\n`${four}\nlines`', { isOwn: true }),
        toCell("broken", "const ="),
        toCell("last", "const last = `the end ${bits}`;\nlast"),
      ]),
      bookSources,
    );
    expect(run("order.ts", text)).toBe("14\n1.5\nlines\nthe end 8\n");
  });

  test("says in its first line what Node needs for an enum", () => {
    const text = toScript(toPage([toCell("a", "enum Way { up = 3 }\nWay.up")]), bookSources);
    expect(text.split("\n")[0]).toBe("// node --experimental-transform-types b.ts");
    expect(run("enum.ts", text)).toBe("3\n");
  });

  test("keeps every name apart: a page may define what the book defines too", () => {
    const text = toScript(
      toPage([
        toCell("mine", "const dot = 3, largest = 4;\n[dot, largest]"),
        toCell("book", 'import { solve as solveIt, gram } from "book";\nsolveIt(gram([[2, 0], [0, 4]]), [4, 16])'),
      ]),
      bookSources,
    );
    expect(run("names.ts", text)).toBe("[ 3, 4 ]\n[ 1, 1 ]\n");
  });

  test("what one cell imports and only a later one uses is there", () => {
    const cells = [toCell("first", 'import { mean } from "book";\n1'), toCell("later", "mean([2, 4])")];
    expect(run("later.ts", toScript(toPage(cells), bookSources))).toBe("1\n3\n");
  });

  test("an import that the book does not have is said, and the rest stays", () => {
    const text = toScript(toPage([toCell("a", 'import { nothing } from "book";\nnothing')]), bookSources);
    expect(text).toContain("// Error: book exports no nothing");
  });

  test("every section of the book compiles as one file, with inputs at any of their values", () => {
    const texts = files.map((file, i) => [`section-${i}.ts`, toScript(readPage(file, { mode: "full" }), bookSources)]);
    expect(checkTypes(Object.fromEntries(texts) as Record<string, string>)).toEqual([]);
  }, 240_000);

  test("the first section runs to its end in Node, on tfjs's plain CPU where it uses tensors", () => {
    const output = run("mse.ts", toScript(readPage(first), bookSources));
    expect(output.length).toBeGreaterThan(300);
  }, 120_000);
});

describe("a section as a notebook", () => {
  const notebook = toNotebook(readPage(first), bookSources);

  test("is what nbformat 4.5 asks for, for Deno's kernel", () => {
    expect(notebook).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "deno" } } });
    for (const cell of notebook.cells) {
      const fields = cell.cell_type === "code" ? ["execution_count", "outputs"] : [];
      expect(Object.keys(cell).sort()).toEqual(["cell_type", "id", "metadata", "source", ...fields].sort());
      expect(cell.id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
      expect(cell.source.every((line, i) => line.endsWith("\n") || i === cell.source.length - 1)).toBe(true);
    }
    expect(new Set(notebook.cells.map(({ id }) => id)).size).toBe(notebook.cells.length);
  });

  test("its code cells, one after the other, are a program that runs", () => {
    const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");
    const failing = readPage(first)
      .cells.filter(({ fails }) => fails)
      .map(({ id }) => id);
    const text = code
      .filter(({ id }) => !failing.includes(id))
      .map(({ source }) => source.join(""))
      .join("\n;\n");
    run("notebook.ts", text.replace(/from "npm:(@?[^"@]+)@[^"]+"/g, 'from "$1"'));
  }, 120_000);
});

test("every module of the book can stand with every other in one file", () => {
  const taken = Object.keys(bookSources)
    .filter((module) => module !== "book")
    .map((module, i) => ({ module, imported: "*", local: `module${i}`, isType: false }));
  const linked = link(taken, new Set(), bookSources);
  const text = [...linked.imports, ...linked.modules.map((module) => module.text)].join("\n");
  expect(checkTypes({ "all.ts": text })).toEqual([]);
}, 240_000);
