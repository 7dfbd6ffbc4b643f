// The comments that are tests: `// → text` and `// ≈ 0.977 ± 0.004` behind a top-level statement.
// Reads what they say and finds what they are about; comparing is not done here.
import type { Comment, Program } from "@babel/types";
import type { Expectation, Problem } from "./cell-code";
import { findDisplayed, isConsoleCall } from "./display";
import { adviceOn, type AdviceName } from "./messages";
import { findBound } from "./names";
import type { Parsed } from "./parse";
import { endOf, isErased, positionOf, unwrap, withoutExport, type Node } from "./tree";

export interface Expectations {
  expectations: Expectation[];
  /** Comments that look like an expectation and are none. */
  problems: Problem[];
}

export function readExpectations({ program, comments }: Parsed): Expectations {
  const results = comments.filter(isExpectation).map((comment) => readExpectation(comment, program));
  return {
    expectations: results.filter((result): result is Expectation => "type" in result),
    problems: results.filter((result): result is Problem => "messages" in result),
  };
}

function isExpectation({ type, value }: Comment): boolean {
  return type === "CommentLine" && /^\s*[→≈]/.test(value);
}

function readExpectation(comment: Comment, program: Program): Expectation | Problem {
  const position = { line: comment.loc?.start.line ?? 1, column: (comment.loc?.start.column ?? 0) + 1 };
  const statement = statementBefore(comment, program);
  const about = statement ? aboutOf(statement, program) : "lonelyExpectation";
  if (typeof about === "string") return { ...adviceOn(about), ...position };
  const said = readComment(comment.value.trim());
  return typeof said === "string" ? { ...adviceOn(said), ...position } : { ...said, about, ...position };
}

/** The top-level statement that ends on the comment's line, before it. */
function statementBefore(comment: Comment, program: Program): Node | undefined {
  const statements: Node[] = [...program.directives, ...program.body];
  return statements.findLast(
    (node) => endOf(node) <= (comment.start ?? 0) && node.loc?.end.line === comment.loc?.start.line,
  );
}

function aboutOf(statement: Node, program: Program): Expectation["about"] | AdviceName {
  if (isErased(statement)) return "silentExpectation";
  if (isConsoleCall(statement)) return { type: "log", line: positionOf(statement).line };
  if (findDisplayed(program).some((shown) => shown === statement)) return { type: "last" };
  const names = namesOf(statement);
  if (names.length > 1) return "ambiguousExpectation";
  return names[0] ? { type: "name", name: names[0] } : "silentExpectation";
}

/** The names that a statement gives a value to. */
function namesOf(statement: Node): string[] {
  const node = statement.type === "ExportNamedDeclaration" ? withoutExport(statement) : statement;
  if (node.type === "VariableDeclaration")
    return node.declarations.flatMap(({ id }) => findBound(id)).map(({ name }) => name);
  if (node.type !== "ExpressionStatement") return [];
  const expression = unwrap(node.expression);
  return expression.type === "AssignmentExpression" ? findBound(expression.left).map(({ name }) => name) : [];
}

type Said = Pick<Expectation, "type" | "text" | "value" | "halfWidth">;

function readComment(comment: string): Said | AdviceName {
  const text = comment.slice(1).trim();
  if (comment.startsWith("→")) return text ? { type: "exact", text } : "emptyExpectation";
  const band = bandPattern.exec(text);
  if (!band) return "badBand";
  return { type: "approx", text, value: toNumber(band[1]), halfWidth: toNumber(band[2]) };
}

const number = String.raw`\d+(?:\.\d+)?(?:[eE][+\-−]?\d+)?`;
const bandPattern = new RegExp(String.raw`^([+\-−]?${number})\s*±\s*(${number})$`);

function toNumber(text = ""): number {
  return Number(text.replaceAll("−", "-"));
}
