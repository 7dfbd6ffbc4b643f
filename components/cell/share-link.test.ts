import fc from "fast-check";
import { expect, test } from "vitest";
import { isShareFragment, readShareFragment, toShareFragment } from "./share-link";

test("any source comes out of a link as it went in", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 400 }), async (source) => {
      expect(await readShareFragment(await toShareFragment({ cell: "train", source }))).toEqual({
        cell: "train",
        source,
      });
    }),
    { numRuns: 50 },
  );
});

test("a link's fragment needs no escaping and is shorter than long code", async () => {
  const source = "const x = tf.tensor2d([[1, 2], [3, 4]]);\n".repeat(30);
  const fragment = await toShareFragment({ cell: "a-b", source });
  expect(fragment).toMatch(/^#cell-a-b&code=[A-Za-z0-9_-]+$/);
  expect(fragment.length).toBeLessThan(source.length / 5);
});

test("a link cut short, and any other fragment, share nothing", async () => {
  const fragment = await toShareFragment({ cell: "train", source: "const a = 1; ".repeat(20) });
  expect(await readShareFragment(fragment.slice(0, -12))).toBeUndefined();
  expect(await readShareFragment("#cell-train")).toBeUndefined();
  expect(isShareFragment("#cell-train")).toBe(false);
});
