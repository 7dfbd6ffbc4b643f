// A declaration file in two halves: the declarations, printed without comments, and the comments by the offset of
// the name they document. Both are walked side by side, so that no offset is ever translated.
import ts from "typescript";

export interface Stripped {
  text: string;
  /** Offset of a declared name in `text` → its documentation. */
  docs: Map<number, string>;
  /** What a module exports as a value → its documentation; for members that repeat a function and say nothing. */
  exported: Map<string, string>;
  /** Offset of a member without documentation → its name. */
  silent: Map<number, string>;
}

const printer = ts.createPrinter({ removeComments: true });

export function strip(name: string, source: string): Stripped {
  const file = parse(name, source);
  const text = printer
    .printFile(file)
    .replace(/^[ \t]+/gm, "")
    .replace(/^\/\/\/.*\n/gm, "");
  const stripped: Stripped = { text, docs: new Map(), exported: new Map(), silent: new Map() };
  pair(file, parse(name, text), (from, to) => keepDocs(from, to, file, stripped));
  return stripped;
}

function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

/** The printer writes a few types in another form (a union of one): below such a node nothing is kept. */
function pair(from: ts.Node, to: ts.Node, visit: (from: ts.Node, to: ts.Node) => void): void {
  const [left, right] = [childrenOf(from), childrenOf(to)];
  if (from.kind !== to.kind || left.length !== right.length) return;
  visit(from, to);
  left.forEach((child, i) => pair(child, right[i]!, visit));
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void (ts.isJSDoc(child) || children.push(child)));
  return children;
}

function keepDocs(from: ts.Node, to: ts.Node, file: ts.SourceFile, { docs, exported, silent }: Stripped): void {
  const name = nameOf(to);
  if (!name) return;
  const text = readDocs(from) || readDocsOfFunction(from, file);
  if (text) docs.set(name.getStart(), text);
  else if (ts.isMethodSignature(to)) silent.set(name.getStart(), name.getText());
  if (text && ts.isVariableDeclaration(to)) exported.set(name.getText(), text);
}

function nameOf(node: ts.Node): ts.Node | undefined {
  if (ts.isConstructorDeclaration(node)) return node;
  return "name" in node ? (node.name as ts.Node | undefined) : undefined;
}

function readDocs(node: ts.Node): string {
  const holder = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  const comments = ts.getJSDocCommentsAndTags(holder).filter(ts.isJSDoc);
  const last = comments.filter((comment) => comment.parent === holder).at(-1);
  return last ? toMarkdown(last) : "";
}

/** tfjs writes `const matMul: typeof matMul_` and documents `matMul_`. */
function readDocsOfFunction(node: ts.Node, file: ts.SourceFile): string {
  if (!ts.isVariableDeclaration(node) || !node.type || !ts.isTypeQueryNode(node.type)) return "";
  const name = node.type.exprName.getText();
  const made = file.statements.filter((one) => ts.isFunctionDeclaration(one) && one.name?.text === name);
  return made.map(readDocs).find(Boolean) ?? "";
}

function toMarkdown(comment: ts.JSDoc): string {
  const said = toText(comment.comment);
  const tags = (comment.tags ?? []).flatMap((tag) => {
    const text = toText(tag.comment).replace(/^-\s*/, "");
    if (ts.isJSDocParameterTag(tag)) return text ? [`\`${tag.name.getText()}\` ${text}`] : [];
    if (ts.isJSDocReturnTag(tag)) return text ? [`→ ${text}`] : [];
    if (ts.isJSDocDeprecatedTag(tag)) return [`@deprecated ${text}`];
    return [];
  });
  return [said, ...tags].filter(Boolean).join("\n\n");
}

function toText(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  return (ts.getTextOfJSDocComment(comment) ?? "").trim();
}
