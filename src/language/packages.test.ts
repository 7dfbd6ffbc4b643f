// Whole packages, compiled from their sources by this compiler and by TypeScript, do the same on the same inputs.
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import type * as Immer from "immer";
import type * as Rxjs from "rxjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type * as Zod from "zod";
import { blankModule } from "./blank-module";
import { transpile } from "./testing";

const folder = mkdtempSync(join(tmpdir(), "language-"));
beforeAll(() => writeFileSync(join(folder, "package.json"), '{ "type": "module" }'));
afterAll(() => rmSync(folder, { recursive: true }));

const compilers = { ours: (source: string) => blankModule(source).text, theirs: (source: string) => transpile(source) };

/** Compiles a package's sources and imports its entry. */
async function load<T>(name: string, entry: string, compile: (source: string) => string, id: string): Promise<T> {
  const root = `node_modules/${name}/`;
  for (const path of globSync(`${root}**/*.ts`).filter((path) => !/\.(?:d|test)\.ts$|\/tests\//.test(path))) {
    const target = join(folder, id, name, path.slice(root.length).replace(/ts$/, "js"));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, withFileNames(compile(readFileSync(path, "utf8")), dirname(path)));
  }
  return (await import(/* @vite-ignore */ pathToFileURL(join(folder, id, name, entry)).href)) as T;
}

/** Node wants `./x.js` where the sources have `./x`. */
function withFileNames(js: string, from: string): string {
  return js.replace(/(\bfrom\s*["'])(\.[^"']*?)(?:\.js)?(["'])/g, (_, before: string, path: string, after: string) => {
    const isFile = existsSync(join(from, `${path}.ts`));
    return `${before}${path}${isFile ? "" : "/index"}.js${after}`;
  });
}

async function bothWays<T>(name: string, entry: string, use: (module: T) => unknown): Promise<[string, string]> {
  const ours = use(await load<T>(name, entry, compilers.ours, "ours"));
  const theirs = use(await load<T>(name, entry, compilers.theirs, "theirs"));
  return [inspect(await ours, { depth: 9 }), inspect(await theirs, { depth: 9 })];
}

test("rxjs runs the same", { timeout: 60_000 }, async () => {
  const [ours, theirs] = await bothWays<typeof Rxjs>("rxjs/src", "index.js", (rx) =>
    rx.lastValueFrom(
      rx.merge(rx.range(1, 9), rx.of(3, 4)).pipe(
        rx.scan((sum, x) => sum + x, 0),
        rx.filter((x) => x % 2 === 1),
        rx.bufferCount(2),
        rx.materialize(),
        rx.concatMap((x, index) =>
          (index === 1 ? rx.throwError(() => new Error("one")) : rx.of(x)).pipe(
            rx.catchError((error: unknown) => rx.of(String(error))),
          ),
        ),
        rx.toArray(),
      ),
    ),
  );
  expect(ours).toBe(theirs);
  expect(ours).toContain("Error: one");
});

test("immer runs the same", { timeout: 60_000 }, async () => {
  const [ours, theirs] = await bothWays<typeof Immer>("immer/src", "immer.js", (immer) => {
    immer.enablePatches();
    immer.enableMapSet();
    const base = { a: [1, 2, { b: 3 }], m: new Map([["k", new Set([1])]]) };
    return immer.produceWithPatches(base, (draft) => {
      (draft.a[2] as { b: number }).b++;
      draft.a.push(5);
      draft.m.get("k")?.add(2);
    });
  });
  expect(ours).toBe(theirs);
  expect(ours).toContain("b: 4");
});

test("zod runs the same", { timeout: 60_000 }, async () => {
  const [ours, theirs] = await bothWays<typeof Zod>("zod/src/v4", "index.js", (z) => {
    const Person = z.object({
      name: z.string().min(2),
      email: z.email().optional(),
      age: z.coerce.number().int().nonnegative().default(1),
      tags: z.array(z.enum(["a", "b"])).max(2),
      pet: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("cat"), lives: z.number() }),
        z.object({ kind: z.literal("dog") }),
      ]),
    });
    const good = { name: "Ada", age: "36", tags: ["a"], pet: { kind: "cat", lives: 9 }, more: 1 };
    const bad = { name: "A", email: "x", age: -1, tags: ["c", "a", "b"], pet: { kind: "fish" } };
    return [Person.parse(good), Person.safeParse(bad).error?.issues, z.toJSONSchema(Person)];
  });
  expect(ours).toBe(theirs);
  expect(ours).toContain("too_small");
});
