// The scales of a figure: which values an axis covers, where its ticks are, which pixel a value has. Pure.
import type { AxisSpec } from "../../src/book/figure-spec";

export type Domain =
  { type: "linear" | "log"; min: number; max: number } | { type: "band"; values: (string | number)[] };

export function isBand(domain: Domain): domain is Extract<Domain, { type: "band" }> {
  return domain.type === "band";
}

/** The domain of an axis: what the spec says, otherwise what the values need. */
export function toDomain(
  spec: AxisSpec | undefined,
  values: (string | number)[],
  wish: { band: boolean; count: number; nice: boolean },
): Domain {
  const type = spec?.type ?? (wish.band || values.some((value) => typeof value === "string") ? "band" : "linear");
  if (type === "band") return { type, values: [...new Set(values)] };
  if (spec?.domain) return { type, min: spec.domain[0], max: spec.domain[1] };
  const [min, max] = findExtent(values, type);
  if (!wish.nice) return { type, min, max };
  return type === "log" ? niceLog(min, max) : niceLinear(min, max, wish.count);
}

/** Least and greatest finite value; positive ones only on a log axis; never an empty interval. */
function findExtent(values: (string | number)[], type: "linear" | "log"): [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (typeof value !== "number" || !Number.isFinite(value) || (type === "log" && value <= 0)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min > max) return type === "log" ? [0.1, 1] : [0, 1];
  if (min < max) return [min, max];
  return type === "log" ? [min / 2, max * 2] : [min - (Math.abs(min) || 1) / 2, max + (Math.abs(max) || 1) / 2];
}

function niceLinear(min: number, max: number, count: number): Domain {
  const step = toStep(min, max, count);
  return {
    type: "linear",
    min: round(Math.floor(min / step + 1e-9) * step),
    max: round(Math.ceil(max / step - 1e-9) * step),
  };
}

function niceLog(min: number, max: number): Domain {
  const decades = Math.log10(max / min);
  if (decades < 0.8) return { type: "log", min: min * 0.95, max: max * 1.05 };
  return { type: "log", min: 10 ** Math.floor(Math.log10(min) + 1e-9), max: 10 ** Math.ceil(Math.log10(max) - 1e-9) };
}

/** 1, 2 or 5 times a power of ten: about `count` steps from min to max. */
function toStep(min: number, max: number, count: number): number {
  const rough = (max - min) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = rough / power;
  return power * (factor >= 7.07 ? 10 : factor >= 3.16 ? 5 : factor >= 1.41 ? 2 : 1);
}

/** Ticks inside the domain, about `count`; on a band with many values every k-th, with few undefined (all). Of a band's
 *  values at most `fits` have room beside each other, where that is known. */
export function findTicks(domain: Domain, count: number, fits = 0): (string | number)[] | undefined {
  if (isBand(domain)) return thinBand(domain.values, Math.max(count, fits), Math.max(count * 2, fits, 12));
  return domain.type === "log"
    ? findLogTicks(domain.min, domain.max, count)
    : findLinearTicks(domain.min, domain.max, count);
}

function thinBand(values: (string | number)[], count: number, most: number) {
  if (values.length <= most) return undefined;
  const every = Math.ceil(values.length / count);
  return values.filter((_, i) => i % every === 0);
}

function findLinearTicks(min: number, max: number, count: number): number[] {
  const step = toStep(min, max, count);
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => round((first + i) * step));
}

function findLogTicks(min: number, max: number, count: number): number[] {
  const decades = Math.log10(max / min);
  const every = Math.max(1, Math.ceil(decades / count));
  const powers: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power += every)
    powers.push(10 ** power);
  const ticksOf = (factors: number[]) =>
    powers
      .flatMap((power) => factors.map((factor) => Number((factor * power).toPrecision(3))))
      .filter((tick) => tick >= min * 0.999 && tick <= max * 1.001);
  if (decades > count / 3) return ticksOf([1]);
  const few = ticksOf([1, 2, 5]);
  // One tick says nothing of a scale, two little.
  return few.length >= 3 ? few : ticksOf([1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}

/** The pixel of a value between `from` and `to`; NaN for what a log axis cannot show. */
export function toPixel(domain: Domain, value: string | number, from: number, to: number): number {
  if (isBand(domain)) {
    const step = (to - from) / Math.max(1, domain.values.length);
    return from + (domain.values.indexOf(value) + 0.5) * step;
  }
  const place = domain.type === "log" ? Math.log : (x: number) => x;
  const [low, high] = [place(domain.min), place(domain.max)];
  return from + ((place(Number(value)) - low) / (high - low)) * (to - from);
}

/** Indices of at most `max` of so many points, as dense everywhere as they were: one of each bucket, at a place that
 *  differs from bucket to bucket, so that no order of the points is mistaken for a pattern. */
export function thinEvenly(count: number, max: number): number[] {
  if (count <= max) return Array.from({ length: count }, (_, i) => i);
  const goldenShare = 0.6180339887498949;
  return Array.from({ length: max }, (_, bucket) => {
    const start = Math.floor((bucket * count) / max);
    const end = Math.floor(((bucket + 1) * count) / max);
    return start + Math.floor(((bucket * goldenShare) % 1) * (end - start));
  });
}

/** Indices of at most about `max` points that keep every bucket's least and greatest y, and every gap: for lines. */
export function thin(ys: readonly (string | number)[], max: number): number[] {
  if (ys.length <= max) return ys.map((_, i) => i);
  const buckets = Math.max(1, Math.floor((max - 2) / 2));
  const kept = [0];
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = Math.floor((bucket * ys.length) / buckets);
    const end = Math.floor(((bucket + 1) * ys.length) / buckets);
    const [low, high] = findLowAndHigh(ys, start, end);
    kept.push(Math.min(low, high), Math.max(low, high));
  }
  kept.push(ys.length - 1);
  const gaps = ys.flatMap((y, i) => (Number.isNaN(y) ? [i] : []));
  return [...new Set([...kept, ...gaps])].sort((a, b) => a - b);
}

function findLowAndHigh(ys: readonly (string | number)[], start: number, end: number): [number, number] {
  let low = start;
  let high = start;
  for (let i = start; i < end; i++) {
    if (ys[i]! < ys[low]!) low = i;
    if (ys[i]! > ys[high]!) high = i;
  }
  return [low, high];
}
