import { expect, test } from "vitest";
import { compileAssembly, toModule } from "../../../../scripts/wasm/compile";
import { moduleText } from "./module";

test("the bytes are those that the source compiles to; otherwise run `npm run wasm`", { timeout: 60_000 }, async () => {
  const written = toModule(await compileAssembly()).match(/"([^"]+)"/g)!;
  expect(moduleText).toBe(written.map((line) => line.slice(1, -1)).join(""));
});
