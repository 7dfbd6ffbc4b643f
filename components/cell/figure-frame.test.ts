import { expect, test } from "vitest";
import { toAlt } from "./figure-frame";

const figure = { marks: [], data: {}, x: { label: "step" }, y: { label: "loss" } };

test("a figure is called what its author says, and after its axes where nothing is said", () => {
  expect(toAlt({ kind: "figure", id: "f", text: "", figure: { ...figure, alt: "a falling loss" } })).toBe(
    "a falling loss",
  );
  expect(toAlt({ kind: "figure", id: "f", text: "", figure })).toBe("loss / step");
});
