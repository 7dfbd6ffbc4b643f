import { expect, test } from "vitest";
import { loadImports } from "./modules";
import type { CellImport } from "../language/cell-code";

function importOf(module: string, ...names: string[]): CellImport[] {
  return [{ module, names: names.map((name) => ({ imported: name, local: name })), line: 2, column: 5 }];
}

test("a cell may import from the book and from its modules", async () => {
  const [select] = await loadImports(importOf("book", "select"), "en");
  const [same] = await loadImports(importOf("book/controls", "select"), "en");
  expect(select?.value).toBe(same?.value);
});

test("an unknown module is refused, with what it may have meant", async () => {
  await expect(loadImports(importOf("bok", "x"), "en")).rejects.toMatchObject({
    name: "ImportError",
    message: 'A cell cannot import "bok".',
    hint: 'Did you mean "book"?',
    position: { line: 2, column: 5 },
  });
  await expect(loadImports(importOf("https://example.org/x.js", "x"), "zh")).rejects.toMatchObject({
    hint: '可以导入的有 "@tensorflow/tfjs"、"book" 和 "book/…"。',
  });
});

test("an unknown name of a module is refused, with what it may have meant", async () => {
  await expect(loadImports(importOf("book", "selct"), "en")).rejects.toMatchObject({
    message: '"book" has no export selct.',
    hint: "Did you mean select?",
  });
});

test("nothing of the page's side can be imported", async () => {
  await expect(loadImports(importOf("book/host", "setHost"), "en")).rejects.toMatchObject({ name: "ImportError" });
});
