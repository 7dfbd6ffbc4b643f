// The few marks that texts in data files may use: `$formula$`, `` `code` `` and `*stress*`. Everything else is text.
// A short formula keeps the punctuation that touches it, as on a page (unbroken.ts); a long one must be free to break.
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

/** Of TeX: what is longer may be wider than a phone. */
const mostUnbroken = 40;

const isFormula = (part = ""): boolean => part.startsWith("$");

/** A text without the marks that go with a formula before or after it. */
function toRest(text: string, before?: string, after?: string): string {
  const rest = keepsMarks(before) ? text.replace(closing, "") : text;
  return keepsMarks(after) ? rest.replace(opening, "") : rest;
}

const keepsMarks = (part = ""): boolean => isFormula(part) && part.length <= mostUnbroken;

function toFormula(part: string, before: string, after: string): string {
  const isTied = keepsMarks(part);
  const open = (isTied && opening.exec(before)?.[0]) || "";
  const close = (isTied && closing.exec(after)?.[0]) || "";
  const html = renderTex(part.slice(1, -1), { display: false });
  const formula = `<span class="formula" data-pagefind-ignore>${html}</span>`;
  return open || close ? `<span class="unbroken">${escapeHtml(open)}${formula}${escapeHtml(close)}</span>` : formula;
}

function toMarked(part: string): string {
  const inner = part.slice(1, -1);
  return part.startsWith("`") ? `<code>${escapeHtml(inner)}</code>` : `<em>${escapeHtml(inner)}</em>`;
}
