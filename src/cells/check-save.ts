// `save=module#export`: the definition in the cell and the one in src/book are the same code.
import { parse } from "@babel/parser";
import type { Program, Statement } from "@babel/types";
import { suggest, toAuthorError } from "./author-error";
import type { BookModules } from "./book-modules";
import { toPlace } from "./place";
import type { AuthorError, Cell, Section } from "./section";
import { readTokens, type Token } from "./tokens";

export function checkSave(section: Section, cell: Cell, book: BookModules): AuthorError[] {
  const { save } = cell.meta;
  if (!save) return [];
  const module = `book/${save.module}`;
  const file = book.findFile(module);
  const say = (fact: string, wayOut: string) => [toAuthorError(section.file, cell.fence, fact, wayOut)];
  if (!file) return say(`There is no src/book/${save.module}.ts.`, "Write save=module#export with a file of src/book.");
  const theirs = findDefinition(book.readText(file), save.export);
  if (!theirs)
    return say(
      `src/book/${file} exports no "${save.export}".`,
      suggest(save.export, book.findExports(module), "Name an export of that file."),
    );
  const ours = findDefinition(cell.code, save.export);
  if (!ours)
    return say(
      `This cell does not define "${save.export}".`,
      `save=${save.module}#${save.export} promises it: define it at the top level.`,
    );
  return compare(section, cell, ours, theirs, `src/book/${file}`);
}

function compare(section: Section, cell: Cell, ours: Token[], theirs: Token[], file: string): AuthorError[] {
  const at = Math.max(0, ...[ours, theirs].map((t) => t.length)) === 0 ? -1 : findDifference(ours, theirs);
  if (at < 0) return [];
  const place = ours[at] ? toPlace(section, cell, ours[at]) : cell.fence;
  const say = (token?: Token) => (token ? `\`${token.text}\`` : "nothing");
  const fact = `The cell has ${say(ours[at])} where ${file}${theirs[at] ? `:${theirs[at].line}` : ""} has ${say(theirs[at])}.`;
  return [
    toAuthorError(
      section.file,
      place,
      fact,
      "The cell and the book's module must be the same code: copy one to the other.",
    ),
  ];
}

function findDifference(a: Token[], b: Token[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i]?.text !== b[i]?.text) return i;
  return -1;
}

/** The tokens of the top-level statement that defines `name`, without `export`, at their places in `code`. */
function findDefinition(code: string, name: string): Token[] | undefined {
  const options = { sourceType: "module" as const, plugins: ["typescript" as const], errorRecovery: true };
  const { body } = parse(code, options).program as unknown as Program;
  const statement = body.map(unwrap).find((s) => definedBy(s).includes(name));
  if (!statement) return undefined;
  const { start, end } = statement.loc!;
  const isInside = ({ line, column }: Token) =>
    (line > start.line || (line === start.line && column > start.column)) &&
    (line < end.line || (line === end.line && column <= end.column));
  return readTokens(code)
    ?.filter(isInside)
    .filter((token, i, all) => i < all.length - 1 || token.text !== ";");
}

function unwrap(statement: Statement): Statement {
  return statement.type === "ExportNamedDeclaration" && statement.declaration ? statement.declaration : statement;
}

function definedBy(statement: Statement): string[] {
  if (statement.type === "VariableDeclaration")
    return statement.declarations.flatMap((d) => (d.id.type === "Identifier" ? [d.id.name] : []));
  const named = statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration";
  return named && statement.id ? [statement.id.name] : [];
}
