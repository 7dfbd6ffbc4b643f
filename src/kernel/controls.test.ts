import { expect, test } from "vitest";
import { Controls, nameControls, readsItself } from "./controls";

const lr = { type: "slider", label: "lr", min: 0, max: 1, step: 0.1 } as const;

test("a control stands where the author put it until the reader moves it", () => {
  const controls = new Controls();
  expect(controls.read("setup", "lr", lr, 0.5)).toBe(0.5);
  controls.set("setup", "lr", 0.2);
  expect(controls.read("setup", "lr", lr, 0.5)).toBe(0.2);
  expect(controls.read("other", "lr", lr, 0.5)).toBe(0.5);
});

test("a value that the control no longer allows is forgotten", () => {
  const controls = new Controls();
  controls.set("setup", "mode", "paper");
  expect(controls.read("setup", "mode", { type: "select", label: "mode", options: ["quick", "full"] }, "quick")).toBe(
    "quick",
  );
  expect(controls.read("setup", "mode", { type: "toggle", label: "mode" }, false)).toBe(false);
});

test("the nth control made has the nth name", () => {
  const next = nameControls(["lr", "mode"]);
  expect([next(), next(), next()]).toEqual(["lr", "mode", "control-3"]);
});

test("a cell reads its own control where code says its name again, not where a label or a comment does", () => {
  expect(readsItself('const lr = slider("lr", {}); // lr', "lr")).toBe(false);
  expect(readsItself("const lr = slider('lr', {});\nconst x = lr * 2;", "lr")).toBe(true);
  expect(readsItself("const lr = slider('lr', {});\n`${lr}`", "lr")).toBe(true);
});

test("a drawing, points and files are taken where they fit the control, and are copied", () => {
  const controls = new Controls();
  const field = {
    type: "points",
    label: "p",
    x: { label: "x", min: 0, max: 4 },
    y: { label: "y", min: 0, max: 4 },
    max: 2,
  } as const;
  const points = [{ x: 1, y: 2 }];
  controls.set("a", "points", points);
  points[0]!.x = 3;
  const read = controls.read("a", "points", field, []) as { x: number; y: number }[];
  expect(read).toEqual([{ x: 1, y: 2 }]);
  read.push({ x: 0, y: 0 });
  expect(controls.read("a", "points", field, [])).toEqual([{ x: 1, y: 2 }]);
  controls.set("a", "points", [{ x: 9, y: 0 }]);
  expect(controls.read("a", "points", field, [])).toEqual([]);
  controls.set("a", "digit", [0, 1, 0]);
  expect(controls.read("a", "digit", { type: "drawing", label: "d", side: 2 }, [0, 0, 0, 0])).toEqual([0, 0, 0, 0]);
  const file = { type: "file", label: "f", accept: "text", maxBytes: 9 } as const;
  controls.set("a", "file", { name: "a.txt", text: "abc" });
  expect(controls.read("a", "file", file, { name: "", text: "" })).toEqual({ name: "a.txt", text: "abc" });
  expect(controls.read("a", "file", { ...file, accept: "image" }, null)).toBeNull();
});
