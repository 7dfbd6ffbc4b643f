// Any value as a person reads it in a notebook: text only. Knows tensors by their looks, so that a cell
// without tensors loads no tensor library; their numbers are read elsewhere (tensor-output.ts).

const lineWidth = 80;
const maxDepth = 5;
/** Items shown at each depth: what is nested deeper is shown in less detail. */
const maxItems = [100, 100, 30, 10, 5];

/** A tensor, as far as text needs to know it. */
export interface TensorLike {
  dtype: string;
  shape: number[];
  size: number;
  dataId: object;
}

/** The value as text. A string at the top is itself; inside something it has quotes. */
export function formatValue(value: unknown): string {
  return typeof value === "string" ? value : format(value, 0, []);
}

/** "(2, 3)", and "()" for a scalar, as shapes are written in the book. */
export function formatShape(shape: number[]): string {
  return `(${shape.join(", ")})`;
}

/** A number as JavaScript writes it; one that came from float32 with no more digits than it has. */
export function formatNumber(value: number, isFloat32 = false): string {
  if (Object.is(value, -0)) return "-0";
  if (!isFloat32 || !Number.isFinite(value)) return String(value);
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(value);
}

export function isTensor(value: unknown): value is TensorLike {
  return typeof value === "object" && value !== null && "dataId" in value && "shape" in value && "dtype" in value;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function format(value: unknown, depth: number, above: object[]): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return formatNumber(value);
    case "bigint":
      return `${value}n`;
    case "function":
      return formatFunction(value);
    case "object":
      return value === null ? "null" : formatObject(value, depth, above);
    default:
      return String(value);
  }
}

function formatFunction(value: object): string {
  const text = Function.prototype.toString.call(value);
  const { name } = value as { name: string };
  if (/^class\b/.test(text)) {
    const parent = (Object.getPrototypeOf(value) as { name?: string }).name;
    return `class ${name || "(anonymous)"}${parent ? ` extends ${parent}` : ""}`;
  }
  const isAsync = /^async\b/.test(text);
  return `${isAsync ? "async " : ""}function ${name || "(anonymous)"}(${findParameters(text)})`;
}

/** The parameters as written, up to the parenthesis that closes them. */
function findParameters(text: string): string {
  const arrow = /^(?:async\s+)?([\w$]+)\s*=>/.exec(text);
  if (arrow) return arrow[1] ?? "";
  const start = text.indexOf("(");
  for (let depth = 0, at = start; at < text.length && start >= 0; at++) {
    if (text[at] === "(") depth++;
    if (text[at] === ")" && --depth === 0)
      return text
        .slice(start + 1, at)
        .replace(/\s+/g, " ")
        .trim();
  }
  return "…";
}

function formatObject(value: object, depth: number, above: object[]): string {
  if (above.includes(value)) return "[circular]";
  const simple = formatSimpleObject(value);
  if (simple !== undefined) return simple;
  const head = formatHead(value);
  const [open, close] = Array.isArray(value) || ArrayBuffer.isView(value) ? ["[", "]"] : ["{", "}"];
  const count = countOf(value);
  if (count === 0) return `${head}${open}${close}`;
  if (depth >= maxDepth) return `${head}${open}…${close}`;
  const items = [...itemsOf(value, depth, [...above, value])];
  if (count > items.length) items.push(`… ${count - items.length} more`);
  return head + joinItems(items, open, close, depth);
}

function formatSimpleObject(value: object): string | undefined {
  if (isTensor(value)) return `Tensor ${formatShape(value.shape)} ${value.dtype}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Promise) return "Promise";
  if (value instanceof WeakMap || value instanceof WeakSet) return `${value.constructor.name} {…}`;
  if (value instanceof ArrayBuffer) return `ArrayBuffer(${value.byteLength})`;
  return undefined;
}

/** What stands before the brackets: nothing for plain arrays and objects. */
function formatHead(value: object): string {
  if (Array.isArray(value) && value.constructor === Array) return "";
  if (isPlainObject(value)) return "";
  const name = (value.constructor as { name?: string } | undefined)?.name || "Object";
  const hasSize = Array.isArray(value) || ArrayBuffer.isView(value) || value instanceof Map || value instanceof Set;
  return hasSize ? `${name}(${countOf(value)}) ` : `${name} `;
}

function countOf(value: object): number {
  if (Array.isArray(value)) return value.length;
  if (value instanceof DataView) return value.byteLength;
  if (ArrayBuffer.isView(value)) return (value as Uint8Array).length;
  if (value instanceof Map || value instanceof Set) return value.size;
  return Object.keys(value).length;
}

function* itemsOf(value: object, depth: number, above: object[]): Iterable<string> {
  const text = (item: unknown): string => format(item, depth + 1, above);
  const most = maxItems[depth] ?? 5;
  let left = most;
  if (value instanceof Map) {
    for (const [key, item] of value) if (left-- > 0) yield `${text(key)} => ${text(item)}`;
  } else if (value instanceof Set || Array.isArray(value)) {
    for (const item of value)
      if (left-- > 0) yield text(item);
      else return;
  } else if (value instanceof DataView) {
    return;
  } else if (ArrayBuffer.isView(value)) {
    const isFloat32 = value instanceof Float32Array;
    for (const item of value as unknown as Iterable<number | bigint>)
      if (left-- > 0) yield typeof item === "number" ? formatNumber(item, isFloat32) : `${item}n`;
      else return;
  } else {
    for (const key of Object.keys(value).slice(0, most)) yield `${formatKey(key)}: ${formatProperty(value, key, text)}`;
  }
}

function formatKey(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key);
}

/** A getter is not called: showing a value must not change it. */
function formatProperty(value: object, key: string, text: (item: unknown) => string): string {
  const property = Object.getOwnPropertyDescriptor(value, key);
  return property?.get ? "(getter)" : text(property?.value);
}

/** On one line where it fits; numbers fill lines, other things stand one a line. */
function joinItems(items: string[], open: string, close: string, depth: number): string {
  const space = open === "{" ? " " : "";
  const line = `${open}${space}${items.join(", ")}${space}${close}`;
  const indent = "  ".repeat(depth + 1);
  if (line.length + indent.length <= lineWidth && !line.includes("\n")) return line;
  const isShort = items.every((item) => item.length <= 14);
  const lines = isShort ? fillLines(items, lineWidth - indent.length) : items;
  return `${open}\n${indent}${lines.join(`,\n${indent}`)}\n${"  ".repeat(depth)}${close}`;
}

function fillLines(items: string[], width: number): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 2 <= width) lines[lines.length - 1] = `${last}, ${item}`;
    else lines.push(item);
  }
  return lines;
}
