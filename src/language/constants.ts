// The value of an expression of literals, as TypeScript knows it while compiling an enum.
import type { Expression } from "@babel/types";
import { unwrap, type Node } from "./tree";

export type Constant = number | string;

/** Value of a name, or of `name.member`, if known. */
type Lookup = (name: string, member?: string) => Constant | undefined;

export function evaluate(node: Node, lookup: Lookup): Constant | undefined {
  switch (node.type) {
    case "NumericLiteral":
    case "StringLiteral":
      return node.value;
    case "ParenthesizedExpression":
      return evaluate(node.expression, lookup);
    case "Identifier":
      return lookup(node.name) ?? { Infinity, NaN }[node.name];
    case "MemberExpression":
      return evaluateMember(node.object, node.property, node.computed, lookup);
    case "TemplateLiteral": {
      const values = node.expressions.map((expression) => evaluate(expression, lookup));
      const texts = node.quasis.map(({ value }) => value.cooked ?? "");
      return values.includes(undefined) ? undefined : String.raw({ raw: texts }, ...values);
    }
    case "UnaryExpression": {
      const value = evaluate(node.argument, lookup);
      return typeof value === "number" ? unary[node.operator]?.(value) : undefined;
    }
    case "BinaryExpression": {
      const [left, right] = [evaluate(node.left, lookup), evaluate(node.right, lookup)];
      return left === undefined || right === undefined ? undefined : combine(node.operator, left, right);
    }
    default:
      return undefined;
  }
}

function evaluateMember(object: Node, property: Node, computed: boolean, lookup: Lookup): Constant | undefined {
  if (object.type !== "Identifier") return undefined;
  if (!computed && property.type === "Identifier") return lookup(object.name, property.name);
  return property.type === "StringLiteral" ? lookup(object.name, property.value) : undefined;
}

/** True for what is text whatever its parts are: a template, or a sum with text. */
export function isTextual(node: Node): boolean {
  const inner = unwrap(node) as Expression;
  if (inner.type === "StringLiteral" || inner.type === "TemplateLiteral") return true;
  return (
    inner.type === "BinaryExpression" && inner.operator === "+" && (isTextual(inner.left) || isTextual(inner.right))
  );
}

function combine(operator: string, left: Constant, right: Constant): Constant | undefined {
  if (typeof left === "number" && typeof right === "number") return binary[operator]?.(left, right);
  return operator === "+" ? `${left}${right}` : undefined;
}

const unary: Record<string, (a: number) => number> = { "+": (a) => a, "-": (a) => -a, "~": (a) => ~a };

const binary: Record<string, (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
  "<<": (a, b) => a << b,
  ">>": (a, b) => a >> b,
  ">>>": (a, b) => a >>> b,
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
};
