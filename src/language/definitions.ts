// The names that a cell's top level defines: what other cells can read.
import type { Program } from "@babel/types";
import type { Definition } from "./cell-code";
import { findBound, findHoisted } from "./names";
import { isErased, positionOf, withoutExport, type Identifier, type Statement } from "./tree";

/** Top-level names, in the order of the source, each once. Types define nothing. */
export function findDefinitions(program: Program): Definition[] {
  const lexical = program.body.flatMap(findInStatement);
  const hoisted = program.body.flatMap(findHoisted).map((id) => toDefinition(id, "var"));
  const all = [...lexical, ...hoisted].sort((a, b) => a.line - b.line || a.column - b.column);
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

function findInStatement(statement: Statement): Definition[] {
  if (isErased(statement)) return [];
  const node = withoutExport(statement);
  switch (node.type) {
    case "VariableDeclaration": {
      if (node.kind === "var") return [];
      const kind = node.kind === "let" ? "let" : "const";
      return node.declarations.flatMap(({ id }) => findBound(id)).map((id) => toDefinition(id, kind));
    }
    case "FunctionDeclaration":
      return node.id ? [toDefinition(node.id, "function")] : [];
    case "ClassDeclaration":
      return node.id ? [toDefinition(node.id, "class")] : [];
    case "TSEnumDeclaration":
      return [toDefinition(node.id, "enum")];
    default:
      return [];
  }
}

function toDefinition(id: Identifier, kind: Definition["kind"]): Definition {
  return { name: id.name, kind, ...positionOf(id) };
}
