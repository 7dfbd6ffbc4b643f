import { expect, test } from "vitest";
import { findSyncReads } from "./sync-reads";

test("a tensor read at once is found with its place; a comment about it is not", () => {
  const code =
    "const a = await x.data(); // not x.dataSync()\n/** x.arraySync() */\nconst b = y.sum().arraySync();\nz.print();";
  expect(findSyncReads(code)).toEqual([
    { line: 3, column: 19, name: "arraySync" },
    { line: 4, column: 3, name: "print" },
  ]);
});
