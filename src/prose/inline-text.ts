// The few marks that texts in data files may use: `$formula$`, `` `code` `` and `*stress*`. Everything else is text.
// A formula keeps the punctuation that touches it, as on a page (unbroken.ts).
import { renderTex } from "./tex";
import { escapeHtml } from "./tree";
import { closing, opening } from "./unbroken";

export function toInlineHtml(text: string): string {
  const parts = text.split(/(\$[^$]+\$|`[^`]+`|\*[^*\s][^*]*\*)/);
  return parts
    .map((part, i) => {
      if (i % 2 === 0) return escapeHtml(toRest(part, parts[i - 1], parts[i + 1]));
      return isFormula(part) ? toFormula(part, parts[i - 1]!, parts[i + 1]!) : toMarked(part);
    })
    .join("");
}

const isFormula = (part = ""): boolean => part.startsWith("$");

/** A text without the marks that go with a formula before or after it. */
function toRest(text: string, before?: string, after?: string): string {
  const rest = isFormula(before) ? text.replace(closing, "") : text;
  return isFormula(after) ? rest.replace(opening, "") : rest;
}

function toFormula(part: string, before: string, after: string): string {
  const [open, close] = [opening.exec(before)?.[0] ?? "", closing.exec(after)?.[0] ?? ""];
  const html = renderTex(part.slice(1, -1), { display: false });
  const formula = `<span class="formula" data-pagefind-ignore>${html}</span>`;
  return open || close ? `<span class="unbroken">${escapeHtml(open)}${formula}${escapeHtml(close)}</span>` : formula;
}

function toMarked(part: string): string {
  const inner = part.slice(1, -1);
  return part.startsWith("`") ? `<code>${escapeHtml(inner)}</code>` : `<em>${escapeHtml(inner)}</em>`;
}
