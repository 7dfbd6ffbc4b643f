// What an editor's type check fetches, made from what a cell can reach: tfjs and `book`, TypeScript's own library
// and the cell's globals, by the options of the build's check (tsconfig.cells.json).
import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import type { Declarations, Docs, LocalMessages } from "../../src/types/declarations";
import { strip, type Stripped } from "./strip";

export interface Bundle {
  declarations: Declarations;
  /** Modules of the book, whole, because a definition is shown in them: file → text. */
  sources: Record<string, string>;
  docs: Docs;
}

export function makeBundle(root: string): Bundle {
  const program = reach(root);
  const files = program.getSourceFiles().filter((file) => file.fileName !== entryOf(root));
  const stripped = new Map<string, Stripped>();
  const own = new Map<string, string>();
  for (const file of files) {
    const path = toPath(file.fileName, root);
    if (path.startsWith("/book/")) own.set(path, file.text);
    else stripped.set(path, strip(path, file.text));
  }
  const lib = mergeLibraries(stripped);
  const texts = [lib, ...[...stripped].filter(([path]) => !isLibrary(path)).map(toEntry)];
  return {
    declarations: {
      files: Object.fromEntries(texts),
      roots: ["/lib.d.ts", ...[...stripped.keys()].filter(isGlobal)],
      modules: findModules(program, root),
      importable: findImportable(root),
      needs: Object.fromEntries([...own].map(([path, text]) => [path, findNeeds(path, text, own)])),
      options: toOptions(program.getCompilerOptions()),
    },
    sources: Object.fromEntries(own),
    docs: toDocs(stripped),
  };
}

const toEntry = ([path, { text }]: [string, Stripped]): [string, string] => [path, text];

// ---- what a cell can reach

/** The kernel's rule (kernel/modules.ts): every module of the book but the doors to the page. */
function findImportable(root: string): string[] {
  const files = globSync("src/book/**/*.ts", { cwd: root }).sort();
  const modules = files.filter((file) => !/\.test\.ts$|^src\/book\/(host|training-host|step-host)\.ts$/.test(file));
  return ["@tensorflow/tfjs", ...modules.map((file) => file.replace(/^src\//, "").replace(/(\/index)?\.ts$/, ""))];
}

const entryOf = (root: string): string => join(root, "content/every-import.ts");

function reach(root: string): ts.Program {
  const file = join(root, "tsconfig.cells.json");
  const { config } = ts.readConfigFile(file, ts.sys.readFile) as { config: unknown };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(file));
  const entry = entryOf(root);
  const text = findImportable(root)
    .map((module) => `import ${JSON.stringify(module)};\n`)
    .join("");
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === entry || fileExists(name);
  host.getSourceFile = (name, version, ...rest) =>
    name === entry ? ts.createSourceFile(name, text, version) : getSourceFile(name, version, ...rest);
  return ts.createProgram({ rootNames: [...fileNames, entry], options, host });
}

function findModules(program: ts.Program, root: string): Record<string, string> {
  const modules = new Map<string, string>();
  for (const file of program.getSourceFiles()) {
    for (const { text } of ts.preProcessFile(file.text).importedFiles.map(({ fileName }) => ({ text: fileName }))) {
      if (text.startsWith(".") || modules.has(text)) continue;
      const { resolvedModule } = ts.resolveModuleName(text, file.fileName, program.getCompilerOptions(), ts.sys);
      if (resolvedModule) modules.set(text, toPath(resolvedModule.resolvedFileName, root));
    }
  }
  return Object.fromEntries(modules);
}

/** The modules of the book that one of them imports. */
function findNeeds(path: string, text: string, own: Map<string, string>): string[] {
  const imported = ts.preProcessFile(text).importedFiles.map(({ fileName }) => join(dirname(path), fileName));
  return imported.flatMap((file) => [`${file}.ts`, `${file}/index.ts`].filter((candidate) => own.has(candidate)));
}

/** Paths, and what only the compiler's own host understands, stay behind. */
function toOptions(options: ts.CompilerOptions): Declarations["options"] {
  const { paths: _, pathsBasePath: __, configFilePath: ___, lib: ____, ...kept } = options;
  return { ...kept, noLib: true };
}

// ---- files

function toPath(file: string, root: string): string {
  const path = relative(root, file).replaceAll("\\", "/");
  return `/${path.replace(/^.*node_modules\//, "").replace(/^src\/(cells\/)?/, "")}`;
}

const isLibrary = (path: string): boolean => path.startsWith("/typescript/lib/");
const isGlobal = (path: string): boolean => path === "/cell-globals.d.ts" || path.startsWith("/@webgpu/types/");

/** One file instead of sixty; and its documentation with it. */
function mergeLibraries(stripped: Map<string, Stripped>): [string, string] {
  const all: Stripped = { text: "", docs: new Map(), exported: new Map(), silent: new Map() };
  for (const [, { text, docs }] of [...stripped].filter(([path]) => isLibrary(path))) {
    for (const [offset, doc] of docs) all.docs.set(all.text.length + offset, doc);
    all.text += text;
  }
  stripped.set("/lib.d.ts", all);
  for (const path of [...stripped.keys()].filter(isLibrary)) stripped.delete(path);
  return ["/lib.d.ts", all.text];
}

// ---- documentation

/** Types without documentation: what a cell has no use for, since the page's policy lets it fetch and save nothing (loading
 *  and saving models, data from files), and the inside of backends. */
const isUnexplained =
  /^\/(@webgpu|@tensorflow\/tfjs-(converter|data|backend-\w+)|@tensorflow\/tfjs-core\/dist\/(io|backends|platforms))\//;

function toDocs(stripped: Map<string, Stripped>): Docs {
  // Not tf.fused.matMul: X.matMul is tf.matMul.
  const functions = [...stripped].filter(
    ([path]) => path.includes("/tfjs-core/dist/ops/") && !path.includes("/fused/"),
  );
  const exported = new Map(functions.flatMap(([, file]) => [...file.exported]));
  const texts = new Map<string, number>();
  const indexOf = (text: string): number => texts.get(text) ?? (texts.set(text, texts.size), texts.size - 1);
  const at: Docs["at"] = {};
  for (const [path, { docs, silent }] of stripped) {
    if (isUnexplained.test(path)) continue;
    const repeated = [...silent].flatMap(([offset, name]): [number, string][] => {
      const text = path.includes("/chained_ops/") ? exported.get(name) : undefined;
      return text ? [[offset, text]] : [];
    });
    const entries = [...docs, ...repeated].map(([offset, text]) => [offset, indexOf(text)]);
    if (entries.length > 0) at[path] = Object.fromEntries(entries);
  }
  return { texts: [...texts.keys()], at };
}

// ---- messages

/** TypeScript's own messages of syntax and types in Chinese; those about options and quick fixes are left out. */
export function readChineseMessages(root: string): LocalMessages {
  // Asked for by name: the packages may lie in a folder above the book's.
  const { resolve } = createRequire(join(root, "package.json"));
  const file = resolve("typescript/lib/zh-cn/diagnosticMessages.generated.json");
  const all = JSON.parse(readFileSync(file, "utf8")) as LocalMessages;
  return Object.fromEntries(Object.entries(all).filter(([key]) => isOfCode(Number(/_(\d+)$/.exec(key)?.[1]))));
}

function isOfCode(code: number): boolean {
  return (code >= 1000 && code < 3000) || (code >= 7000 && code < 8000) || (code >= 18000 && code < 19000);
}
