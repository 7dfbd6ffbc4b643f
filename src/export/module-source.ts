// One module as the linker sees it: its text, what it defines at the top, what it takes and what it gives. Pure.
import type { Node, Program, Statement } from "@babel/types";
import { parseModule } from "../language/parse";
import { childrenOf, endOf, startOf, withoutExport } from "../language/tree";
import { findNamePlaces, rename, type NamePlace } from "./names";

export interface Taken {
  module: string;
  /** "*" for the whole module. */
  imported: string;
  local: string;
  isType: boolean;
}

export interface ModuleSource {
  text: string;
  program: Program;
  places: NamePlace[];
  /** Names defined at the top, values and types. */
  locals: Set<string>;
  taken: Taken[];
  /** What other modules may take: exported name → local name, or where it comes from. */
  given: Map<string, { local: string } | { module: string; imported: string }>;
}

/** Throws CellSyntaxError where the text is no TypeScript. */
export function readModule(text: string): ModuleSource {
  const { program } = parseModule(text);
  const locals = new Set(program.body.flatMap((statement) => findDeclared(withoutExport(statement))));
  const taken = program.body.flatMap(findTaken);
  return { text, program, places: findNamePlaces(program), locals, taken, given: findGiven(program) };
}

/** True where Node cannot just strip the types: what is left of an enum or a parameter property is JavaScript. */
export function needsTransform({ program }: ModuleSource): boolean {
  return hasNode(program, (node) => node.type === "TSEnumDeclaration" || node.type === "TSParameterProperty");
}

function hasNode(node: Node, test: (node: Node) => boolean): boolean {
  return test(node) || childrenOf(node).some((child) => hasNode(child, test));
}

/** The text without imports and `export`, its names exchanged. */
export function toPlainText(source: ModuleSource, names: Map<string, string>): string {
  const cuts = source.program.body.flatMap(findCut);
  const isCut = (at: number) => cuts.some(([from, to]) => from <= at && at < to);
  const marked = markCuts(source.text, cuts);
  return rename(
    marked,
    source.places.filter(({ start }) => !isCut(start)),
    names,
  )
    .replaceAll(cutLine, "")
    .replaceAll(cutMark, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const cutMark = "\u0000";
/** A line of which nothing is left goes with its end. */
const cutLine = new RegExp(`^[ \\t;]*${cutMark}[${cutMark} \\t;]*\\n`, "gm");

/** What is cut becomes marks of the same length, so that places stay. */
function markCuts(text: string, cuts: [number, number][]): string {
  return cuts.reduce(
    (marked, [from, to]) => marked.slice(0, from) + cutMark.repeat(to - from) + marked.slice(to),
    text,
  );
}

/** An import wholly; of an exported declaration the word `export`. */
function findCut(statement: Statement): [number, number][] {
  switch (statement.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
      return [[startOf(statement), endOf(statement)]];
    case "ExportNamedDeclaration":
      return [[startOf(statement), statement.declaration ? startOf(statement.declaration) : endOf(statement)]];
    default:
      return [];
  }
}

function findDeclared(node: Node): string[] {
  switch (node.type) {
    case "VariableDeclaration":
      return node.declarations.flatMap(({ id }) => findBoundNames(id));
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSDeclareFunction":
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "TSEnumDeclaration":
      return node.id ? [node.id.name] : [];
    default:
      return [];
  }
}

/** Names that a pattern binds. */
function findBoundNames(node: Node): string[] {
  switch (node.type) {
    case "Identifier":
      return [node.name];
    case "ObjectPattern":
      return node.properties.flatMap((property) =>
        findBoundNames(property.type === "RestElement" ? property : property.value),
      );
    case "ArrayPattern":
      return node.elements.flatMap((element) => (element ? findBoundNames(element) : []));
    case "AssignmentPattern":
      return findBoundNames(node.left);
    case "RestElement":
      return findBoundNames(node.argument);
    default:
      return [];
  }
}

function findTaken(statement: Statement): Taken[] {
  if (statement.type !== "ImportDeclaration") return [];
  const module = statement.source.value;
  return statement.specifiers.map((specifier) => {
    const isType = statement.importKind === "type";
    const local = specifier.local.name;
    if (specifier.type === "ImportNamespaceSpecifier") return { module, imported: "*", local, isType };
    if (specifier.type === "ImportDefaultSpecifier") return { module, imported: "default", local, isType };
    return { module, imported: nameOf(specifier.imported), local, isType: isType || specifier.importKind === "type" };
  });
}

function findGiven({ body }: Program): ModuleSource["given"] {
  const given: ModuleSource["given"] = new Map();
  for (const statement of body) {
    if (statement.type !== "ExportNamedDeclaration") continue;
    for (const name of statement.declaration ? findDeclared(statement.declaration) : [])
      given.set(name, { local: name });
    for (const specifier of statement.specifiers) {
      if (specifier.type !== "ExportSpecifier") continue;
      const local = nameOf(specifier.local);
      const from = statement.source && { module: statement.source.value, imported: local };
      given.set(nameOf(specifier.exported), from ?? { local });
    }
  }
  return given;
}

function nameOf(node: Node): string {
  if (node.type === "Identifier") return node.name;
  if (node.type === "StringLiteral") return node.value;
  throw new Error(`a ${node.type} names nothing`);
}
