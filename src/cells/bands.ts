// The band of a measured number: the mean over recorded seeds, and how far one run may lie from it.
// Recomputed from the stored values of the seeds, so that a band cannot be widened until a check passes.

/** What a comment says: `≈ 0.977 ± 0.004`. `unit` is one of the mean's last printed digit. */
export interface Band {
  mean: number;
  halfWidth: number;
  unit: number;
}

export const leastSeeds = 5;

/** Reads `0.977 ± 0.004`, with or without the ≈; undefined where it is not a band. */
export function readBand(text: string): Band | undefined {
  const number = String.raw`[-+−]?\d+(?:\.\d+)?(?:e[-+−]?\d+)?`;
  const match = new RegExp(`^≈?\\s*(${number})\\s*±\\s*(${number})$`, "i").exec(text.trim());
  if (!match) return undefined;
  return { mean: toNumber(match[1]!), halfWidth: toNumber(match[2]!), unit: toUnit(match[1]!) };
}

/** Half-width max(3 standard deviations, one unit), rounded up to whole units; the mean rounded to whole units. */
export function toBand(values: number[], unit: number): Band {
  if (values.length < leastSeeds) throw new Error(`a band needs ${leastSeeds} seeds, got ${values.length}`);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
  const units = Math.max(1, Math.ceil((3 * Math.sqrt(variance)) / unit - 1e-9));
  return { mean: Math.round(mean / unit) * unit, halfWidth: units * unit, unit };
}

/** `0.977 ± 0.004`, with the digits of the unit. */
export function printBand({ mean, halfWidth, unit }: Band): string {
  const digits = Math.max(0, -Math.floor(Math.log10(unit) + 1e-9));
  return `${mean.toFixed(digits)} ± ${halfWidth.toFixed(digits)}`;
}

export type BandVerdict = { ok: true } | { ok: false; expected: string; reason: string };

/** Is the printed band the one the seeds give? */
export function compareBand(printed: Band, values: number[]): BandVerdict {
  if (values.length < leastSeeds) {
    return { ok: false, expected: `${leastSeeds} seeds`, reason: `only ${values.length} seeds are recorded` };
  }
  const right = toBand(values, printed.unit);
  const same = (a: number, b: number) => Math.abs(a - b) < printed.unit / 2;
  if (same(printed.mean, right.mean) && same(printed.halfWidth, right.halfWidth)) return { ok: true };
  return {
    ok: false,
    expected: printBand(right),
    reason: `the ${values.length} recorded seeds give ${printBand(right)}`,
  };
}

export function isInBand(value: number, band: Band): boolean {
  return Math.abs(value - band.mean) <= band.halfWidth + 1e-12 * Math.abs(band.mean);
}

function toNumber(text: string): number {
  return Number(text.replaceAll("−", "-"));
}

function toUnit(text: string): number {
  const [digits = "", exponent = "0"] = text.toLowerCase().split("e");
  return 10 ** (toNumber(exponent) - (digits.split(".")[1]?.length ?? 0));
}
