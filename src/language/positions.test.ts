// What every compiled text keeps, whatever the cell: characters, lines and columns.
// Cells are made of the small programs, in any order, with any spaces, comments and line ends between tokens.
import { parse, type ParserOptions } from "@babel/parser";
import fc from "fast-check";
import { expect, test } from "vitest";
import { blankModule } from "./blank-module";
import { CellSyntaxError, type Insertion } from "./cell-code";
import { toSourcePosition } from "./positions";
import { programs } from "./programs";
import { readCell, toModule } from "./index";
import { isBroken, toTree, transpile } from "./testing";

/** Fixed, so that every run tries the same texts; change it to look for others. */
const runs = { numRuns: 400, seed: 20261123 };

const program = fc.constantFrom(...Object.values(programs));

/** A program whose tokens stand apart in another way. Line ends may change its meaning, or leave it none. */
const respaced = fc
  .tuple(
    program,
    fc.array(fc.constantFrom(" ", "", "\n", "\t", " /* 注 🙂 */ ", " // →\n", "\r\n"), { minLength: 1, maxLength: 40 }),
  )
  .map(([source, gaps]) => {
    const tokens = tokensOf(source);
    return tokens
      .map((token, index) => token + gapAfter(token, tokens[index + 1], gaps[index % gaps.length] as string))
      .join("");
  });

test("a character of the source that stays stands where it stood", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(respaced, (source) => ignoreSyntaxErrors(() => expectKept(source))),
    runs,
  );
});

test("however tokens are spaced, the meaning is the one that TypeScript gives", { timeout: 60_000 }, () => {
  let compared = 0;
  const compare = (source: string) => {
    if (isBroken(source)) return;
    const { text } = blankModule(source);
    expect(toTree(text), source).toBe(toTree(transpile(`${source}\nexport {};`)));
    compared++;
  };
  fc.assert(
    fc.property(
      respaced.filter((source) => !/\b(?:enum|accessor)\b/.test(source)),
      (source) => ignoreSyntaxErrors(() => compare(source)),
    ),
    runs,
  );
  expect(compared).toBeGreaterThan(100);
});

test("a column behind an insertion maps back, one inside maps to what it stands before", () => {
  const insertions: Insertion[] = [
    [1, 1, 10],
    [2, 5, 3],
    [2, 20, 2],
  ];
  expect(toSourcePosition(insertions, 1, 11)).toEqual({ line: 1, column: 1 });
  expect(toSourcePosition(insertions, 2, 4)).toEqual({ line: 2, column: 4 });
  expect(toSourcePosition(insertions, 2, 6)).toEqual({ line: 2, column: 5 });
  expect(toSourcePosition(insertions, 2, 8)).toEqual({ line: 2, column: 5 });
  expect(toSourcePosition(insertions, 2, 30)).toEqual({ line: 2, column: 25 });
  expect(toSourcePosition(insertions, 3, 9)).toEqual({ line: 3, column: 9 });
});

/** Takes the insertions out of the module and compares what is left with the source, character by character. */
function expectKept(source: string): void {
  const { text, insertions } = toModule(readCell(source), []);
  expect(toTree(text)).toContain("Program");
  const sourceLines = source.split(/\r\n|\n/);
  const lines = text.split(/\r\n|\n/).slice(0, sourceLines.length);
  lines.forEach((line, index) => {
    const own = insertions.filter(([at]) => at === index + 1);
    const kept = [...line.split("").entries()].filter(
      ([at]) => !own.some(([, from, length]) => at + 1 >= from && at + 1 < from + length),
    );
    expect(kept.length, line).toBe(sourceLines[index]?.length);
    for (const [at, character] of kept) {
      const { column } = toSourcePosition(insertions, index + 1, at + 1);
      if (character !== " ") expect(character, `${index + 1}:${column}`).toBe(sourceLines[index]?.[column - 1]);
    }
  });
}

function ignoreSyntaxErrors(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof CellSyntaxError)) throw error;
  }
}

function tokensOf(source: string): string[] {
  const options: ParserOptions = {
    sourceType: "module",
    plugins: ["typescript", "decoratorAutoAccessors"],
    tokens: true,
  };
  const tokens = parse(source, options).tokens as { start: number; end: number; type: unknown }[];
  return tokens
    .filter(({ start, end, type }) => end > start && typeof type === "object")
    .map(({ start, end }) => source.slice(start, end));
}

/** In a template every character is text; behind a modifier a line end would make it a name. */
function gapAfter(token: string, next = "", gap: string): string {
  if (/[`}]$/.test(token) || /^[`{]/.test(next) || token.includes("`") || next.includes("`")) return " ";
  const isModifier = /^(?:abstract|declare|override|private|protected|public|readonly|static)$/.test(token);
  return gap === "" || isModifier ? " " : gap;
}
