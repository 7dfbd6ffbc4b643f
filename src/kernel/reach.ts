// Finds the tensors that values reach. A closure or a private field can hold a tensor that nobody can see:
// then the answer is "unknown", and the caller keeps everything.
import { isPlainObject, isTensor } from "./format";
import type { LedgerTensor } from "./ledger";

const maxVisited = 100_000;

export function findTensors(values: Iterable<unknown>): Set<LedgerTensor> | "unknown" {
  const found = new Set<LedgerTensor>();
  const seen = new Set<object>();
  const waiting: unknown[] = [...values];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === "function") return "unknown";
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (seen.size > maxVisited) return "unknown";
    if (isTensor(value)) found.add(value as unknown as LedgerTensor);
    else if (!isData(value)) {
      const parts = partsOf(value);
      if (!parts) return "unknown";
      for (const part of parts) waiting.push(part);
    }
  }
  return found;
}

/** Things that hold no tensors. */
function isData(value: object): boolean {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Date || value instanceof RegExp;
}

/** What the value holds, in full; undefined where it may hold more than can be seen. */
function partsOf(value: object): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  if (value instanceof Set) return [...value];
  if (!isPlainObject(value)) return undefined;
  const properties = Object.values(Object.getOwnPropertyDescriptors(value));
  return properties.some((property) => property.get)
    ? undefined
    : properties.map((property) => property.value as unknown);
}
