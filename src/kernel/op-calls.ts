// What an operation of tfjs was called with when it threw: tfjs's own words often lack the operation, the shapes or both.
// Wraps the operations that cells are given and the methods of tensors. Changes no result; writes nothing unless one throws.
import { formatShape, isPlainObject, isTensor } from "./format";

/** An operation as the reader called it, with dtype and shape of each tensor. */
export interface OpCall {
  op: string;
  /** "float32 (2, 3)", "1", "\"same\"" … */
  args: string[];
}

type Exports = Record<string, unknown>;
type Operation = (this: unknown, ...args: unknown[]) => unknown;

const calls = new WeakMap<object, OpCall>();

/** The call that threw the error, if it was one of tfjs's operations. */
export function findCall(error: object): OpCall | undefined {
  return calls.get(error);
}

/** tfjs's exports, their operations wrapped, for cells; the methods of its tensors are wrapped where they are. */
export function watchCalls(tf: Exports): Exports {
  const { prototype } = tf["Tensor"] as { prototype: Exports };
  for (const name of Object.keys(prototype)) {
    const method = prototype[name];
    if (typeof method === "function" && isOperation(tf[name])) prototype[name] = watchMethod(name, method as Operation);
  }
  return watchAll(tf);
}

/** Copies exports, or a group of them such as tf.losses. */
function watchAll(exports: Exports): Exports {
  const watched = Object.entries(exports).map(([name, value]) => {
    if (isOperation(value)) return [name, watch(name, value)];
    return [name, isPlainObject(value) && Object.values(value).some(isOperation) ? watchAll(value) : value];
  });
  return Object.fromEntries(watched) as Exports;
}

/** tfjs names the functions of its operations so (tfjs-core 4.22, operation.ts). */
function isOperation(value: unknown): value is Operation {
  return typeof value === "function" && value.name.endsWith("__op");
}

function watch(name: string, operation: Operation): Operation {
  return (...args) => {
    try {
      return operation(...args);
    } catch (error) {
      throw noteCall(error, name, args);
    }
  };
}

function watchMethod(name: string, method: Operation): Operation {
  return function (...args) {
    try {
      return method.apply(this, args);
    } catch (error) {
      throw noteCall(error, name, [this, ...args]);
    }
  };
}

/** The innermost call tells most; the error itself stays as it is. */
function noteCall(error: unknown, op: string, args: unknown[]): unknown {
  if (typeof error === "object" && error !== null && !calls.has(error))
    calls.set(error, { op, args: args.map(describe) });
  return error;
}

const maxItems = 6;

function describe(value: unknown): string {
  if (isTensor(value)) return `${value.dtype} ${formatShape(value.shape)}`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Uint8Array).length})`;
  if (Array.isArray(value)) return `[${describeItems(value.map(describe))}]`;
  if (value instanceof Promise) return "Promise";
  if (isPlainObject(value)) {
    const items = Object.entries(value).map(([name, item]) => `${name}: ${describe(item)}`);
    return `{ ${describeItems(items, 12)} }`;
  }
  return typeof value === "string" ? JSON.stringify(value) : typeof value === "function" ? "function" : String(value);
}

function describeItems(items: string[], most = maxItems): string {
  return items.length > most ? `${items.slice(0, most).join(", ")}, …` : items.join(", ");
}
