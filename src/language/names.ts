// Which names a piece of syntax declares: a pattern, a list of statements, the `var`s of a body.
import {
  childrenOf,
  isClass,
  isErased,
  isFunction,
  isType,
  unwrap,
  withoutExport,
  type Identifier,
  type Node,
  type Statement,
} from "./tree";

/** The names a binding pattern binds: `{ a, b: [c] }` → a, c. */
export function findBound(pattern: Node): Identifier[] {
  const node = unwrap(pattern);
  switch (node.type) {
    case "Identifier":
      return [node];
    case "ObjectPattern":
      return node.properties.flatMap((property) =>
        findBound(property.type === "RestElement" ? property.argument : property.value),
      );
    case "ArrayPattern":
      return node.elements.flatMap((element) => (element ? findBound(element) : []));
    case "AssignmentPattern":
      return findBound(node.left);
    case "RestElement":
      return findBound(node.argument);
    case "TSParameterProperty":
      return findBound(node.parameter);
    default:
      return [];
  }
}

/** The names that statements declare in their own block: `let`, `const`, classes, functions, enums, imports. */
export function findLexical(statements: Node[]): Identifier[] {
  return statements.flatMap((statement) => {
    if (isErased(statement)) return [];
    const node = withoutExport(statement as Statement);
    switch (node.type) {
      case "VariableDeclaration":
        return node.kind === "var" ? [] : node.declarations.flatMap(({ id }) => findBound(id));
      case "FunctionDeclaration":
      case "ClassDeclaration":
      case "TSEnumDeclaration":
        return node.id ? [node.id] : [];
      case "ImportDeclaration":
        return node.specifiers.map(({ local }) => local);
      default:
        return [];
    }
  });
}

/** The names that `var` declares anywhere below, except in functions and classes of their own. */
export function findHoisted(node: Node): Identifier[] {
  if (isFunction(node) || isClass(node) || isType(node) || isErased(node)) return [];
  const own =
    node.type === "VariableDeclaration" && node.kind === "var"
      ? node.declarations.flatMap(({ id }) => findBound(id))
      : [];
  return [...own, ...childrenOf(node).flatMap(findHoisted)];
}
