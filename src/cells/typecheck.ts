// Type-checks the cells of many sections at once with plain `tsc`, on files that exist only in memory.
// A diagnostic's line and column are the MDX's own (blank-prose.ts); options are tsconfig.cells.json's.
import { dirname, join } from "node:path";
import ts from "typescript";
import { sortErrors, toAuthorError } from "./author-error";
import { blankProse, countAnswers, type BlankLine } from "./blank-prose";
import type { AuthorError, Section } from "./section";

/** A section to check; in `en` with what it inherits from. */
export interface Checked {
  section: Section;
  zh?: Section;
}

/** `root` is the folder of tsconfig.cells.json. Sections come with their code inherited. */
export function typecheck(checked: Checked[], root: string): AuthorError[] {
  const files = new Map(checked.flatMap((c) => toFiles(c, root)));
  const program = createProgram(files, root);
  return sortErrors([...files.keys()].flatMap((name) => checkFile(program, name, files.get(name)!)));
}

function toFiles({ section, zh }: Checked, root: string): [string, BlankLine[]][] {
  return Array.from({ length: countAnswers(section) }, (_, answer) => [
    join(root, `${section.file}.${answer}.ts`),
    blankProse(section, answer, zh),
  ]);
}

function createProgram(files: Map<string, BlankLine[]>, root: string): ts.Program {
  const options = readOptions(root);
  const host = ts.createCompilerHost(options.options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => (files.has(name) ? toText(files.get(name)!) : readFile(name));
  host.getSourceFile = (name, version, ...rest) =>
    files.has(name)
      ? ts.createSourceFile(name, toText(files.get(name)!), version)
      : getSourceFile(name, version, ...rest);
  return ts.createProgram({ rootNames: [...options.fileNames, ...files.keys()], options: options.options, host });
}

function readOptions(root: string): ts.ParsedCommandLine {
  const file = join(root, "tsconfig.cells.json");
  const { config } = ts.readConfigFile(file, ts.sys.readFile) as { config: unknown };
  return ts.parseJsonConfigFileContent(config, ts.sys, dirname(file));
}

function toText(lines: BlankLine[]): string {
  return lines.map((line) => line.text).join("\n");
}

function checkFile(program: ts.Program, name: string, lines: BlankLine[]): AuthorError[] {
  const source = program.getSourceFile(name);
  if (!source) throw new Error(`TypeScript did not read ${name}`);
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found.map((diagnostic) => toError(diagnostic, source, lines));
}

function toError(diagnostic: ts.Diagnostic, source: ts.SourceFile, lines: BlankLine[]): AuthorError {
  const { line, character } = source.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  const origin = lines[line]!;
  const message = ts
    .flattenDiagnosticMessageText(diagnostic.messageText, " ")
    .replace(/\s+/g, " ")
    .replace(/\.?$/, ".");
  return toAuthorError(origin.file, { line: origin.line, column: character + 1 }, message, findWayOut(diagnostic));
}

function findWayOut(diagnostic: ts.Diagnostic): string {
  const unusedExpectation = 2578;
  if (diagnostic.code === unusedExpectation) return "Nothing is wrong here any more: remove the comment.";
  return `Correct it (TS${diagnostic.code}), or write // @ts-expect-error and why on the line above, if the error is the point.`;
}
