// What an `import` means: a module that the kernel gives to cells, one that declarations ask of each other, or a
// file beside. Pure; knows nothing of TypeScript.
import type { Declarations } from "./declarations";

export function resolveModule(
  { files, modules, importable }: Declarations,
  from: string,
  specifier: string,
): string | undefined {
  const isCell = !(from in files);
  if (!specifier.startsWith(".")) return isCell && !importable.includes(specifier) ? undefined : modules[specifier];
  if (isCell) return undefined;
  const path = join(from, specifier);
  return [`${path}.ts`, `${path}.d.ts`, `${path}/index.ts`, `${path}/index.d.ts`, path].find((file) => file in files);
}

function join(from: string, specifier: string): string {
  const path = from.split("/").slice(0, -1);
  for (const step of specifier.split("/")) {
    if (step === "..") path.pop();
    else if (step !== ".") path.push(step);
  }
  return path.join("/");
}
