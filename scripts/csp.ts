// Writes the content security policy into a finished page, with a hash of each inline script it finds there.
// Starlight's own inline scripts are among them, which is why this happens after the build.
import { createHash } from "node:crypto";
import { contentSecurityPolicy } from "../src/kernel/policy";

/** "sha256-…" of every inline script that a browser would run: data blocks (JSON) are left out. */
export function findScriptHashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)];
  const inline = scripts.filter(([, attributes = ""]) => !/\bsrc\s*=/i.test(attributes) && isRun(attributes));
  return [...new Set(inline.map(([, , text = ""]) => toHash(text)))];
}

function isRun(attributes: string): boolean {
  const type = /\btype\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1];
  return (
    !type || ["module", "text/javascript", "application/javascript", "importmap", "speculationrules"].includes(type)
  );
}

function toHash(text: string): string {
  return `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;
}

/** The page with the policy as its first <meta> after the charset: what stands above a policy is not bound by it. */
export function withPolicy(html: string): string {
  const policy = contentSecurityPolicy(findScriptHashes(html)).replaceAll('"', "&quot;");
  const meta = `<meta http-equiv="content-security-policy" content="${policy}">`;
  if (!/<head[^>]*>/i.test(html)) throw new Error("a page without <head> cannot carry a policy");
  return html.replace(/<head[^>]*>(\s*<meta charset=[^>]*>)?/i, (head) => head + meta);
}
