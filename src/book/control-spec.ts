// The controls a cell can offer its reader, as data. The page draws them; the kernel keeps their values.

export type ControlValue = number | string | boolean;
export type ControlSpec =
  | { type: "select"; label: string; options: string[] }
  | { type: "slider"; label: string; min: number; max: number; step: number; scale?: "linear" | "log" }
  | { type: "toggle"; label: string };
