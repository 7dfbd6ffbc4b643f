// How a number reads in prose and in status lines. Pure; the same at build and in the page.
import type { RecordedValue } from "../../src/kernel/protocol";

/** More than this is noise to who reads a sentence. */
const longest = 9;

/** A recorded or live value as prose shows it: `digits` decimals for a number, otherwise its text; a fraction that nobody
 *  gave a number of digits is cut to four that count, and more than four digits before the point are set in thousands. */
export function formatValue({ number, text }: RecordedValue, digits?: number): string {
  if (number === undefined) return text;
  if (digits !== undefined) return toProse(number.toFixed(digits));
  return toProse(Number.isInteger(number) || text.length <= longest ? text : formatNumber(number));
}

function toProse(text: string): string {
  return toMinus(text).replace(/^(−?)(\d{5,})(?=\.|$)/, (_, sign: string, whole: string) => {
    return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",");
  });
}

/** 340 ms, 1.2 s, 2 min 5 s. */
export function formatTime(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** At most four significant digits, integers whole: 0.9437, -1234, 3.2e-7. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return toMinus(String(value));
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-4) return toMinus(value.toExponential(2));
  return toMinus(String(Number(value.toPrecision(4))));
}

function toMinus(text: string): string {
  return text.replace(/^-/, "−");
}
