import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./policy";

test("the policy names the page's own scripts, and no other inline one", () => {
  const policy = contentSecurityPolicy(["sha256-abc="]);
  expect(policy).toContain("script-src 'self' blob: 'wasm-unsafe-eval' 'sha256-abc=';");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(policy.startsWith("default-src 'self';")).toBe(true);
});
