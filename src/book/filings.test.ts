// The rows are the facts' rows, and their sums are what the prospectus gives as sums.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { filings, filingsOf, yearsToCatchUp, type Filing } from "./filings";

interface Fact {
  id: string;
  value: { en: string };
}

const facts: Fact[] = JSON.parse(readFileSync("content/facts/companies.json", "utf8"));

/** "US$53.44 million revenue, 23.3 % gross margin, US$180 million research" */
function inWords({ currency, revenue, grossMargin, research }: Filing): string {
  const sign = currency === "CNY" ? "¥" : "US$";
  const margin = `${(100 * grossMargin).toFixed(1)} %`.replace("-", "−");
  const amount = (millions: number) => `${sign}${millions.toLocaleString("en")} million`;
  return `${amount(revenue)} revenue, ${margin} gross margin, ${amount(research)} research`;
}

for (const filing of filings) {
  test(`${filing.company} ${filing.period} is as its fact says`, () => {
    const fact = facts.find(({ id }) => id === `${filing.company}-${filing.period}`);
    expect(fact?.value.en).toBe(inWords(filing));
  });
}

test("Zhipu's research comes to the 4.4 billion yuan that the prospectus gives as its sum", () => {
  const sum = filingsOf("zhipu").reduce((total, { research }) => total + research, 0);
  expect(sum / 1e3).toBeCloseTo(4.4, 1);
});

test("the years to catch up are those that a simulation takes", () => {
  for (const [ratio, g, h] of [
    [7.03, 2.5, 1],
    [3.37, 2.75, 1.3],
    [20, 1.5, 1.1],
  ] as const) {
    const years = yearsToCatchUp(ratio, g, h);
    expect((ratio * h ** years) / g ** years).toBeCloseTo(1, 12);
  }
  expect(yearsToCatchUp(7, 2, 4)).toBe(Infinity);
  expect(yearsToCatchUp(0.5, 2, 4)).toBe(0);
});
