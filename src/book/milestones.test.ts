// The table of models is the facts' table, and its sums are those of the sources.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { definitions, isLarge, milestones, toYear, type Milestone } from "./milestones";

interface Fact {
  id: string;
  value: { en: string };
  asOf: string;
}

const facts: Fact[] = JSON.parse(readFileSync("content/facts/era.json", "utf8"));
const factOf = (id: string) => facts.find((fact) => fact.id === id);
const superscript = (power: number) => [...String(power)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");

/** "1.571 trillion parameters", "174.6 billion parameters, 3.14×10²³ FLOP" */
function inWords({ params, flop }: Milestone): string {
  const units = { trillion: 1e12, billion: 1e9, million: 1e6 };
  const [word, unit] = Object.entries(units).find(([, size]) => params >= size) ?? ["", 1];
  const count = word ? `${Number((params / unit).toPrecision(6))} ${word}` : params.toLocaleString("en");
  if (flop === undefined) return `${count} parameters`;
  const [digits, power] = flop.toExponential().split("e+");
  return `${count} parameters, ${digits}×10${superscript(Number(power))} FLOP`;
}

for (const model of milestones) {
  test(`${model.name} is as its fact says, and as old`, () => {
    const fact = factOf(`model-${model.id}`);
    expect(fact?.value.en).toBe(inWords(model));
    expect(fact?.asOf.slice(0, 7)).toBe(model.month);
  });
}

for (const { id, from } of definitions.filter(({ id }) => !/^00\d/.test(id))) {
  test(`the threshold of ${id} is its fact's`, () => {
    expect(factOf(`large-${id}`)?.value.en).toContain(`10${superscript(Math.log10(from))} `);
  });
}

test("compute is within 4 % of 6 FLOP for each parameter that a token passes through, where tokens are known", () => {
  const known = milestones.filter(({ tokens, flop }) => tokens && flop);
  expect(known.length).toBeGreaterThan(5);
  for (const { params, active = params, tokens, flop } of known) {
    expect((6 * active * tokens!) / flop!).toBeGreaterThan(0.96);
    expect((6 * active * tokens!) / flop!).toBeLessThan(1.04);
  }
});

test("models stand in order, and a definition says nothing of what is not known", () => {
  const years = milestones.map(({ month }) => toYear(month));
  expect(years).toEqual([...years].sort((a, b) => a - b));
  expect(toYear("2020-05")).toBeCloseTo(2020.375, 12);
  expect(() => toYear("2020")).toThrow("is no month");
  expect(isLarge(milestones[0]!, { id: "x", of: "flop", from: 1 })).toBeUndefined();
});
