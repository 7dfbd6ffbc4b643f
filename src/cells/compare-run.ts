// Does a cell give today what its record says? Texts must be equal, numbers within a relative 1e-4, measured names
// within their band. wasm on one thread is deterministic, so this leaves room only for another browser's Math.
import type { Output } from "../kernel/output";
import type { RecordedValue } from "../kernel/protocol";
import type { CellCode } from "../language/cell-code";
import { findLapses, type Traces } from "./check-run";
import { checkExpectations } from "./expected";
import type { CellRecord } from "./section";

/** What came out of a run, as far as it is compared. */
export interface CellOutcome extends Traces {
  state: string;
  outputs: Output[];
  values: { [name: string]: RecordedValue };
}

export interface Difference {
  what: string;
  expected: string;
  got: string;
}

const tolerance = 1e-4;

/** `isTimed`: the numbers are times of a machine, and only the words must agree. */
export function compareRun(record: CellRecord, run: CellOutcome, code: CellCode, isTimed = false): Difference[] {
  const measured = new Set(
    code.expectations.flatMap(({ type, about }) => (type === "approx" && about.type === "name" ? [about.name] : [])),
  );
  return [
    ...comparePromises(record, run, code),
    ...(isTimed ? compareWords(record.outputs, run.outputs) : []),
    ...(isTimed ? [] : compareValues(record.values, run.values, measured)),
    ...(isTimed ? [] : compareOutputs(record.outputs, run.outputs)),
  ];
}

/** What must hold on every device: how the run ends, nothing left behind, and the comments that the reader reads. */
export function comparePromises(record: CellRecord, run: CellOutcome, code: CellCode): Difference[] {
  return [
    ...(record.state === run.state ? [] : [{ what: "state", expected: record.state, got: run.state }]),
    ...findLapses(run).map(({ did }) => ({ what: "traces", expected: "none", got: `a cell that ${did}` })),
    ...checkExpectations(code.expectations, run).map(({ line, expected, got }) => ({
      what: `line ${line}`,
      expected,
      got,
    })),
  ];
}

function compareValues(
  recorded: CellOutcome["values"],
  got: CellOutcome["values"],
  measured: Set<string>,
): Difference[] {
  return Object.entries(recorded).flatMap(([name, value]) => {
    if (measured.has(name)) return [];
    const now = got[name];
    const same =
      now !== undefined &&
      (value.number === undefined ? isSameText(value.text, now.text) : isClose(value.number, now.number));
    return same ? [] : [{ what: name, expected: value.text, got: now?.text ?? "nothing" }];
  });
}

function compareOutputs(recorded: Output[], got: Output[]): Difference[] {
  const length = Math.max(recorded.length, got.length);
  return Array.from({ length }, (_, i) => i).flatMap((i) => {
    const [a, b] = [recorded[i], got[i]];
    if (!a || !b || a.kind !== b.kind || !isSameText(a.text, b.text))
      return [{ what: `output ${i + 1}`, expected: toWords(a), got: toWords(b) }];
    return a.kind === "figure" && b.kind === "figure" ? compareColumns(i, a.figure.data, b.figure.data) : [];
  });
}

/** Kinds and words of the outputs, whatever numbers stand in them. */
function compareWords(recorded: Output[], got: Output[]): Difference[] {
  const toShape = (outputs: Output[]) =>
    outputs.map(({ kind, text }) => `${kind} ${text.replace(numberPattern, "#")}`).join("\n");
  const [expected, now] = [toShape(recorded), toShape(got)];
  return expected === now ? [] : [{ what: "outputs", expected, got: now }];
}

type Columns = Record<string, (number | string | null)[]>;

/** The numbers a figure draws. A record is JSON, which writes NaN and Infinity as null. */
function compareColumns(output: number, recorded: Columns, got: Columns): Difference[] {
  return Object.entries(recorded).flatMap(([name, column]) => {
    const now = got[name] ?? [];
    const at = column.findIndex((value, i) => !isSamePoint(value, now[i]));
    if (at < 0 && now.length === column.length) return [];
    const point = at < 0 ? column.length : at;
    const say = (values: (number | string | null)[]) => String(values[point] ?? "nothing");
    return [{ what: `output ${output + 1}, ${name}[${point}]`, expected: say(column), got: say(now) }];
  });
}

function isSamePoint(recorded: number | string | null, got: number | string | null | undefined): boolean {
  if (recorded === null) return got === null || (typeof got === "number" && !Number.isFinite(got));
  if (typeof recorded === "number") return typeof got === "number" && isClose(recorded, got);
  return recorded === got;
}

function toWords(output: Output | undefined): string {
  return output ? `${output.kind} ${output.text}` : "nothing";
}

const numberPattern = /[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi;

/** Equal words; numbers in them as close as numbers must be. */
function isSameText(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.replace(numberPattern, "#") !== b.replace(numberPattern, "#")) return false;
  const [left, right] = [a, b].map((text) => (text.match(numberPattern) ?? []).map((n) => Number(n.replace("−", "-"))));
  return left!.every((value, i) => isClose(value, right![i]));
}

function isClose(expected: number, got: number | undefined): boolean {
  if (got === undefined) return false;
  return Object.is(expected, got) || Math.abs(got - expected) <= tolerance * Math.max(Math.abs(expected), 1e-3);
}
