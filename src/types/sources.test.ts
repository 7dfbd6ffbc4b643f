import { expect, test } from "vitest";
import type { Declarations } from "./declarations";
import { bringSources, findNeeded, type Doors } from "./sources";

const declare = (): Declarations => ({
  files: {},
  roots: [],
  modules: { book: "/book/index.ts", "book/train": "/book/train.ts", "book/gpt": "/book/gpt.ts" },
  importable: ["book", "book/train", "book/gpt"],
  needs: {
    "/book/index.ts": [],
    "/book/train.ts": ["/book/adam.ts"],
    "/book/adam.ts": ["/book/train.ts"],
    "/book/gpt.ts": [],
  },
  options: {},
});
const source = 'import { fit } from "book/train";\nconst text = "books are not modules";';

test("a page needs what its cells import and what that imports, even in a circle, and nothing else", () => {
  expect(findNeeded(declare(), [{ source }])).toEqual(["/book/train.ts", "/book/adam.ts"]);
});

test("a module is fetched once, and one that did not come is asked for again", async () => {
  const asked: string[] = [];
  const door = (file: string) => () => {
    asked.push(file);
    const fails = file === "/book/adam.ts" && asked.filter((name) => name === file).length === 1;
    return fails ? Promise.reject(new Error("offline")) : Promise.resolve({ source: `export const from = "${file}";` });
  };
  const doors: Doors = Object.fromEntries(Object.keys(declare().needs).map((file) => [file, door(file)]));
  const declarations = declare();
  await bringSources(declarations, doors, [{ source }]);
  expect(Object.keys(declarations.files)).toEqual(["/book/train.ts"]);
  await bringSources(declarations, doors, [{ source }]);
  expect(Object.keys(declarations.files)).toEqual(["/book/train.ts", "/book/adam.ts"]);
  expect(asked).toEqual(["/book/train.ts", "/book/adam.ts", "/book/adam.ts"]);
});
