// A value as the output that shows it: decides the kind. What must be read from the device first is display.ts's.
import { toBase64 } from "./base64";
import { formatValue, isPlainObject } from "./format";
import { isLayersModel, isModelSpec, readLayersModel, toModelOutput } from "./model-output";
import { isSound, toSoundOutput } from "./sound-output";
import type { Output, TextOutput } from "./output";

const maxRows = 1000;

/** The output for a value that needs no reading. */
export function toOutput(value: unknown, source: TextOutput["source"], line?: number): Output {
  if (isTable(value)) return toTable(value);
  if (isImage(value)) return toImage(value);
  if (isSound(value)) return toSoundOutput(value);
  if (isModelSpec(value)) return toModelOutput(value);
  if (isLayersModel(value)) return toModelOutput(readLayersModel(value));
  return { kind: "text", source, text: formatValue(value), ...(line !== undefined && { line }) };
}

// ---- tables

type TableRow = Record<string, unknown>;

function isTable(value: unknown): value is TableRow[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((row) => isPlainObject(row) && Object.keys(row).length > 0 && Object.values(row).every(isSimple));
}

function isSimple(value: unknown): boolean {
  return value === null || (typeof value !== "object" && typeof value !== "function");
}

/** Rows of plain objects; a missing key is an empty field. */
export function toTable(all: TableRow[]): Output {
  const columns = [...new Set(all.flatMap((row) => Object.keys(row)))];
  const rows = all.slice(0, maxRows).map((row) => columns.map((column) => toField(row[column])));
  const lines = [columns, ...rows].map((fields) => fields.map(formatValue));
  const widths = columns.map((_, i) => Math.max(...lines.map((fields) => fields[i]?.length ?? 0)));
  const text = lines.map((fields) =>
    fields
      .map((field, i) => field.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  if (all.length > maxRows) text.push(`… ${all.length - maxRows} more`);
  return { kind: "table", text: text.join("\n"), columns, rows };
}

function toField(value: unknown): string | number {
  if (typeof value === "number") return value;
  return value === undefined ? "" : formatValue(value);
}

// ---- images

interface ImageLike {
  width: number;
  height: number;
  data: Uint8ClampedArray;
  /** What it shows, in words; its size if nothing is said. */
  text?: string;
  scale?: number;
}

function isImage(value: unknown): value is ImageLike {
  if (typeof value !== "object" || value === null) return false;
  const { width, height, data } = value as Partial<ImageLike>;
  return data instanceof Uint8ClampedArray && data.length === 4 * Number(width) * Number(height);
}

function toImage({ width, height, data, scale, text = `${width} × ${height}` }: ImageLike): Output {
  return { kind: "image", text, width, height, rgba: toBase64(data), ...(scale && { scale }) };
}
