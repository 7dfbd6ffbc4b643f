// TypeScript's language service on texts in memory: the page's module, and the declarations of what it can reach.
// The only file that knows how TypeScript is hosted; answers are made elsewhere.
import ts from "typescript";
import type { Declarations, LocalMessages } from "./declarations";
import { resolveModule } from "./resolve";

export const pageFile = "/page.ts";

export interface Project {
  readonly service: ts.LanguageService;
  readonly declarations: Declarations;
  setPage(text: string): void;
  /** What is wrong in these stretches of the page; nothing where TypeScript would rather check the whole. */
  checkRanges(ranges: ts.TextRange[]): ts.Diagnostic[] | undefined;
  /** TypeScript's messages from here on; nothing for its own English. */
  setMessages(messages: LocalMessages | undefined): void;
}

/** What TypeScript's own editor server checks first (since 5.6); its declarations leave it out. */
interface RegionService extends ts.LanguageService {
  getRegionSemanticDiagnostics?(file: string, ranges: ts.TextRange[]): { diagnostics: ts.Diagnostic[] } | undefined;
}

export function openProject(declarations: Declarations): Project {
  const { files, roots, options } = declarations;
  let page = "export {};";
  let version = 0;
  const snapshots = new Map<string, ts.IScriptSnapshot>();
  const snapshotOf = (file: string): ts.IScriptSnapshot | undefined => {
    if (file === pageFile) return ts.ScriptSnapshot.fromString(page);
    const text = files[file];
    if (text !== undefined && !snapshots.has(file)) snapshots.set(file, ts.ScriptSnapshot.fromString(text));
    return snapshots.get(file);
  };
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => options as ts.CompilerOptions,
    getScriptFileNames: () => [...roots, pageFile],
    getScriptVersion: (file) => (file === pageFile ? String(version) : "1"),
    getScriptSnapshot: snapshotOf,
    getCurrentDirectory: () => "/",
    getDefaultLibFileName: () => "/lib.d.ts",
    fileExists: (file) => file === pageFile || file in files,
    readFile: (file) => files[file],
    resolveModuleNameLiterals: (literals, from) =>
      literals.map(({ text }) => ({ resolvedModule: toResolved(resolveModule(declarations, from, text)) })),
    resolveTypeReferenceDirectiveReferences: (references) =>
      references.map(() => ({ resolvedTypeReferenceDirective: undefined })),
  };
  const service: RegionService = ts.createLanguageService(host);
  return {
    service,
    declarations,
    checkRanges: (ranges) => service.getRegionSemanticDiagnostics?.(pageFile, ranges)?.diagnostics,
    setPage(text) {
      if (text === page) return;
      page = text;
      version++;
    },
    setMessages(messages) {
      const text = JSON.stringify(messages ?? {});
      const system = {
        getExecutingFilePath: () => "/typescript.js",
        resolvePath: (path: string) => path,
        fileExists: () => true,
        readFile: () => text,
      };
      ts.validateLocaleAndSetLanguage("zh-cn", system);
      version++;
    },
  };
}

function toResolved(file: string | undefined): ts.ResolvedModuleFull | undefined {
  if (!file) return undefined;
  const extension = file.endsWith(".d.ts") ? ts.Extension.Dts : ts.Extension.Ts;
  return { resolvedFileName: file, extension, isExternalLibraryImport: !file.startsWith("/book/") };
}
