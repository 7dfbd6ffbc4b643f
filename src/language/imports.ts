// What a cell imports, and how its module syntax goes: a cell's body is a function, so imported values come in as
// inputs, `export` says nothing there, and `import("book")` stands for a value that is already in.
import type { ImportDeclaration, ImportExpression, Program } from "@babel/types";
import type { CellImport } from "./cell-code";
import type { Edits } from "./edits";
import type { Mention } from "./mentions";
import { syntaxErrorAt } from "./messages";
import { childrenOf, endOf, isErased, isType, positionOf, startOf, type Node } from "./tree";
import { freshNames } from "./trivia";

/** The imports of values, in order. A name that the cell uses only as a type is marked so. */
export function readImports(program: Program, mentions: Mention[], source: string): CellImport[] {
  const declarations = program.body.filter(
    (node): node is ImportDeclaration => node.type === "ImportDeclaration" && !isErased(node),
  );
  const typeNames = findTypeNames(program);
  const isTypeOnly = (name: string) => typeNames.has(name) && !mentions.some((mention) => mention.name === name);
  return [
    ...declarations.map((node) => toImport(node, isTypeOnly)),
    ...findDynamic(program).map((node) => toDynamicImport(node, source)),
  ];
}

function toImport(node: ImportDeclaration, isTypeOnly: (name: string) => boolean): CellImport {
  const names = node.specifiers.flatMap((specifier) => {
    const local = specifier.local.name;
    if (specifier.type === "ImportNamespaceSpecifier") return [{ imported: "*", local }];
    if (specifier.type === "ImportDefaultSpecifier") return [{ imported: "default", local }];
    if (specifier.importKind === "type") return [];
    const imported = specifier.imported.type === "Identifier" ? specifier.imported.name : specifier.imported.value;
    return [isTypeOnly(local) ? { imported, local, typeOnly: true } : { imported, local }];
  });
  return { module: node.source.value, names, ...positionOf(node) };
}

function toDynamicImport(node: ImportExpression, source: string): CellImport {
  const module = moduleOf(node);
  return { module, names: [{ imported: "*", local: localOf(module, source) }], ...positionOf(node) };
}

/** Blanks imports and `export`, and puts the imported value where `import("…")` stood. */
export function blankModuleSyntax(program: Program, edits: Edits): void {
  for (const node of findDynamic(program)) {
    edits.blank(startOf(node), endOf(node));
    edits.open(startOf(node), `Promise.resolve(${localOf(moduleOf(node), edits.source)})`);
  }
  for (const node of program.body) {
    if (node.type === "ImportDeclaration") edits.blank(startOf(node), endOf(node));
    if (node.type === "ExportNamedDeclaration" || node.type === "ExportDefaultDeclaration") {
      edits.blank(startOf(node), node.declaration ? startOf(node.declaration) : endOf(node));
    }
  }
}

function findDynamic(node: Node): ImportExpression[] {
  const own = node.type === "ImportExpression" ? [node] : [];
  return isType(node) ? [] : [...own, ...childrenOf(node).flatMap(findDynamic)];
}

function moduleOf(node: ImportExpression): string {
  if (node.phase) throw syntaxErrorAt(node, "importPhase");
  if (node.source.type !== "StringLiteral") throw syntaxErrorAt(node, "dynamicImport");
  return node.source.value;
}

/** A name for a whole module that is the same in every cell: two cells may import it, as with a statement. */
function localOf(module: string, source: string): string {
  return Object.values(freshNames(source, `module_${module.replace(/\W/g, "_")}`))[0] as string;
}

/** Every name that stands in a type. */
function findTypeNames(program: Program): Set<string> {
  const names = new Set<string>();
  visit(program, false);
  return names;

  function visit(node: Node, inType: boolean): void {
    if (inType && node.type === "Identifier") names.add(node.name);
    for (const child of childrenOf(node)) visit(child, inType || isType(child));
  }
}
