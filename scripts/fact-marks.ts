// In the finished pages, every fact known at second hand only says so where it stands, not on its card alone.

/** One line per fact without its mark: 'era/companies/index.html: "66.0 %" is known at second hand and not marked'. */
export function findUnmarked(page: string, html: string): string[] {
  return html.split('<span class="carded').flatMap((part) => {
    if (!/data-confidence="one-secondary"/.test(part) || /class="fact-mark/.test(part)) return [];
    const value = /class="fact[^>]*>([^<]*)/.exec(part)?.[1]?.trim() ?? "";
    return [`${page}: "${value}" is known at second hand and not marked`];
  });
}
