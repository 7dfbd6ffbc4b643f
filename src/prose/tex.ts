// TeX to HTML with MathML, by KaTeX, at build time; no script of KaTeX reaches the reader.
// Strict: Chinese outside \text{}, an unknown macro or anything KaTeX would guess at is an error.
import katex, { type KatexOptions } from "katex";
import { macros } from "./macros";

export interface TexOptions {
  display: boolean;
  /** The text that `\eqref{eq:x}` becomes. */
  toReference?: (label: string) => string;
}

/** TeX that cannot be set; `index` counts UTF-16 units into the TeX, where KaTeX knows it. */
export class TexError extends Error {
  constructor(
    message: string,
    readonly index: number | undefined,
  ) {
    super(message);
    this.name = "TexError";
  }
}

/** The part of KaTeX's macro expander that a macro of ours uses. */
interface Expander {
  consumeArgs(count: number): { text: string }[][];
}

export function renderTex(tex: string, options: TexOptions): string {
  try {
    const html = katex.renderToString(tex, toKatexOptions(options));
    const parts = options.display ? toParts(tex) : [];
    if (parts.length < 2) return html;
    return katex.renderToString(parts.map((part) => `{${part}}`).join("\\qquad\\allowbreak "), toKatexOptions(options));
  } catch (error) {
    throw toTexError(error);
  }
}

/** Formulas that stand in one line, parted by \qquad: where the line is short (equation.css), the second goes to the next. */
function toParts(tex: string): string[] {
  return tex.includes("\\begin") ? [tex] : tex.split("\\qquad");
}

function toKatexOptions({ display, toReference }: TexOptions): KatexOptions {
  const own = {
    "\\label": (expander: Expander) => (readArgument(expander), ""),
    "\\eqref": (expander: Expander) => {
      const label = readArgument(expander);
      if (!toReference) throw new TexError("\\eqref cannot be used here.", undefined);
      return `\\text{${toReference(label)}}`;
    },
  };
  return {
    displayMode: display,
    output: "htmlAndMathml",
    throwOnError: true,
    strict: "error",
    macros: { ...macros, ...own } as unknown as NonNullable<KatexOptions["macros"]>,
  };
}

/** Tokens of a macro's argument come last first. */
function readArgument(expander: Expander): string {
  const tokens = expander.consumeArgs(1)[0] ?? [];
  return tokens
    .map((token) => token.text)
    .reverse()
    .join("");
}

function toTexError(error: unknown): unknown {
  if (!(error instanceof katex.ParseError)) return error;
  const { rawMessage, position } = error as { rawMessage?: string; position?: number };
  return new TexError(rawMessage ?? (error as Error).message, position);
}
