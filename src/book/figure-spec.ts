// What a figure is: columns by name, marks that refer to them, scales, labels. Plain data, no drawing.

/** A figure as plain data: columns by name, marks that refer to them, scales, labels. */
export interface FigureSpec {
  title?: string;
  /** Text alternative: what the figure shows, in a sentence. */
  alt?: string;
  width?: number;
  height?: number;
  /** Cells of a heat map are as high as they are wide. */
  square?: boolean;
  x?: AxisSpec;
  y?: AxisSpec;
  marks: MarkSpec[];
  /** Column name → values, all columns of a mark equally long. */
  data: Record<string, (number | string)[]>;
}

export interface AxisSpec {
  label?: string;
  type?: "linear" | "log" | "band";
  domain?: [number, number];
}

/** A heat map in small ones, side by side: the columns that say in which map a cell stands, and what the maps are called
 *  before their number. Shades go by the square root of a value, so that small ones are seen. */
export interface FacetSpec {
  across: { by: string; label: string };
  down: { by: string; label: string };
  /** What the places 1, 2, … of x and y are called. */
  names?: string[];
}

export type MarkSpec =
  | { type: "line" | "dot"; x: string; y: string; series?: string; label?: string; dash?: boolean }
  | { type: "area"; x: string; y1: string; y2: string; label?: string }
  | { type: "bar"; x: string; y: string; label?: string }
  | { type: "rule"; y?: number; x?: number; label?: string }
  | { type: "cell"; x: string; y: string; value: string; label?: string; facets?: FacetSpec }
  | { type: "text"; x: string; y: string; text: string };
