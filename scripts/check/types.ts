// The types of all our own TypeScript and of the Astro components, by astro check. Cells: cells.ts.
import { spawnSync } from "node:child_process";
import type { AuthorError } from "../../src/cells/section";

export const title = "types";

export async function check(): Promise<AuthorError[]> {
  const { status } = spawnSync("npx", ["astro", "check", "--minimumSeverity", "error"], { stdio: "inherit" });
  return status === 0
    ? []
    : [
        {
          file: "tsconfig.json",
          line: 1,
          column: 1,
          fact: "The type check found something.",
          wayOut: "It is printed above.",
        },
      ];
}
