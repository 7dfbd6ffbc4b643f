// How long an author waits: a full build from nothing, and a changed page in `astro dev`.
// Works on a copy of the tree, so that no page of the book is touched.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median, toFigure, toSeconds, type Figure } from "./table";

const astro = fileURLToPath(new URL("bin/astro.mjs", import.meta.resolve("astro/package.json")));
const numEdits = 5;
const page = "content/docs/mnist/mlp.mdx";
const startMs = 120_000;

/** Copies what a build reads. Tests stay where they are, or the test runner would find them twice. */
export function copyTree(to: string): void {
  rmSync(to, { recursive: true, force: true });
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { encoding: "utf8" });
  for (const file of listed.split("\0")) {
    if (/^e2e\/|\.test\.ts$/.test(file) || !statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    cpSync(file, join(to, file));
  }
}

/** Builds the copy into its `dist`. Throws what the build says where it fails. */
export async function measureBuild(tree: string): Promise<Figure> {
  const start = performance.now();
  await finish(startAstro(tree, ["build"]));
  const ms = performance.now() - start;
  return toFigure("full build of the site", ms, ["≤", 60_000], toSeconds);
}

/** Changes a paragraph, asks for the page until it has the change; several times. */
export async function measureRebuild(tree: string): Promise<Figure> {
  const port = 4790;
  const server = startAstro(tree, ["dev", "--port", String(port)]);
  const ended = finish(server);
  ended.catch(() => {});
  try {
    const address = `http://localhost:${port}/mnist/mlp/`;
    await Promise.race([waitFor(address, "</html>", startMs), ended]);
    const times: number[] = [];
    for (let edit = 0; edit < numEdits; edit++)
      times.push(await changePage(join(tree, page), address, `bench-${edit}`));
    const note = `each edit: ${times.map(toSeconds).join(", ")}`;
    return toFigure("a changed page in dev, until it is served", median(times), ["≤", 1000], toSeconds, note);
  } finally {
    server.kill();
    await ended.catch(() => {});
  }
}

async function changePage(file: string, address: string, word: string): Promise<number> {
  const text = readFileSync(file, "utf8");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const start = performance.now();
  writeFileSync(file, `${text}\n${word}\n`);
  await waitFor(address, word, 30_000);
  const ms = performance.now() - start;
  writeFileSync(file, text);
  await waitFor(address, word, 30_000, false);
  return ms;
}

/** Asks for the page until it has `word` (or has it no longer). */
async function waitFor(address: string, word: string, limitMs: number, wanted = true): Promise<void> {
  const end = performance.now() + limitMs;
  while (performance.now() < end) {
    const html = await fetch(address).then(
      (response) => response.text(),
      () => undefined,
    );
    if (html?.includes(word) === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${address} did not change within ${toSeconds(limitMs)}`);
}

function startAstro(cwd: string, args: string[]): ChildProcess {
  const env: NodeJS.ProcessEnv = { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", BOOK_OUT: "dist", BOOK_BASE: "/" };
  return spawn(process.execPath, [astro, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Resolves when the process ends well, rejects with the end of what it said otherwise. */
function finish(child: ChildProcess): Promise<void> {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (said = (said + text).slice(-4000)));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (status) => (status === 0 ? done() : fail(new Error(`astro ended with ${status}:\n${said}`))));
  });
}
