// A table of values: numbers right-aligned under each other, long tables scroll in their own box.
import type { TableOutput } from "../../src/kernel/output";
import { make, type Stage } from "./stage";

const maxRows = 500;

type Value = string | number;

export function renderTable({ columns, rows, text }: TableOutput, stage: Stage): HTMLElement {
  const { document, strings } = stage;
  const hidden = rows.length - maxRows;
  const note = hidden > 0 ? make(document, "p", { class: "output-note" }, strings.moreRows(hidden)) : undefined;
  const label = text.split("\n")[0] ?? "";
  return make(
    document,
    "div",
    { class: "output-table" },
    toScrollBox(document, toTable(document, columns, rows.slice(0, maxRows)), label),
    note,
  );
}

/** A real table; a column in which nothing but numbers stands is aligned as numbers. */
export function toTable(document: Document, columns: string[], rows: Value[][]): HTMLTableElement {
  const numeric = columns.map((_, i) => {
    const values = rows.map((row) => row[i] ?? "").filter((value) => value !== "");
    return values.length > 0 && values.every((value) => typeof value === "number");
  });
  const cell = (tag: "th" | "td", value: Value, i: number) =>
    make(
      document,
      tag,
      { class: numeric[i] ? "number" : undefined, scope: tag === "th" ? "col" : undefined },
      toPlaceLink(document, value) ?? String(value),
    );
  // A column without a name heads nothing.
  const head = make(document, "tr", {}, ...columns.map((name, i) => cell(name.trim() ? "th" : "td", name, i)));
  const body = rows.map((row) => make(document, "tr", {}, ...columns.map((_, i) => cell("td", row[i] ?? "", i))));
  return make(document, "table", {}, make(document, "thead", {}, head), make(document, "tbody", {}, ...body));
}

/** "§ mnist/mlp#heading" is a place in this book, and a link to it: from any section, in either language, by the same way. */
function toPlaceLink(document: Document, value: Value): HTMLElement | undefined {
  const place = /^§ ([a-z][a-z0-9-]*\/[a-z][a-z0-9-]*)(#[^\s#]+)?$/.exec(String(value));
  return place ? make(document, "a", { href: `../../${place[1]}/${place[2] ?? ""}` }, String(value)) : undefined;
}

/** A box that scrolls, and that the keyboard can reach. */
export function toScrollBox(document: Document, child: HTMLElement, label: string): HTMLElement {
  return make(document, "div", { class: "output-scroll", tabindex: 0, role: "group", "aria-label": label }, child);
}
