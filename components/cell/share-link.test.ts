import fc from "fast-check";
import { expect, test } from "vitest";
import { isShareFragment, readShareFragment, toPageFragment, toShareFragment } from "./share-link";

test("any source comes out of a link as it went in", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 400 }), async (source) => {
      const shared = [
        { cell: "train", source },
        { cell: "net", source: "" },
      ];
      expect(await readShareFragment(await toShareFragment(shared[0]!))).toEqual([shared[0]]);
      expect(await readShareFragment(await toPageFragment(shared))).toEqual(shared);
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
  const ofPage = await toPageFragment([{ cell: "train", source: "const a = 1; ".repeat(20) }]);
  for (const cut of [fragment.slice(0, -12), ofPage.slice(0, -12), "#cell-train", "#edits=AA"])
    expect(await readShareFragment(cut)).toEqual([]);
  expect(isShareFragment("#cell-train")).toBe(false);
  expect(isShareFragment(ofPage)).toBe(true);
});
