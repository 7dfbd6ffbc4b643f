// A static host that remembers what was asked of it, and what that weighs in gzip.
import { existsSync, readFileSync, statSync } from "node:fs";
import type { Server } from "node:http";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { serve } from "../serve";

export interface Host {
  origin: string;
  /** Paths asked for since the last call, each once, in order, without query. */
  take(): string[];
  /** Bytes of these files, each compressed by itself with zlib level 9. */
  weigh(paths: string[]): Weight[];
  close(): void;
}

export interface Weight {
  name: string;
  bytes: number;
}

/** With `isIsolated`, its pages may share memory between threads. */
export async function openHost(dir: string, firstPort: number, isIsolated = false): Promise<Host> {
  const { server, port } = await serve({ dir, base: "/" }, firstPort, false);
  if (isIsolated) isolate(server);
  const asked = rememberPaths(server);
  return {
    origin: `http://127.0.0.1:${port}/`,
    take: () => [...new Set(asked.splice(0))],
    weigh: (paths) => paths.flatMap((path) => weighFile(join(dir, path.endsWith("/") ? `${path}index.html` : path))),
    close: () => void server.close(),
  };
}

function isolate(server: Server): void {
  server.prependListener("request", (_, response) => {
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-embedder-policy", "require-corp");
  });
}

function rememberPaths(server: Server): string[] {
  const paths: string[] = [];
  server.on("request", ({ url = "/" }) => void paths.push(decodeURIComponent(url.split("?")[0]!)));
  return paths;
}

function weighFile(file: string): Weight[] {
  if (!existsSync(file) || !statSync(file).isFile()) return [];
  return [{ name: basename(file), bytes: gzipSync(readFileSync(file), { level: 9 }).length }];
}

export const isCode = (path: string): boolean => /\.(m?js|wasm)$/.test(path);

/** The scripts that stand in a page itself, compressed together. */
export function weighInlineScripts(html: string): Weight {
  const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
  const inline = scripts.filter(([, attributes]) => !/\bsrc=|type="application\//.test(attributes!));
  const text = inline.map(([, , body]) => body).join("\n");
  return { name: "inline", bytes: text.trim() === "" ? 0 : gzipSync(text, { level: 9 }).length };
}

export const sumBytes = (weights: Weight[]): number => weights.reduce((sum, { bytes }) => sum + bytes, 0);

/** "worker 102.3, dist 68.5 (kB)", the heaviest first; those under 1 kB together. */
export function listWeights(weights: Weight[]): string {
  const heavy = weights.filter(({ bytes }) => bytes >= 1000).toSorted((a, b) => b.bytes - a.bytes);
  const rest = weights.filter(({ bytes }) => bytes < 1000);
  const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
  const named = heavy.map(({ name, bytes }) => `${name.replace(/\.astro_astro_type.*$/, "")} ${kilobytes(bytes)}`);
  const others = rest.length > 0 ? [`${rest.length} smaller ${kilobytes(sumBytes(rest))}`] : [];
  return [...named, ...others].join(", ");
}
