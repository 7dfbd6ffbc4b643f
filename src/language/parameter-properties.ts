// `constructor(private x: number)` declares a field and sets it: both are written out, on the lines they have.
// The field comes first in the class; it is set behind `super()`, or first in the body where there is none.
import type { Class, ClassMethod, Statement, TSParameterProperty } from "@babel/types";
import { blankModifiers } from "./blank-classes";
import type { Edits } from "./edits";
import { syntaxErrorAt } from "./messages";
import { endOf, startOf, unwrap } from "./tree";

export function rewriteParameterProperties(node: Class, edits: Edits): void {
  const constructor = node.body.body.find(isConstructor);
  if (!constructor) return;
  const properties = constructor.params.filter((param) => param.type === "TSParameterProperty");
  if (properties.length === 0) return;
  for (const property of properties) blankModifiers(property, startOf(property.parameter), edits);
  const names = properties.map(nameOf);
  edits.open(startOf(node.body) + 1, ` ${names.map((name) => `${name};`).join(" ")}`);
  const at = placeOfAssignments(node, constructor);
  const separator = /[;{]/.test(edits.source[at - 1] ?? "") ? " " : "; ";
  edits.close(at, separator + names.map((name) => `this.${name} = ${name};`).join(" "));
}

function isConstructor(member: Class["body"]["body"][number]): member is ClassMethod {
  return member.type === "ClassMethod" && member.kind === "constructor";
}

function nameOf({ parameter }: TSParameterProperty): string {
  const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  if (target.type !== "Identifier") throw syntaxErrorAt(target, "parameterPattern");
  return target.name;
}

function placeOfAssignments(node: Class, constructor: ClassMethod): number {
  if (!node.superClass) return bodyStart(constructor);
  const call = findSuperCall(constructor.body.body);
  if (!call) throw syntaxErrorAt(constructor, "superCall");
  return endOf(call);
}

function bodyStart({ body }: ClassMethod): number {
  const last = body.directives.at(-1);
  return last ? endOf(last) : startOf(body) + 1;
}

/** The statement `super(…)` of a constructor's body, also inside `try`. */
function findSuperCall(statements: Statement[]): Statement | undefined {
  for (const statement of statements) {
    if (isSuperCall(statement)) return statement;
    const inside = statement.type === "TryStatement" ? findSuperCall(statement.block.body) : undefined;
    if (inside) return inside;
  }
  return undefined;
}

function isSuperCall(statement: Statement): boolean {
  if (statement.type !== "ExpressionStatement") return false;
  const expression = unwrap(statement.expression);
  return expression.type === "CallExpression" && expression.callee.type === "Super";
}
