// A figure in sentences, from its numbers: how many points, where they begin and end, where they are least and greatest.
// What a reader hears who does not see it, and what can be copied. Pure.
import type { FigureSpec } from "../../src/book/figure-spec";
import { columnOf, toSeries, type Series } from "./figure-layout";
import { nameOf, toText } from "./figure-tracks";
import type { OutputWords } from "./output-words";

export function summarise(spec: FigureSpec, words: OutputWords["figure"]): string {
  const heat = spec.marks.find((mark) => mark.type === "cell");
  if (heat) return summariseGrid(spec, heat, words);
  const series = toSeries(spec).filter(({ mark }) => mark.type !== "text" && mark.type !== "area");
  return (
    series
      .map((one) => summariseSeries(spec, one, nameOf(spec, one, series), words))
      .filter(Boolean)
      .join(" ") || words.none
  );
}

function summariseSeries(
  spec: FigureSpec,
  { mark, xs, ys }: Series,
  name: string,
  words: OutputWords["figure"],
): string {
  // Where the rows are named and the numbers lie along x, it is x that has a least and a greatest.
  const isTurned = ys.some((y) => typeof y === "string");
  const [values, others] = isTurned ? [xs, ys] : [ys, xs];
  const places = values.map((_, i) => i).filter((i) => typeof values[i] === "number" && Number.isFinite(values[i]));
  if (mark.type === "rule" || places.length === 0) return "";
  const xName = spec.x?.label ?? String(mark.x);
  const say = (i: number) => toText(values[i]!);
  const low = places.reduce((best, i) => (values[i]! < values[best]! ? i : best));
  const high = places.reduce((best, i) => (values[i]! > values[best]! ? i : best));
  const at = (i: number) => (isTurned ? toText(others[i]!) : `${xName} ${toText(others[i]!)}`);
  const begin = words.line(isTurned ? xName : name, places.length, say(places[0]!), say(places.at(-1)!));
  return begin + words.spread(say(low), at(low), say(high), at(high));
}

function summariseGrid(
  spec: FigureSpec,
  mark: Extract<FigureSpec["marks"][number], { type: "cell" }>,
  words: OutputWords["figure"],
): string {
  const values = columnOf(spec, mark.value).map(Number).filter(Number.isFinite);
  if (values.length === 0) return words.none;
  const count = (name: string) => new Set(columnOf(spec, name)).size;
  const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  return words.grid(count(mark.y), count(mark.x), toText(low), toText(high));
}
