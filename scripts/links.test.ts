import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkLinks, findForeign } from "./links";

let dir = "";

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "links-"));
  write("chapter/index.html", '<h2 id="end">End</h2>');
  write("style.css", "");
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(join(dir, file, ".."), { recursive: true });
  writeFileSync(join(dir, file), text);
}

function check(html: string): string[] {
  write("index.html", html);
  return checkLinks({ dir, base: "/book/", origin: "https://example.org" }, ["index.html"]);
}

test("a link to a page, to a heading on it and to a file is sound", () => {
  const html =
    '<a href="/book/chapter/">x</a><a href="chapter/#end">x</a><link rel="stylesheet" href="/book/style.css">';
  expect(check(html)).toEqual([]);
});

test("a link to a page that is not there is named with the page that has it", () => {
  expect(check('<a href="/book/chaptre/">x</a>')).toEqual(["index.html: /book/chaptre/ is not there"]);
});

test("a link to a heading that is not there is named", () => {
  expect(check('<a href="chapter/#begin">x</a>')).toEqual(["index.html: chapter/#begin : the page has no #begin"]);
});

test("a link that forgets the base path is named", () => {
  expect(check('<a href="/chapter/">x</a>')).toEqual(["index.html: /chapter/ is outside the base path /book/"]);
});

test("a reader may follow a link to another host, but the page may load nothing from one", () => {
  expect(check('<a href="https://arxiv.org/abs/1706.03762">paper</a>')).toEqual([]);
  expect(check('<img src="https://cdn.example/x.png">')).toEqual([
    "index.html: https://cdn.example/x.png is loaded from another host",
  ]);
  expect(check('<script src="//cdn.example/x.js"></script>')).toHaveLength(1);
});

test("what looks like markup inside a script is not an address", () => {
  expect(check("<script>const html = '<a href=\"/nowhere/\">x</a>';</script>")).toEqual([]);
});

test("a style sheet that reaches for another host is noticed", () => {
  expect(findForeign('@import "https://fonts.example/a.css"; b { background: url(//cdn.example/x.png) }')).toEqual([
    "https://fonts.example/a.css",
    "//cdn.example/x.png",
  ]);
  expect(
    findForeign("a { background: url(/book/x.png); mask: url('data:image/svg+xml,http://www.w3.org/2000/svg') }"),
  ).toEqual([]);
});
