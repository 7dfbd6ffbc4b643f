// Points in a plane that the reader drags, adds and takes away, with the pointer or with keys.
import type { FieldAxis, Point } from "./control-spec";
import { host } from "./host";

export type { Point } from "./control-spec";

export interface FieldSpec {
  /** Where the points are until the reader moves them. */
  initial: readonly Point[];
  x: AxisRange;
  y: AxisRange;
  /** The most points there can be; 60 unless said. */
  max?: number;
}

export interface AxisRange {
  min: number;
  max: number;
  /** "x" or "y" unless said. */
  label?: string;
}

/** The points as the reader left them. Throws RangeError if an axis is empty or a point starts outside. */
export function pointField(label: string, { initial, x, y, max = 60 }: FieldSpec): Point[] {
  const axes = { x: toAxis(label, "x", x), y: toAxis(label, "y", y) };
  const outside = initial.find((point) => !isInside(point, axes));
  if (outside)
    throw new RangeError(`pointField "${label}": the point (${outside.x}, ${outside.y}) is outside the axes`);
  if (initial.length > max) throw new RangeError(`pointField "${label}" starts with more than ${max} points`);
  const points = initial.map((point) => ({ x: point.x, y: point.y }));
  return host().control<Point[]>({ type: "points", label, ...axes, max }, points);
}

function toAxis(field: string, name: string, { min, max, label = name }: AxisRange): FieldAxis {
  if (!(min < max)) throw new RangeError(`pointField "${field}" needs ${name}.min < ${name}.max`);
  return { label, min, max };
}

function isInside(point: Point, { x, y }: { x: FieldAxis; y: FieldAxis }): boolean {
  return point.x >= x.min && point.x <= x.max && point.y >= y.min && point.y <= y.max;
}
