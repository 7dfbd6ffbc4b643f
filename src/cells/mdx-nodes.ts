// Makes nodes of an MDX tree: an element with values for attributes, an import. JavaScript in MDX is an ESTree;
// this file is the only one that writes one.
import type { Expression, ImportDeclaration, Program } from "estree";
import type { MdxjsEsm, MdxJsxAttribute, MdxJsxFlowElement } from "mdast-util-mdx";

/** What an attribute may hold: plain data, or a call `name(…plain data)` of something imported. */
export type AttributeValue = string | boolean | Call;

export interface Call {
  call: string;
  with: string[];
}

export function toElement(
  name: string,
  attributes: { [name: string]: AttributeValue | undefined },
  children: MdxJsxFlowElement["children"] = [],
): MdxJsxFlowElement {
  return { type: "mdxJsxFlowElement", name, attributes: toAttributes(attributes), children };
}

/** `false` and `undefined` are left out; `true` is an attribute without a value. */
export function toAttributes(attributes: { [name: string]: AttributeValue | undefined }): MdxJsxAttribute[] {
  const given = Object.entries(attributes).filter(
    (entry): entry is [string, AttributeValue] => entry[1] !== undefined && entry[1] !== false,
  );
  return given.map(([name, value]) => ({ type: "mdxJsxAttribute", name, value: toAttributeValue(value) }));
}

/** Text goes in as an expression too: what MDX does to quotes and line ends in a plain attribute does not touch it. */
function toAttributeValue(value: AttributeValue): MdxJsxAttribute["value"] {
  if (value === true || value === false) return null;
  const expression = typeof value === "string" ? toLiteral(value) : toCall(value);
  const source =
    typeof value === "string"
      ? JSON.stringify(value)
      : `${value.call}(${value.with.map((v) => JSON.stringify(v)).join(", ")})`;
  const estree: Program = {
    type: "Program",
    sourceType: "module",
    comments: [],
    body: [{ type: "ExpressionStatement", expression }],
  };
  return { type: "mdxJsxAttributeValueExpression", value: source, data: { estree } };
}

function toLiteral(value: string): Expression {
  return { type: "Literal", value, raw: JSON.stringify(value) };
}

function toCall({ call, with: values }: Call): Expression {
  return {
    type: "CallExpression",
    optional: false,
    callee: { type: "Identifier", name: call },
    arguments: values.map(toLiteral),
  };
}

/** `import local from "module"`, or `import { local } from "module"` where `named`. */
export function toImport(local: string, module: string, named = false): MdxjsEsm {
  const id = { type: "Identifier" as const, name: local };
  const specifier = named
    ? { type: "ImportSpecifier" as const, imported: id, local: id }
    : { type: "ImportDefaultSpecifier" as const, local: id };
  const source = { type: "Literal" as const, value: module, raw: JSON.stringify(module) };
  const declaration: ImportDeclaration = { type: "ImportDeclaration", specifiers: [specifier], source, attributes: [] };
  const estree: Program = { type: "Program", sourceType: "module", comments: [], body: [declaration] };
  return { type: "mdxjsEsm", value: `import ${named ? `{ ${local} }` : local} from ${source.raw}`, data: { estree } };
}

/** Names that the page's own `import`s and `export`s bring. */
export function findOwnNames(nodes: { type: string; data?: unknown }[]): string[] {
  const programs = nodes.filter((n) => n.type === "mdxjsEsm").flatMap((n) => (n as MdxjsEsm).data?.estree ?? []);
  return programs
    .flatMap((p) => p.body)
    .flatMap((statement) => {
      if (statement.type === "ImportDeclaration") return statement.specifiers.map((s) => s.local.name);
      const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : undefined;
      if (declaration?.type === "VariableDeclaration")
        return declaration.declarations.flatMap((d) => (d.id.type === "Identifier" ? [d.id.name] : []));
      return declaration ? [declaration.id.name] : [];
    });
}
