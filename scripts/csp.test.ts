import { expect, test } from "vitest";
import { findScriptHashes, withPolicy } from "./csp";

// printf 'alert(1)' | openssl dgst -sha256 -binary | base64
const hashOfAlert = "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=";

test("an inline script is known by the hash that a browser computes", () => {
  expect(findScriptHashes("<script>alert(1)</script>")).toEqual([hashOfAlert]);
});

test("a script from a file needs no hash, and data is not a script", () => {
  const html = '<script src="/a.js"></script><script type="application/json">{"a":1}</script>';
  expect(findScriptHashes(html)).toEqual([]);
});

test("the same script twice is one hash; an inline module counts", () => {
  const html = '<script>alert(1)</script><script type="module">alert(1)</script>';
  expect(findScriptHashes(html)).toEqual([hashOfAlert]);
});

test("the policy stands above everything that it must bind", () => {
  const html = withPolicy('<html><head><meta charset="utf-8"><script>alert(1)</script></head></html>');
  expect(html.indexOf("content-security-policy")).toBeLessThan(html.indexOf("<script>"));
  expect(html).toContain(`'${hashOfAlert}'`);
  expect(html).not.toContain("unsafe-eval'; ");
});

test("a page without a head is refused", () => {
  expect(() => withPolicy("<p>no head</p>")).toThrow("cannot carry a policy");
});
