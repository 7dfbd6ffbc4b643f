// Colours TypeScript at build: one class per token, no colour in the HTML. The page's stylesheet gives the
// classes their colours, light and dark, and the editor uses the same classes, so that nothing changes on focus.
import { createHighlighter, type Highlighter, type ThemeRegistrationRaw } from "shiki";

/** Token class → TextMate scopes, later rules winning where scopes tie. */
const scopesOfClass: Record<string, string[]> = {
  "tok-comment": ["comment", "punctuation.definition.comment"],
  "tok-keyword": ["keyword", "storage", "variable.language.this", "variable.language.super", "constant.language"],
  "tok-operator": ["keyword.operator", "storage.type.function.arrow"],
  "tok-string": ["string", "punctuation.definition.string", "string.regexp"],
  "tok-number": ["constant.numeric"],
  "tok-function": ["entity.name.function", "support.function", "meta.function-call entity.name.function"],
  "tok-type": ["entity.name.type", "support.type", "support.class", "entity.other.inherited-class"],
  "tok-property": ["variable.other.property", "meta.object-literal.key", "variable.other.object.property"],
  "tok-plain": [
    "punctuation",
    "meta.brace",
    "keyword.operator.expression.void",
    "string.template meta.template.expression",
  ],
};

const theme: ThemeRegistrationRaw = {
  name: "book",
  type: "light",
  fg: "tok-plain",
  bg: "none",
  settings: [
    { settings: { foreground: "tok-plain", background: "none" } },
    ...Object.entries(scopesOfClass).map(([token, scope]) => ({ scope, settings: { foreground: token } })),
    { scope: wordOperators(), settings: { foreground: "tok-keyword" } },
  ],
};

function wordOperators(): string[] {
  return [
    "new",
    "expression.typeof",
    "expression.instanceof",
    "expression.in",
    "expression.of",
    "expression.delete",
  ].map((word) => `keyword.operator.${word}`);
}

let shared: Promise<Highlighter> | undefined;

/** The code as HTML: a span per line (`.line`), a span per coloured token. One highlighter serves every cell. */
export async function highlight(code: string): Promise<string> {
  shared ??= createHighlighter({ themes: [theme], langs: ["typescript"] });
  const { tokens } = (await shared).codeToTokens(code, { lang: "typescript", theme: "book" });
  return tokens.map((line) => `<span class="line">${line.map(toSpan).join("")}</span>`).join("\n");
}

function toSpan(token: { content: string; color?: string }): string {
  const text = escapeHtml(token.content);
  const plain = !token.color?.startsWith("tok-") || token.color === "tok-plain" || token.content.trim() === "";
  return plain ? text : `<span class="${token.color}">${text}</span>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
