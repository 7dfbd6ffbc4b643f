// `enum E { A, B = 2 }` → `var E; (function (E) { E[E["A"] = 0] = "A"; … })(E || (E = {}));`, on the lines it has.
// What TypeScript computes while compiling is only followed as far as it matters: the next number, and whether a
// member is text (which has no way back from value to name).
import type { Program, TSEnumDeclaration, TSEnumMember } from "@babel/types";
import { evaluate, isTextual, type Constant } from "./constants";
import type { Edits } from "./edits";
import { syntaxErrorAt } from "./messages";
import { findMentions } from "./mentions";
import { childrenOf, endOf, startOf, type Node } from "./tree";
import { skipTrivia } from "./trivia";

export class Enums {
  /** Known values of the members of each enum, also of its earlier declarations. */
  readonly #values = new Map<string, Map<string, Constant | undefined>>();
  /** The declarations of an enum that another one in the same block comes before, each with its statement. */
  readonly #continued: Map<Node, Node>;

  constructor(
    readonly program: Program,
    readonly edits: Edits,
  ) {
    this.#continued = findContinued(program);
  }

  rewrite(node: TSEnumDeclaration): void {
    const { edits } = this;
    const name = node.id.name;
    const brace = startOf(node.body);
    const statement = this.#continued.get(node);
    edits.blank(startOf(statement ?? node), startOf(node.id));
    edits.open(startOf(node.id), statement ? ";(function (" : `${this.#declares(node)} ${name}; (function (`);
    edits.open(brace, ") ");
    this.#rewriteMembers(node);
    edits.close(endOf(node), `)(${name} || (${name} = {}));`);
  }

  /** At the top level, where `export` may stand before it, `var` as TypeScript has it; in a block `let`. */
  #declares(node: TSEnumDeclaration): "var" | "let" {
    const isTop = this.program.body.some(
      (statement) =>
        statement === node || (statement.type === "ExportNamedDeclaration" && statement.declaration === node),
    );
    return isTop ? "var" : "let";
  }

  #rewriteMembers(node: TSEnumDeclaration): void {
    const name = node.id.name;
    const values = this.#values.get(name) ?? new Map<string, Constant | undefined>();
    this.#values.set(name, values);
    let next: number | undefined = 0;
    for (const member of node.body.members) {
      const value: Constant | undefined = member.initializer ? this.#valueOf(member.initializer, values) : next;
      if (!member.initializer && next === undefined) throw syntaxErrorAt(member, "enumValue");
      values.set(nameOf(member), value);
      this.#rewriteMember(name, member, value, values);
      next = typeof value === "number" ? value + 1 : undefined;
    }
  }

  #rewriteMember(name: string, member: TSEnumMember, value: Constant | undefined, values: Map<string, unknown>): void {
    const { edits } = this;
    const isText = typeof value === "string" || (member.initializer ? isTextual(member.initializer) : false);
    const quote = member.id.type === "Identifier" ? '"' : "";
    edits.open(startOf(member), `${isText ? "" : `${name}[`}${name}[${quote}`);
    const end = `${isText ? "" : `] = ${JSON.stringify(nameOf(member))}`};`;
    if (member.initializer) {
      edits.close(endOf(member.id), `${quote}]`);
      this.#qualify(name, member.initializer, values);
      edits.close(endOf(member), end);
    } else edits.close(endOf(member), `${quote}] = ${String(value)}${end}`);
    const comma = skipTrivia(edits.source, endOf(member));
    if (edits.source[comma] === ",") edits.blank(comma, comma + 1);
  }

  /** `B = A + 1` reads the member `A`. */
  #qualify(name: string, initializer: Node, values: Map<string, unknown>): void {
    for (const mention of findMentions(initializer)) {
      if (values.has(mention.name)) this.edits.open(startOf(mention.node), `${name}.`);
    }
  }

  #valueOf(initializer: Node, own: Map<string, Constant | undefined>): Constant | undefined {
    return evaluate(initializer, (name, member) => {
      if (member !== undefined) return this.#values.get(name)?.get(member);
      return own.has(name) ? own.get(name) : constantOf(this.program, name);
    });
  }
}

function nameOf({ id }: TSEnumMember): string {
  return id.type === "Identifier" ? id.name : id.value;
}

/** The value of a top-level `const` whose initial value is a known number or text. */
function constantOf(program: Program, name: string): Constant | undefined {
  for (const statement of program.body) {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "const") continue;
    const found = declaration.declarations.find(({ id }) => id.type === "Identifier" && id.name === name);
    if (found?.init) return evaluate(found.init, () => undefined);
  }
  return undefined;
}

function findContinued(program: Program): Map<Node, Node> {
  const continued = new Map<Node, Node>();
  visit(program);
  return continued;

  function visit(node: Node): void {
    const names = new Set<string>();
    for (const child of childrenOf(node)) {
      const declared = child.type === "ExportNamedDeclaration" ? child.declaration : child;
      if (declared?.type === "TSEnumDeclaration" && !declared.declare) {
        if (names.has(declared.id.name)) continued.set(declared, child);
        names.add(declared.id.name);
      }
      visit(child);
    }
  }
}
