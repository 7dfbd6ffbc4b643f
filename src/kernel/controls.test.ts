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
