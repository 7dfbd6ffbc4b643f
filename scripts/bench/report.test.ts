import { expect, test } from "vitest";
import { putSection } from "./report";

const text = "# Benchmarks\n\nIntro.\n\n## Builds\n\nold\n\n## Starts\n\nkept\n";

test("a part that ran takes the place of what it wrote before, and the others stay", () => {
  const changed = putSection(text, "Builds", "new\n");
  expect(changed).toBe("# Benchmarks\n\nIntro.\n\n## Builds\n\nnew\n\n## Starts\n\nkept\n");
});

test("a part that is new comes last", () => {
  expect(putSection(text, "Wasm", "first")).toBe(`${text}\n## Wasm\n\nfirst\n`);
});

test("a heading that another one begins with is not that one", () => {
  expect(putSection(text, "Build", "x")).toContain("## Builds\n\nold");
});
