// A cell's text → its meaning: names in and out, imports, controls, expectations, and the JavaScript to run.
import { findAssignments, findLateWrites } from "./assignments";
import { blankTypes } from "./blank-types";
import type { CellCode } from "./cell-code";
import { findControls } from "./controls";
import { findDefinitions } from "./definitions";
import { findDisplayed, showValues } from "./display";
import { Edits } from "./edits";
import { readExpectations } from "./expectations";
import { guardLoops } from "./guards";
import { blankModuleSyntax, readImports } from "./imports";
import { separateStatements } from "./joins";
import { findMentions } from "./mentions";
import { parseCell, type Parsed } from "./parse";
import { findReferences } from "./references";
import { freshNames } from "./trivia";

/** Reads a cell. Throws CellSyntaxError where the text is no TypeScript, or nothing that can run in a cell. */
export function readCell(source: string): CellCode {
  const parsed = parseCell(source);
  const { program } = parsed;
  const mentions = findMentions(program);
  const imports = readImports(program, mentions, source);
  const definitions = findDefinitions(program);
  const defined = new Set(definitions.map(({ name }) => name));
  const own = new Set([...defined, ...imports.flatMap(({ names }) => names.map(({ local }) => local))]);
  return {
    source,
    definitions,
    references: findReferences(mentions, own),
    assignments: findAssignments(mentions, defined),
    lateWrites: findLateWrites(program, mentions, definitions),
    imports,
    controls: findControls(program, imports),
    ...readExpectations(parsed),
    ...toJavaScript(parsed, source),
  };
}

/** The names that a cell's text gives to what it calls while it runs. */
export function runtimeNames(source: string) {
  return freshNames(source, "display", "due", "turn");
}

/** What goes around an expression comes before what goes into it: guards, display, then types. */
function toJavaScript({ program }: Parsed, source: string) {
  const edits = new Edits(source);
  const names = runtimeNames(source);
  guardLoops(program, edits, names);
  showValues(findDisplayed(program), edits, names.display);
  blankModuleSyntax(program, edits);
  blankTypes(program, edits);
  separateStatements(program, edits);
  return edits.render();
}
