// The compiler against TypeScript that no one here wrote: the sources, tests included, that npm packages ship.
// Each file is blanked and also compiled by TypeScript itself: both must be the same tokens (spaces, parentheses,
// `;` and commas before a closing bracket apart) and, which is more, the same syntax tree.
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { blankModule } from "./blank-module";
import { CellSyntaxError } from "./cell-code";
import { parseCell } from "./parse";
import { toTokens, toTree, transpile } from "./testing";

/** Package → how many files it ships, and those that TypeScript compiles but a cell refuses: all for a namespace. */
const packages: Record<string, { files: number; refused: string[] }> = {
  rxjs: { files: 251, refused: [] },
  zod: { files: 332, refused: ["enumUtil", "errorUtil", "partialUtil", "util"].map((name) => `v3/helpers/${name}.ts`) },
  "@reduxjs/toolkit": { files: 103, refused: [] },
  immer: { files: 16, refused: [] },
  redux: { files: 17, refused: [] },
  reselect: { files: 13, refused: [] },
};

for (const [name, { files, refused }] of Object.entries(packages)) {
  test(`the ${files} files of ${name} compile to what TypeScript makes of them`, { timeout: 60_000 }, () => {
    const root = `node_modules/${name}/src/`;
    const paths = globSync(`${root}**/*.ts`).filter((path) => !path.endsWith(".d.ts"));
    const compared = paths.filter((path) => !refused.includes(path.slice(root.length)));
    expect(compared.filter((path) => !isSameCode(path))).toEqual([]);
    expect(paths.filter((path) => !compared.includes(path)).map(refusalOf)).toEqual(
      refused.map(() => namespaceMessage),
    );
    expect(paths.length).toBe(files);
  });
}

const namespaceMessage = "`namespace` and `module` blocks cannot run in a cell.";

function isSameCode(path: string): boolean {
  const source = readFileSync(path, "utf8");
  const ours = blankModule(source).text;
  const theirs = transpile(source);
  return toTokens(ours) === toTokens(theirs) && toTree(ours) === toTree(theirs);
}

function refusalOf(path: string): string | undefined {
  try {
    parseCell(readFileSync(path, "utf8"));
    return undefined;
  } catch (error) {
    return error instanceof CellSyntaxError ? error.message : String(error);
  }
}
