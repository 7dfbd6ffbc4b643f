import { expect, test } from "vitest";
import { seal } from "./seal";

test("what leads out is gone, also from the prototypes", () => {
  class Base {
    get indexedDB(): string {
      return "edits";
    }
  }
  class Scope extends Base {
    Worker = "worker";
    fetch = "fetch";
    navigator = Object.create({ storage: "files", language: "zh" }) as object;
  }
  const scope = new Scope();
  seal(scope);
  expect("indexedDB" in scope).toBe(false);
  expect("Worker" in scope).toBe(false);
  expect("storage" in scope.navigator).toBe(false);
  expect(scope.fetch).toBe("fetch");
  expect("language" in scope.navigator).toBe(true);
});

test("what cannot be removed keeps the kernel from starting", () => {
  const scope = Object.defineProperty({}, "Worker", { value: 1, configurable: false });
  expect(() => seal(scope)).toThrow("the worker cannot remove Worker");
});
