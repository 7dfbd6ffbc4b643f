// The tokens of a piece of TypeScript: what remains when comments, whitespace, trailing commas and (if asked) text in
// strings do not count. A formatter sets a trailing comma where a list takes several lines, and that says nothing.
import { parse } from "@babel/parser";
import type { Place } from "./author-error";

export interface Token extends Place {
  /** "name", "string", "num", a template piece ("...${", "...`"), or the sign itself. */
  kind: string;
  /** As written. */
  text: string;
}

interface BabelToken {
  type: string | { label: string };
  start: number;
  end: number;
  loc: { start: { line: number; column: number } };
}

/** Undefined where the code does not parse: the syntax error is told elsewhere. */
export function readTokens(code: string): Token[] | undefined {
  try {
    const file = parse(code, { sourceType: "module", plugins: ["typescript"], tokens: true, errorRecovery: true });
    const tokens = ((file.tokens ?? []) as unknown as BabelToken[]).flatMap((token) => toToken(token, code));
    return tokens.filter((_, i) => !isTrailingComma(tokens, i));
  } catch {
    return undefined;
  }
}

/** Code as its tokens alone, strings included: equal for two texts that do the same by the same words. */
export function normalize(code: string): string {
  return (
    readTokens(code)
      ?.map((token) => token.text)
      .join("\u0001") ?? code
  );
}

/** `, )`, not the holes of `[, ,]`. */
function isTrailingComma(tokens: Token[], i: number): boolean {
  const [before, at, after] = [tokens[i - 1], tokens[i], tokens[i + 1]];
  return at?.text === "," && [")", "]", "}"].includes(after?.text ?? "") && ![",", "["].includes(before?.text ?? ",");
}

function toToken(token: BabelToken, code: string): Token[] {
  if (typeof token.type === "string" || token.type.label === "eof") return [];
  const kind = token.type.label;
  const { line, column } = token.loc.start;
  return [{ kind, text: code.slice(token.start, token.end), line, column: column + 1 }];
}
