// BLEU against the worked examples of Papineni et al. (2002), sections 2.1 and 2.2, and values by hand. Backend: none.
import { describe, expect, test } from "vitest";
import { bleu, countMatches } from "./bleu";

const words = (text: string) => text.toLowerCase().split(" ");

const references = [
  "It is a guide to action that ensures that the military will forever heed Party commands",
  "It is the guiding principle which guarantees the military forces always being under the command of the Party",
  "It is the practical guide for the army always to heed the directions of the party",
].map(words);
const first = words("It is a guide to action which ensures that the military always obeys the commands of the party");
const second = words("It is to insure the troops forever hearing the activity guidebook that party direct");

describe("BLEU", () => {
  test("has the precisions of the paper's first example: 17/18 and 8/14 words, 10/17 and 1/13 pairs", () => {
    expect(countMatches(first, references, 1)).toEqual({ matched: 17, said: 18 });
    expect(countMatches(second, references, 1)).toEqual({ matched: 8, said: 14 });
    expect(countMatches(first, references, 2)).toEqual({ matched: 10, said: 17 });
    expect(countMatches(second, references, 2)).toEqual({ matched: 1, said: 13 });
  });

  test("counts a repeated word no more often than a reference has it: 2/7, the paper's second example", () => {
    const cats = ["The cat is on the mat", "There is a cat on the mat"].map(words);
    expect(countMatches(words("the the the the the the the"), cats, 1)).toEqual({ matched: 2, said: 7 });
    expect(countMatches(words("the the the the the the the"), cats, 2)).toEqual({ matched: 0, said: 6 });
  });

  test("punishes brevity: of the, the paper's third example, has perfect precisions and e^(1 − 16/2)", () => {
    const { precisions, brevity, bleu: score } = bleu([words("of the")], [references], 2);
    expect(precisions).toEqual([1, 1]);
    expect(brevity).toBeCloseTo(Math.exp(1 - 16 / 2), 12);
    expect(score).toBeCloseTo(brevity, 12);
  });

  test("is 1 for the reference itself, 0 for silence, and no penalty falls on what is longer", () => {
    expect(bleu([first, second], [[first], [second]]).bleu).toBeCloseTo(1, 12);
    expect(bleu([[]], [[first]]).bleu).toBe(0);
    expect(bleu([[...first, "indeed"]], [[first]]).brevity).toBe(1);
  });

  test("is of the whole corpus: matches and lengths are added before they are divided", () => {
    const { bleu: score, precisions, brevity } = bleu([[..."12345"], [..."99"]], [[[..."12346"]], [[..."998"]]], 2);
    expect(precisions[0]).toBeCloseTo(6 / 7, 12); // 4 of 5 and 2 of 2
    expect(precisions[1]).toBeCloseTo(4 / 5, 12); // 3 of 4 and 1 of 1
    expect(brevity).toBeCloseTo(Math.exp(1 - 8 / 7), 12);
    expect(score).toBeCloseTo(brevity * Math.sqrt((6 / 7) * (4 / 5)), 12);
    expect(() => bleu([[]], [])).toThrow("bleu: 1 candidates and 0 references");
  });
});
