// `npm run check`: every check of scripts/check/, one line each, then each error as `file:line:column fact way-out`.
// A check is a module with a `title` and a `check()`; to add one, add a file.
//   npm run check            all
//   npm run check -- cells   only scripts/check/cells.ts
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sortErrors, toErrorLine } from "../src/cells/author-error";
import type { AuthorError } from "../src/cells/section";

interface Check {
  /** What is promised, in the words of a list: "cells", "arrows between folders". */
  title: string;
  check(): Promise<AuthorError[]>;
}

const folder = join(import.meta.dirname, "check");
const names = readdirSync(folder)
  .filter((name) => /^[\w-]+\.ts$/.test(name))
  .map((name) => name.slice(0, -3));
const wanted = process.argv.slice(2);
let failed = 0;
let passed = 0;

for (const name of names.filter((n) => wanted.length === 0 || wanted.includes(n))) {
  const { title, check } = (await import(pathToFileURL(join(folder, `${name}.ts`)).href)) as Check;
  const start = performance.now();
  const errors = sortErrors(await check());
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${errors.length === 0 ? "ok  " : "FAIL"} ${title} (${seconds} s)`);
  for (const error of errors) console.log(toErrorLine(error));
  if (errors.length === 0) passed++;
  else failed++;
}

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
