// The content security policy of every page: the one home of its text. The site's post-build step writes it
// into a <meta>, with the hashes of the inline scripts it finds. Why each source is there: ARCHITECTURE.md.

/** The policy, for a page whose inline scripts have these hashes ("sha256-…", without quotes). */
export function contentSecurityPolicy(scriptHashes: string[]): string {
  const hashes = scriptHashes.map((hash) => `'${hash}'`);
  const directives: Record<string, string[]> = {
    // Without a default, FontFace reaches a foreign host.
    "default-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    // A sound that a cell made is in its own address.
    "media-src": ["'self'", "data:"],
    // blob: is how a cell runs; wasm-unsafe-eval is tfjs's wasm backend. No unsafe-eval.
    "script-src": ["'self'", "blob:", "'wasm-unsafe-eval'", ...hashes],
    "worker-src": ["'self'", "blob:"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
  };
  return Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources.join(" ")}`)
    .join("; ");
}
