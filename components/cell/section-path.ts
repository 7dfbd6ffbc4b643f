// The name of a section in the browser: what edits and outputs are kept under. Pure.

/** "/book/en/mnist/mlp/" with base "/book/" → "mnist/mlp". */
export function toSection(path: string, base: string): string {
  const rest = path.startsWith(base) ? path.slice(base.length) : path.replace(/^\//, "");
  return rest
    .replace(/^en(\/|$)/, "")
    .replace(/(index\.html|\/)$/, "")
    .replace(/\/$/, "");
}
