import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve, toAnswer } from "./serve";

let dir = "";

beforeAll(() => {
  const outside = mkdtempSync(join(tmpdir(), "serve-"));
  writeFileSync(join(outside, "secret.txt"), "secret");
  dir = join(outside, "dist");
  mkdirSync(join(dir, "en"), { recursive: true });
  for (const file of ["index.html", "en/index.html", "404.html", "tfjs.wasm"]) writeFileSync(join(dir, file), file);
});
afterAll(() => rmSync(join(dir, ".."), { recursive: true }));

const ask = (path: string, base = "/book/") => toAnswer({ dir, base }, path);

test("a folder is its index page, with the slash; without, the reader is sent to it", () => {
  expect(ask("/book/en/")).toEqual({ status: 200, file: join(dir, "en/index.html") });
  expect(ask("/book/en")).toEqual({ status: 301, location: "/book/en/" });
  expect(ask("/book")).toEqual({ status: 301, location: "/book/" });
});

test("what is missing, and what is outside the base path, is the 404 page", () => {
  for (const path of ["/book/nope/", "/", "/en/", "/bookish/"])
    expect(ask(path)).toEqual({ status: 404, file: join(dir, "404.html") });
});

test("no path leads out of the folder", () => {
  for (const path of [
    "/book/../secret.txt",
    "/book/%2e%2e/secret.txt",
    "/book/..%2fsecret.txt",
    "/book//etc/passwd",
    "/book/%00",
    "/book/%zz",
  ]) {
    expect(ask(path)).toMatchObject({ status: 404 });
  }
});

test("a folder without an index page lists nothing", () => {
  mkdirSync(join(dir, "fonts"), { recursive: true });
  expect(ask("/book/fonts/")).toMatchObject({ status: 404 });
});

test("wasm is sent as wasm, and no header that a plain host lacks is added", async () => {
  const { server, port } = await serve({ dir, base: "/" }, 4811, false);
  const response = await fetch(`http://localhost:${port}/tfjs.wasm`);
  expect(response.headers.get("content-type")).toBe("application/wasm");
  for (const name of ["cross-origin-opener-policy", "cross-origin-embedder-policy", "content-security-policy"]) {
    expect(response.headers.get(name)).toBeNull();
  }
  server.close();
});

test("a taken port is passed over, unless it was insisted on", async () => {
  const taken = createServer().listen(0);
  const { port } = taken.address() as AddressInfo;
  const next = await serve({ dir, base: "/" }, port, false);
  expect(next.port).toBeGreaterThan(port);
  await expect(serve({ dir, base: "/" }, port, true)).rejects.toThrow(`Port ${port} is taken.`);
  next.server.close();
  taken.close();
});

test("a book that has not been built is said so", async () => {
  await expect(serve({ dir: join(dir, "none"), base: "/" }, 4821, false)).rejects.toThrow("npm run build");
});
