import { expect, test } from "vitest";
import { compareBand, isInBand, printBand, readBand, toBand } from "./bands";

// Mean 0.9768, sample standard deviation 0.001304 (by hand: squared deviations sum to 6.8e-6, over 4, root).
const values = [0.976, 0.978, 0.975, 0.977, 0.978];

test("a band is the mean and three standard deviations, rounded up to the last printed digit", () => {
  expect(printBand(toBand(values, 0.001))).toBe("0.977 ± 0.004");
  expect(printBand(toBand(values, 0.0001))).toBe("0.9768 ± 0.0040");
  expect(printBand(toBand([5, 5, 5, 5, 5], 1))).toBe("5 ± 1");
});

test("a comment's band is read with its digits, also in scientific notation and with a real minus", () => {
  expect(readBand("≈ 0.977 ± 0.004")).toEqual({ mean: 0.977, halfWidth: 0.004, unit: 0.001 });
  expect(readBand("−1.5e-3 ± 2e-4")).toEqual({ mean: -0.0015, halfWidth: 0.0002, unit: 0.0001 });
  expect(readBand("0.977")).toBeUndefined();
});

test("a band that was widened, moved or narrowed is not the seeds' band", () => {
  const compare = (text: string) => compareBand(readBand(text)!, values);
  expect(compare("0.977 ± 0.004")).toEqual({ ok: true });
  for (const text of ["0.977 ± 0.005", "0.977 ± 0.003", "0.976 ± 0.004"]) {
    expect(compare(text)).toEqual({
      ok: false,
      expected: "0.977 ± 0.004",
      reason: "the 5 recorded seeds give 0.977 ± 0.004",
    });
  }
  expect(compareBand(readBand("0.977 ± 0.004")!, values.slice(1))).toMatchObject({
    ok: false,
    reason: "only 4 seeds are recorded",
  });
});

test("the edge of a band is inside it", () => {
  const band = readBand("0.977 ± 0.004")!;
  expect([0.973, 0.981, 0.9729, 0.9811].map((value) => isInBand(value, band))).toEqual([true, true, false, false]);
});
