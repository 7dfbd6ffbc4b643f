// What a cell may import, and how: tfjs and the book's own modules, each fetched when first asked for.
import { ReaderError } from "./errors";
import { loadWithTasks } from "./frames";
import { messagesIn } from "./messages";
import { findNearest } from "../language/nearest";
import { watchCalls } from "./op-calls";
import type { CellImport } from "../language/cell-code";
import type { Language } from "./protocol";

type Exports = Record<string, unknown>;

const bookFiles = import.meta.glob<Exports>([
  "../book/**/*.ts",
  "!../book/**/*.test.ts",
  "!../book/{host,training-host,step-host}.ts",
]);

let tfjs: Exports | undefined;

/** tfjs with operations that note what they were called with. Wrapped once, however often it is asked for. */
async function importTfjs(): Promise<Exports> {
  const exports: Exports = await import("@tensorflow/tfjs");
  return (tfjs ??= watchCalls(exports));
}

const importable = new Map<string, () => Promise<Exports>>([
  ["@tensorflow/tfjs", importTfjs],
  ...Object.entries(bookFiles).map(([file, load]): [string, () => Promise<Exports>] => [toModuleName(file), load]),
]);

/** One import of a cell, with the value it stands for. */
export interface Imported {
  local: string;
  value: unknown;
}

/** Loads what the imports name. Throws a ReaderError, with the place of the import, where there is none such. */
export async function loadImports(imports: CellImport[], language: Language): Promise<Imported[]> {
  const loaded = await loadWithTasks(() => Promise.all(imports.map((one) => loadImport(one, language))));
  return loaded.flat();
}

async function loadImport({ module, names, line, column }: CellImport, language: Language): Promise<Imported[]> {
  const messages = messagesIn(language);
  const load = importable.get(module);
  if (!load) {
    const near = findNearest(module, importable.keys());
    throw new ReaderError("ImportError", messages.unknownModule(module, near), { line, column });
  }
  const exports = await load().catch(() => {
    throw new ReaderError("ImportError", messages.moduleNotLoaded(module), { line, column });
  });
  return names.map(({ imported, local }) => {
    if (imported === "*") return { local, value: exports };
    if (imported in exports) return { local, value: exports[imported] };
    const near = findNearest(imported, Object.keys(exports));
    throw new ReaderError("ImportError", messages.unknownExport(module, imported, near), { line, column });
  });
}

/** "../book/index.ts" is "book", "../book/data/mnist.ts" is "book/data/mnist". */
function toModuleName(file: string): string {
  return file.replace(/^.*\/book\//, "book/").replace(/(\/index)?\.ts$/, "");
}
