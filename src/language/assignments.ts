// The names a cell writes: those it does not define, and those of its own that a closure writes after it has ended.
import type { Program } from "@babel/types";
import type { Definition, Reference } from "./cell-code";
import type { Mention } from "./mentions";
import { firstOfEach } from "./references";
import { childrenOf, isClass, isErased, isFunction, isType, unwrap, type Node } from "./tree";

/** Names written that the cell does not define (imported ones among them), each at its first write. */
export function findAssignments(mentions: Mention[], defined: ReadonlySet<string>): Reference[] {
  return firstOfEach(mentions.filter(({ name, writes }) => writes && !defined.has(name)));
}

/** Own `let`s and `var`s that are written in a function which lives on when the cell has ended. */
export function findLateWrites(program: Program, mentions: Mention[], definitions: Definition[]): Reference[] {
  const variables = new Set(definitions.filter(({ kind }) => kind === "let" || kind === "var").map(({ name }) => name));
  const living = findLiving(program);
  const isLate = ({ name, writes, within }: Mention) =>
    writes && variables.has(name) && within !== undefined && living.has(within);
  return firstOfEach(mentions.filter(isLate));
}

/** Functions that can be called later: those a top-level name or object holds, and those given to a timer or listener. */
function findLiving(program: Program): Set<Node> {
  const living = new Set<Node>();
  program.body.forEach(visit);
  return living;

  function visit(node: Node): void {
    if (isErased(node) || isType(node)) return;
    if (node.type === "FunctionDeclaration") living.add(node);
    else if (isClass(node)) node.body.body.forEach(keep);
    else if (node.type === "VariableDeclarator" && node.init) keep(node.init);
    else if (node.type === "AssignmentExpression") keep(node.right);
    else if (node.type === "CallExpression" && isDeferring(node.callee)) node.arguments.forEach(keep);
    else if (node.type === "ExportDefaultDeclaration") keep(node.declaration);
    if (!isFunction(node)) childrenOf(node).forEach(visit);
  }

  /** Marks the functions in a value, but not those that are only given to a call. */
  function keep(value: Node): void {
    const node = unwrap(value);
    if (isFunction(node)) living.add(node);
    else if (isClass(node)) node.body.body.forEach(keep);
    else if (node.type !== "CallExpression" && node.type !== "NewExpression" && !isType(node)) {
      childrenOf(node).forEach(keep);
    }
  }
}

const deferring = /^(?:setTimeout|setInterval|queueMicrotask|requestAnimationFrame|addEventListener)$/;

function isDeferring(callee: Node): boolean {
  const name = callee.type === "MemberExpression" ? callee.property : callee;
  return name.type === "Identifier" && deferring.test(name.name);
}
