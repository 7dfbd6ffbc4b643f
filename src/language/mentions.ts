// Every place where a piece of syntax names something from outside itself, and whether it reads or writes it.
// Knows JavaScript's scopes: functions, blocks, classes, `catch`, hoisting. Types mention nothing.
import type { CatchClause, Class } from "@babel/types";
import { findBound, findHoisted, findLexical } from "./names";
import {
  childrenOf,
  isClass,
  isErased,
  isFunction,
  isType,
  type FunctionNode,
  type Identifier,
  type Node,
} from "./tree";

export interface Mention {
  name: string;
  node: Identifier;
  reads: boolean;
  writes: boolean;
  /** The outermost function around it, if any. */
  within: Node | undefined;
}

interface Scope {
  names: ReadonlySet<string>;
  outer: Scope | undefined;
}

/** All mentions of names that no scope inside `root` declares. The names of a program's own top level count. */
export function findMentions(root: Node): Mention[] {
  const mentions: Mention[] = [];
  let within: Node | undefined;
  if (root.type === "Program") visitAll(root.body, undefined);
  else visit(root, undefined);
  return mentions;

  function mention(node: Identifier, scope: Scope | undefined, reads: boolean, writes: boolean): void {
    if (!isDeclared(node.name, scope)) mentions.push({ name: node.name, node, reads, writes, within });
  }

  function visitAll(nodes: (Node | null | undefined)[], scope: Scope | undefined): void {
    for (const node of nodes) if (node) visit(node, scope);
  }

  function visit(node: Node, scope: Scope | undefined): void {
    if (isErased(node) || isType(node)) return;
    if (isFunction(node)) return visitFunction(node, scope);
    if (isClass(node)) return visitClass(node, scope);
    switch (node.type) {
      case "Identifier":
        return mention(node, scope, true, false);
      case "VariableDeclarator":
        visitPattern(node.id, scope);
        return visitAll([node.init], scope);
      case "AssignmentExpression":
        visitTarget(node.left, scope, node.operator !== "=");
        return visit(node.right, scope);
      case "UpdateExpression":
        return visitTarget(node.argument, scope, true);
      case "ForInStatement":
      case "ForOfStatement": {
        const inner = open(findLexical([node.left]), scope);
        if (node.left.type === "VariableDeclaration") visit(node.left, inner);
        else visitTarget(node.left, scope, false);
        return visitAll([node.right, node.body], inner);
      }
      case "ForStatement":
        return visitAll(
          [node.init, node.test, node.update, node.body],
          open(node.init ? findLexical([node.init]) : [], scope),
        );
      case "BlockStatement":
        return visitAll(node.body, open(findLexical(node.body), scope));
      case "StaticBlock":
        return visitAll(node.body, open([...findLexical(node.body), ...node.body.flatMap(findHoisted)], scope));
      case "SwitchStatement": {
        visit(node.discriminant, scope);
        const inner = open(findLexical(node.cases.flatMap(({ consequent }) => consequent)), scope);
        return visitAll(
          node.cases.flatMap(({ test, consequent }) => [test, ...consequent]),
          inner,
        );
      }
      case "CatchClause":
        return visitCatch(node, scope);
      case "MemberExpression":
      case "OptionalMemberExpression":
        return visitAll([node.object, node.computed ? node.property : undefined], scope);
      case "ObjectProperty":
      case "ClassProperty":
      case "ClassAccessorProperty":
        return visitAll([node.computed ? node.key : undefined, node.value], scope);
      case "ClassPrivateProperty":
        return visitAll([node.value], scope);
      case "LabeledStatement":
        return visit(node.body, scope);
      case "TSEnumDeclaration":
        return visitAll(
          node.body.members.map(({ initializer }) => initializer),
          open(findEnumNames(node.body.members), scope),
        );
      case "BreakStatement":
      case "ContinueStatement":
      case "MetaProperty":
      case "PrivateName":
      case "ImportDeclaration":
      case "ExportSpecifier":
      case "ExportAllDeclaration":
        return;
      default:
        return visitAll(childrenOf(node), scope);
    }
  }

  function visitFunction(node: FunctionNode, scope: Scope | undefined): void {
    if ("computed" in node && node.computed) visit(node.key, scope);
    const outermost = within;
    within ??= node;
    const own = "id" in node && node.id && node.type === "FunctionExpression" ? [node.id.name] : [];
    const implied = node.type === "ArrowFunctionExpression" ? [] : ["arguments"];
    const params = { names: new Set([...own, ...implied, ...namesOf(node.params.flatMap(findBound))]), outer: scope };
    for (const param of node.params) visitPattern(param, params);
    if (node.body.type === "BlockStatement") visit(node.body, open(findHoisted(node.body), params));
    else visit(node.body, params);
    within = outermost;
  }

  function visitClass(node: Class, scope: Scope | undefined): void {
    const inner = open(node.id ? [node.id] : [], scope);
    visitAll([node.superClass, node.body], inner);
  }

  function visitCatch(node: CatchClause, scope: Scope | undefined): void {
    const inner = open(node.param ? findBound(node.param) : [], scope);
    if (node.param) visitPattern(node.param, inner);
    visit(node.body, inner);
  }

  /** A pattern that declares: only its defaults and computed keys mention anything. */
  function visitPattern(node: Node, scope: Scope | undefined): void {
    visitTargets(node, scope, undefined);
  }

  function visitTarget(node: Node, scope: Scope | undefined, reads: boolean): void {
    visitTargets(node, scope, (target) => mention(target, scope, reads, true));
  }

  function visitTargets(
    node: Node,
    scope: Scope | undefined,
    onName: ((target: Identifier) => void) | undefined,
  ): void {
    switch (node.type) {
      case "Identifier":
        return onName?.(node);
      case "ObjectPattern":
        return node.properties.forEach((property) => visitTargets(property, scope, onName));
      case "ObjectProperty":
        if (node.computed) visit(node.key, scope);
        return visitTargets(node.value, scope, onName);
      case "ArrayPattern":
        return node.elements.forEach((element) => element && visitTargets(element, scope, onName));
      case "AssignmentPattern":
        visitTargets(node.left, scope, onName);
        return visit(node.right, scope);
      case "RestElement":
        return visitTargets(node.argument, scope, onName);
      case "TSParameterProperty":
        return visitTargets(node.parameter, scope, onName);
      case "ParenthesizedExpression":
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSTypeAssertion":
      case "TSNonNullExpression":
        return visitTargets(node.expression, scope, onName);
      default:
        return visit(node, scope);
    }
  }
}

function open(declared: Identifier[], outer: Scope | undefined): Scope {
  return { names: new Set(namesOf(declared)), outer };
}

function namesOf(identifiers: Identifier[]): string[] {
  return identifiers.map(({ name }) => name);
}

function isDeclared(name: string, scope: Scope | undefined): boolean {
  return scope !== undefined && (scope.names.has(name) || isDeclared(name, scope.outer));
}

function findEnumNames(members: { id: Node }[]): Identifier[] {
  return members.flatMap(({ id }) => (id.type === "Identifier" ? [id] : []));
}
