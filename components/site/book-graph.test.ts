import { expect, test } from "vitest";
import { findEdges, findRoots } from "./book-graph";

const chapters = [
  { slug: "lines", sections: [{ slug: "fit", title: { zh: "", en: "" } }] },
  { slug: "nets", sections: [{ slug: "deep", title: { zh: "", en: "" } }] },
  { slug: "gpt", sections: [] },
];
const requires = { "lines/fit": [], "nets/deep": ["nets/other", "lines/fit"] };

test("an edge stands for what a written section requires of another chapter, or a planned chapter needs", () => {
  expect(findEdges(chapters, requires, { gpt: ["nets"] })).toEqual([
    { earlier: "lines", later: "nets" },
    { earlier: "nets", later: "gpt" },
  ]);
});

test("what follows from other edges is not drawn, and still counts as something to read first", () => {
  const edges = findEdges(chapters, requires, { gpt: ["lines", "nets"] });
  expect(edges.filter(({ later }) => later === "gpt")).toEqual([{ earlier: "nets", later: "gpt" }]);
  expect([...findRoots(edges, "gpt")].sort()).toEqual(["gpt", "lines", "nets"]);
});
