import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BookModules } from "./book-modules";
import { hashCells } from "./hash";
import { readCode } from "./read-code";
import { readSection } from "./read";

const folder = join(mkdtempSync(join(tmpdir(), "book-")), "book");
cpSync("src/cells/fixtures/book", folder, { recursive: true });

const page = [
  '```ts live id=data\nimport { draw } from "book";\nconst data = [1, 2];\n```\n',
  '```ts live id=train\nimport { mse } from "book";\nconst loss = mse(data, data); // ≈ 0.1 ± 0.1\n```\n',
  "```ts live id=plot\ndraw();\n```\n",
].join("\n");

const data = { digits: { sha256: "d1" }, faces: { sha256: "f1" } };

/** Ids whose hash differs from the unchanged page's. */
function changed(change: {
  page?: [string, string];
  file?: [name: string, from: string, to: string];
  data?: typeof data;
}): string[] {
  const before = hash(page, data);
  const [name = "", from = "", to = ""] = change.file ?? [];
  const path = join(folder, name);
  const original = name && readFileSync(path, "utf8");
  if (name) writeFileSync(path, original.replace(from, to));
  const after = hash(change.page ? page.replace(...change.page) : page, change.data ?? data);
  if (name) writeFileSync(path, original);
  return Object.keys(before).filter((id) => before[id] !== after[id]);
}

function hash(source: string, files: typeof data): { [id: string]: string } {
  const { section } = readSection("content/docs/a/b.mdx", source);
  return hashCells(section, readCode(section).cells, { book: new BookModules(folder), data: files });
}

test("a hash is 16 hexadecimal digits and the same twice", () => {
  expect(hash(page, data)).toEqual(hash(page, data));
  expect(hash(page, data)["train"]).toMatch(/^[0-9a-f]{16}$/);
});

test("a changed cell changes its hash and that of every cell that needs it", () => {
  expect(changed({ page: ["[1, 2]", "[1, 3]"] })).toEqual(["data", "train", "plot"]);
  expect(changed({ page: ["mse(data, data)", "mse(data, [0])"] })).toEqual(["train"]);
});

test("comments, bands and spaces change no hash", () => {
  expect(changed({ page: ["0.1 ± 0.1", "0.2 ± 0.1"] })).toEqual([]);
  expect(changed({ page: ["[1, 2]", "[1,   2]"] })).toEqual([]);
  expect(changed({ file: ["losses.ts", "over the batch", "of the batch"] })).toEqual([]);
});

test("a changed file of book, however deep, changes the cells that import what stands on it, and no other", () => {
  expect(changed({ file: ["means.ts", "/ xs.length", "/ (xs.length - 1)"] })).toEqual(["train"]);
  expect(changed({ file: ["figure.ts", "bytes", "size"] })).toEqual(["data", "train", "plot"]);
});

test("changed data changes the cells whose code names the data, and no other", () => {
  const newDigits = { ...data, digits: { sha256: "d2" } };
  expect(changed({ data: newDigits })).toEqual(["data", "train", "plot"]);
  expect(changed({ data: { ...data, faces: { sha256: "f2" } } })).toEqual([]);
});
