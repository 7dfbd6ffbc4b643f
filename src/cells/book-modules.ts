// Which files of src/book stand behind the names that a cell imports: followed through `export { x } from`, so that
// a change to the optimisers does not touch a cell that only draws a figure.
import { parse } from "@babel/parser";
import type { Program, Statement } from "@babel/types";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The one module that is not followed: its hashes are added by name (hash.ts). */
const dataManifest = "data-sets.ts";

export interface BookImport {
  /** "book" or "book/module". */
  module: string;
  /** Imported names; "*" and "default" as they are. */
  names: string[];
}

/** Reads src/book once; files are named relative to it. */
export class BookModules {
  private readonly bodies = new Map<string, Statement[]>();
  constructor(private readonly folder: string) {}

  readText(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** The file of "book/train", undefined if there is none. */
  findFile(module: string): string | undefined {
    const name = module === "book" ? "index" : module.slice("book/".length);
    return this.toFile(name);
  }

  /** "book/train", … */
  findModules(): string[] {
    const files = readdirSync(this.folder).filter(
      (name) => /^(?!.*\.test\.ts$).*\.ts$/.test(name) && name !== "index.ts",
    );
    return files.map((name) => `book/${name.slice(0, -3)}`);
  }

  /** Every file that these imports run, in a fixed order, without the manifest of data. */
  findFiles(imports: BookImport[]): string[] {
    const found = new Set<string>();
    for (const { module, names } of imports) {
      const file = this.findFile(module);
      if (file) for (const name of names) this.follow(file, name, found);
    }
    found.delete(dataManifest);
    return [...found].sort();
  }

  /** Names a module exports, types too: what an author may import. */
  findExports(module: string): string[] {
    const file = this.findFile(module);
    return file ? this.readExports(file) : [];
  }

  private readExports(file: string): string[] {
    return this.read(file).flatMap((statement) => {
      if (statement.type === "ExportAllDeclaration")
        return this.readExports(this.resolve(file, statement.source.value) ?? file);
      return statement.type === "ExportNamedDeclaration" ? findExportedNames(statement) : [];
    });
  }

  /** To the file that defines `name`; a file that only passes names on is not itself part of what runs. */
  private follow(file: string, name: string, found: Set<string>): void {
    const source = this.read(file)
      .flatMap((s) => findPassedOn(s, name))
      .at(0);
    const target = source && this.resolve(file, source);
    if (target) this.follow(target, name, found);
    else this.addWithImports(file, found);
  }

  private addWithImports(file: string, found: Set<string>): void {
    if (found.has(file)) return;
    found.add(file);
    for (const source of this.read(file).flatMap(findRuntimeSources)) {
      const target = this.resolve(file, source);
      if (target) this.addWithImports(target, found);
    }
  }

  private read(file: string): Statement[] {
    const known = this.bodies.get(file);
    if (known) return known;
    const options = { sourceType: "module" as const, plugins: ["typescript" as const], errorRecovery: true };
    const { body } = parse(this.readText(file), options).program as unknown as Program;
    this.bodies.set(file, body);
    return body;
  }

  private resolve(from: string, source: string): string | undefined {
    return source.startsWith(".") ? this.toFile(join(from, "..", source)) : undefined;
  }

  private toFile(name: string): string | undefined {
    const candidates = [`${name}.ts`, name, `${name}/index.ts`].filter((c) => c.endsWith(".ts"));
    const found = candidates.find((c) => existsSync(join(this.folder, c)));
    return found && relative(this.folder, join(this.folder, found));
  }
}

/** The module from which this statement passes `name` on, if it does. */
function findPassedOn(statement: Statement, name: string): string[] {
  if (statement.type !== "ExportNamedDeclaration" || !statement.source) return [];
  return findExportedNames(statement).includes(name) ? [statement.source.value] : [];
}

function findExportedNames(statement: Extract<Statement, { type: "ExportNamedDeclaration" }>): string[] {
  const listed = statement.specifiers.map((s) =>
    s.exported.type === "Identifier" ? s.exported.name : s.exported.value,
  );
  const { declaration } = statement;
  if (!declaration) return listed;
  if (declaration.type === "VariableDeclaration") {
    return declaration.declarations.flatMap((d) => (d.id.type === "Identifier" ? [d.id.name] : []));
  }
  return "id" in declaration && declaration.id?.type === "Identifier" ? [declaration.id.name] : listed;
}

/** Modules that run because of this statement: not those of which only types are taken. */
function findRuntimeSources(statement: Statement): string[] {
  if (statement.type === "ImportDeclaration") {
    const onlyTypes =
      statement.specifiers.length > 0 &&
      statement.specifiers.every((s) => s.type === "ImportSpecifier" && s.importKind === "type");
    return statement.importKind === "type" || onlyTypes ? [] : [statement.source.value];
  }
  if (statement.type === "ExportNamedDeclaration" || statement.type === "ExportAllDeclaration") {
    return statement.exportKind === "type" || !statement.source ? [] : [statement.source.value];
  }
  return [];
}
