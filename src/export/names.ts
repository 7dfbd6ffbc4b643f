// Where names stand in a piece of TypeScript: every identifier that means something in scope, value or type, but no
// property name. Renaming all of them together leaves the meaning as it was. Pure.
import type { Node, Program } from "@babel/types";
import { childrenOf, startOf } from "../language/tree";

export interface NamePlace {
  name: string;
  start: number;
  /** `{ a }`: a property and a name at once. */
  isShorthand: boolean;
}

export function findNamePlaces(program: Program): NamePlace[] {
  const places: NamePlace[] = [];
  visit(program);
  return places;

  function visit(node: Node): void {
    if (node.type === "Identifier") places.push({ name: node.name, start: startOf(node), isShorthand: false });
    else if (node.type === "ObjectProperty" && node.shorthand) return visitShorthand(node);
    else if (isModuleSyntax(node) || node.type === "PrivateName") return;
    const skipped = findPropertyName(node);
    for (const child of childrenOf(node)) if (child !== skipped) visit(child);
  }

  function visitShorthand({ key, value }: Extract<Node, { type: "ObjectProperty" }>): void {
    if (key.type === "Identifier") places.push({ name: key.name, start: startOf(key), isShorthand: true });
    if (value.type === "AssignmentPattern") visit(value.right);
  }
}

/** The text with these names exchanged everywhere. */
export function rename(text: string, places: NamePlace[], names: Map<string, string>): string {
  let out = "";
  let from = 0;
  for (const { name, start, isShorthand } of [...places].sort((a, b) => a.start - b.start)) {
    const other = names.get(name);
    if (other === undefined || other === name) continue;
    out += text.slice(from, start) + (isShorthand ? `${name}: ${other}` : other);
    from = start + name.length;
  }
  return out + text.slice(from);
}

function isModuleSyntax(node: Node): boolean {
  return (
    node.type === "ImportDeclaration" ||
    node.type === "ExportAllDeclaration" ||
    (node.type === "ExportNamedDeclaration" && !node.declaration)
  );
}

/** The child that is the name of a property, a label, or a part of something named already. */
function findPropertyName(node: Node): Node | undefined | null {
  switch (node.type) {
    case "MemberExpression":
    case "OptionalMemberExpression":
      return node.computed ? undefined : node.property;
    case "ObjectProperty":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassProperty":
    case "ClassAccessorProperty":
    case "TSDeclareMethod":
    case "TSPropertySignature":
    case "TSMethodSignature":
      return "computed" in node && node.computed ? undefined : node.key;
    case "TSQualifiedName":
      return node.right;
    case "TSNamedTupleMember":
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return node.label;
    case "TSEnumMember":
      return node.id;
    default:
      return undefined;
  }
}
