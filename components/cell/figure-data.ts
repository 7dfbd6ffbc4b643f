// A figure's data as it is carried in a page, shown in a table and copied. Pure.
import type { FigureSpec } from "../../src/book/figure-spec";
import { thin } from "./figure-scale";

type Value = number | string;

/** The same figure with at most about `max` rows, extremes kept: what a page that was not run carries. */
export function thinSpec(spec: FigureSpec, max: number): FigureSpec {
  const kept = new Map<number, number[]>();
  const lengths = new Set(Object.values(spec.data).map((column) => column.length));
  for (const length of lengths) kept.set(length, keptRows(spec, length, max));
  const data = Object.entries(spec.data).map(([name, column]) => {
    const rows = kept.get(column.length)!;
    return [name, rows.map((i) => toShort(column[i]!))] as const;
  });
  return { ...spec, data: Object.fromEntries(data) };
}

function keptRows({ data, marks }: FigureSpec, length: number, max: number): number[] {
  const all = Array.from({ length }, (_, i) => i);
  const isGrid = marks.some((mark) => mark.type === "cell" || mark.type === "bar");
  if (length <= max || isGrid) return all;
  const ups = marks.flatMap((mark) => (mark.type === "line" || mark.type === "dot" ? [mark.y] : []));
  const columns = [...new Set(ups)].map((name) => data[name] ?? []).filter((column) => column.length === length);
  const rows = new Set(columns.flatMap((column) => thin(column, Math.ceil(max / columns.length))));
  return rows.size > 0 ? [...rows].sort((a, b) => a - b) : all.filter((i) => i % Math.ceil(length / max) === 0);
}

function toShort(value: Value): Value {
  return typeof value === "number" ? Number(value.toPrecision(5)) : value;
}

/** Tab-separated, as spreadsheets take it; names first. */
export function toTsv(data: FigureSpec["data"]): string {
  const names = Object.keys(data);
  const count = Math.max(0, ...names.map((name) => data[name]!.length));
  const plain = (value: Value | undefined) => String(value ?? "").replace(/[\t\n\r]/g, " ");
  const rows = Array.from({ length: count }, (_, i) => names.map((name) => plain(data[name]![i])).join("\t"));
  return [names.map(plain).join("\t"), ...rows].join("\n");
}
