// The few marks that texts in data files may use: `$formula$`, `` `code` `` and `*stress*`. Everything else is text.
import { renderTex } from "./tex";
import { escapeHtml } from "./tree";

export function toInlineHtml(text: string): string {
  const parts = text.split(/(\$[^$]+\$|`[^`]+`|\*[^*\s][^*]*\*)/);
  return parts.map((part, i) => (i % 2 === 0 ? escapeHtml(part) : toMarked(part))).join("");
}

function toMarked(part: string): string {
  const inner = part.slice(1, -1);
  if (part.startsWith("$"))
    return `<span class="formula" data-pagefind-ignore>${renderTex(inner, { display: false })}</span>`;
  if (part.startsWith("`")) return `<code>${escapeHtml(inner)}</code>`;
  return `<em>${escapeHtml(inner)}</em>`;
}
