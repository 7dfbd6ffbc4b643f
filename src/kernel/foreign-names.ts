// Names that people bring along to a cell, where they mean nothing: those of a web page, which a worker does not have,
// and those of Python and Node, with what does the same here. Pure.

const ofPages = ["document", "window", "alert", "confirm", "prompt", "localStorage", "sessionStorage"];

const instead = new Map([
  ["print", "console.log(x)"],
  ["len", "xs.length"],
  ["range", "Array.from({ length: n }, (_, i) => i)"],
  ["None", "null"],
  ["True", "true"],
  ["False", "false"],
  ["require", 'import { … } from "…"'],
]);

/** What is done in a cell in place of this name, "page" for a name that only a page has; undefined if it is neither. */
export function findInstead(name: string): { type: "page" } | { type: "code"; code: string } | undefined {
  if (ofPages.includes(name)) return { type: "page" };
  const code = instead.get(name);
  return code === undefined ? undefined : { type: "code", code };
}
