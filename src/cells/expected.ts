// Compares what a cell's comment expects (`// → text`, `// ≈ a ± b`) with what came out of a run.
import type { Output } from "../kernel/output";
import type { RecordedValue } from "../kernel/protocol";
import type { Expectation } from "../language/cell-code";
import { isInBand, readBand } from "./bands";

/** What a run of a cell left behind. */
export interface Outcome {
  outputs: Output[];
  values: { [name: string]: RecordedValue };
}

/** A comment that did not come true, in the words of the check. */
export interface Surprise {
  /** Line of the comment in the cell. */
  line: number;
  expected: string;
  got: string;
}

export function checkExpectations(expectations: Expectation[], outcome: Outcome): Surprise[] {
  return expectations.flatMap((expectation) => checkExpectation(expectation, outcome) ?? []);
}

/** Undefined where it came true. */
function checkExpectation(expectation: Expectation, outcome: Outcome): Surprise | undefined {
  const got = findOutcome(expectation, outcome);
  if (!got) return toSurprise(expectation, "nothing");
  const came = expectation.type === "exact" ? isSameText(expectation.text, got.text) : isNear(expectation, got);
  return came ? undefined : toSurprise(expectation, got.text);
}

function findOutcome({ about }: Expectation, { outputs, values }: Outcome): RecordedValue | undefined {
  if (about.type === "name") return values[about.name];
  if (about.type === "log") return outputs.filter(isText).find((o) => o.source !== "value" && o.line === about.line);
  const last = outputs
    .filter((o) => (isText(o) ? o.source === "value" : o.kind === "tensor" || o.kind === "table"))
    .at(-1);
  return last && { text: last.text };
}

function isText(output: Output): output is Extract<Output, { kind: "text" }> {
  return output.kind === "text";
}

/** Lines and runs of spaces do not count: a comment is one line. */
function isSameText(expected: string, got: string): boolean {
  const plain = (text: string) => text.replace(/\s+/g, " ").trim();
  return plain(expected) === plain(got);
}

function isNear(expectation: Expectation, got: RecordedValue): boolean {
  const band = readBand(expectation.text);
  const value = got.number ?? (got.text.trim() === "" ? NaN : Number(got.text));
  return band !== undefined && isInBand(value, band);
}

function toSurprise(expectation: Expectation, got: string): Surprise {
  const sign = expectation.type === "exact" ? "→" : "≈";
  return { line: expectation.line, expected: `${sign} ${expectation.text}`, got };
}
