// Follows CONTRIBUTING.md in a clean clone: new section, a cell, build, record, check, build.
// Takes the commands from the guide itself, so the guide cannot say something else than what works.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

// Inside the repository, so that its packages are found: Astro does not build through a linked node_modules.
mkdirSync(".cache", { recursive: true });
const clone = mkdtempSync(resolve(".cache", "guide-"));
const page = "linear-regression/my-section";

afterAll(() => rmSync(clone, { recursive: true, force: true }));

function sh(command: string): string {
  return execFileSync("bash", ["-c", command], { cwd: clone, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

test("the guide leads from an empty file to a recorded, checked and built section", { timeout: 900_000 }, () => {
  const guide = readFileSync("CONTRIBUTING.md", "utf8");
  const cell = /```ts live id=mean\n[\s\S]*?```/.exec(guide.replace(/^ {4}/gm, ""))![0];
  for (const command of ["new", "record", "translated"]) expect(guide).toContain(`npm run ${command} -- ${page}`);

  execFileSync("git", ["clone", "-q", "--local", ".", clone]);
  sh(`npm run new -- ${page}`);
  for (const [file, fence] of [
    [`content/docs/${page}.mdx`, cell],
    [`content/docs/en/${page}.mdx`, "```ts live id=mean\n```"],
  ] as const) {
    const path = join(clone, file);
    writeFileSync(path, `${readFileSync(path, "utf8")}\n${fence}\n`);
  }
  sh(`npm run translated -- ${page}`);
  sh(`npm run record -- ${page}`);
  sh("npm run check");
  sh("npm run build");
  const built = readFileSync(join(clone, "dist", page, "index.html"), "utf8");
  expect(built).toContain('id="cell-mean"');
  expect(built).toContain("2.5");
});
