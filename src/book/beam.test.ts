// Beam search on small machines whose every text can be listed. Backend: none.
import { describe, expect, test } from "vitest";
import { beamSearch, type Continuations, type Hypothesis } from "./beam";
import { seeded } from "./random";

const end = 0;

/** A machine with 4 tokens whose probabilities are drawn anew for each beginning. */
function machine(seed: number): Continuations {
  return async (beginnings) =>
    beginnings.map((beginning) => {
      const random = seeded(
        seed,
        beginning.reduce((hash, token) => hash * 4 + token + 1, 0),
      );
      const parts = Array.from({ length: 4 }, () => Math.exp(2 * random.normal()));
      const total = parts.reduce((a, b) => a + b);
      return parts.map((part) => Math.log(part / total));
    });
}

/** Every text of at most `maxLength` tokens, the best first. */
async function listAll(next: Continuations, maxLength: number, before: Hypothesis = { tokens: [], logP: 0, score: 0 }) {
  if (before.tokens.at(-1) === end || before.tokens.length === maxLength) return [before];
  const [row] = await next([before.tokens]);
  const all: Hypothesis[] = [];
  for (const [token, step] of row!.entries()) {
    const logP = before.logP + step;
    all.push(...(await listAll(next, maxLength, { tokens: [...before.tokens, token], logP, score: logP })));
  }
  return all.sort((a, b) => b.logP - a.logP);
}

async function greedy(next: Continuations, maxLength: number): Promise<number[]> {
  const tokens: number[] = [];
  while (tokens.length < maxLength && tokens.at(-1) !== end) {
    const [row] = await next([tokens]);
    tokens.push(row!.indexOf(Math.max(...row!)));
  }
  return tokens;
}

const seeds = Array.from({ length: 20 }, (_, i) => i);

describe("beam search", () => {
  test("with a beam of one is greedy", async () => {
    for (const seed of seeds) {
      const [best] = await beamSearch(machine(seed), { width: 1, end, maxLength: 5 });
      expect(best!.tokens).toEqual(await greedy(machine(seed), 5));
    }
  });

  test("with a beam that holds everything finds the likeliest texts of all", async () => {
    for (const seed of seeds) {
      const all = await listAll(machine(seed), 4);
      const found = await beamSearch(machine(seed), { width: 200, end, maxLength: 4 });
      expect(found.map(({ tokens }) => tokens)).toEqual(all.map(({ tokens }) => tokens));
      expect(found.reduce((sum, { logP }) => sum + Math.exp(logP), 0)).toBeCloseTo(1, 9);
    }
  });

  test("finds a better text than greedy where the best beginning leads astray, and of these machines never a worse", async () => {
    let better = 0;
    for (const seed of seeds) {
      const [one] = await beamSearch(machine(seed), { width: 1, end, maxLength: 5 });
      const [four] = await beamSearch(machine(seed), { width: 8, end, maxLength: 5 });
      expect(four!.logP).toBeGreaterThanOrEqual(one!.logP);
      if (four!.logP > one!.logP) better++;
    }
    expect(better).toBeGreaterThan(1);
  });

  test("with a penalty on shortness ranks by logP / ((5 + length)/6)^α", async () => {
    const next: Continuations = async (beginnings) =>
      beginnings.map(({ length }) => (length === 0 ? [Math.log(0.4), Math.log(0.6)] : [Math.log(0.6), Math.log(0.4)]));
    const [plain] = await beamSearch(next, { width: 3, end, maxLength: 2 });
    expect(plain!.tokens).toEqual([0]); // 0.4 beats 0.6 · 0.6
    const [fair] = await beamSearch(next, { width: 3, end, maxLength: 2, alpha: 1 });
    expect(fair!.tokens).toEqual([1, 0]);
    expect(fair!.score).toBeCloseTo((2 * Math.log(0.6)) / (7 / 6), 12);
  });

  test("asks about all beginnings at once, and wants a width", async () => {
    const asked: number[] = [];
    await beamSearch(async (beginnings) => (asked.push(beginnings.length), machine(1)(beginnings)), {
      width: 3,
      end: 9,
      maxLength: 4,
    });
    expect(asked).toEqual([1, 3, 3, 3]);
    await expect(beamSearch(machine(1), { width: 0, end, maxLength: 3 })).rejects.toThrow("whole and ≥ 1, got 0 and 3");
  });
});
