// What a language model stands on: the texts, their tokens, n-grams, the choice of the next token, weights in a file.
// Against the committed files, counts by hand, and the formulas. Backend: cpu.
import { readFile } from "node:fs/promises";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { loadAusten } from "./austen";
import { charactersOf } from "./characters";
import { pooledDropout } from "./fast-dropout";
import { quietHost } from "../../scripts/quiet-host";
import { fromHalf, toHalf } from "./half";
import { setHost, type Host } from "./host";
import { countNgrams, ladder } from "./ngrams";
import { seeded } from "./random";
import { comma, encodeVerse, fullStop, isCharacterPlace, loadTang, start } from "./tang";
import { chooseToken, penalise, toChances } from "./token-choice";
import { readTrained, writeTrained } from "./trained";
import { windowsOf } from "./windows";

const host: Host = {
  ...quietHost,
  fetchData: async (path) =>
    new Uint8Array(await readFile(new URL(`../../public/data/${path}`, import.meta.url))).buffer,
};

beforeAll(async () => {
  setHost(host);
  await tf.setBackend("cpu");
});

describe("the quatrains", () => {
  test("are 15,173, four lines of five characters each, in 2,000 characters and two stops", async () => {
    const tang = await loadTang();
    expect([tang.units.length, tang.tokens.length, new Set(tang.tokens).size]).toEqual([15_173, 2003, 2003]);
    expect([tang.train.count, tang.validation.count]).toEqual([13_673, 1500]);
    const [unit] = tang.units;
    expect(Array.from(unit!.keys()).filter((t) => !isCharacterPlace(t))).toEqual([5, 11, 17, 23]);
    expect([5, 11, 17, 23].map((t) => unit![t])).toEqual([comma, fullStop, comma, fullStop]);
    expect(Array.from(unit!, (id) => tang.tokens[id]).join("")).toBe(
      "長沙積雨晦，深巷絕人幽。潤上春衣冷，聲連暮角愁。",
    );
    expect(Array.from(unit!, (id) => tang.simplified[id]).join("")).toBe(
      "长沙积雨晦，深巷绝人幽。润上春衣冷，声连暮角愁。",
    );
    const seen = new Set(tang.train.units.map(String));
    expect(tang.validation.units.filter((verse) => seen.has(String(verse)))).toEqual([]);
  });

  test("are read in either script, strange characters left out", async () => {
    const tang = await loadTang();
    const [traditional, simplified] = ["雲無A風？", "云无风，"].map((text) => encodeVerse(tang, text));
    expect(traditional).toEqual(simplified);
    expect(simplified!.map((id) => tang.tokens[id]).join("")).toBe("雲無風，");
  });

  test("as examples begin with the start, and what follows is the answer", async () => {
    const tang = await loadTang();
    const { X, y } = tang.train.batch([0, 5]);
    expect([X.shape, X.dtype, y.shape]).toEqual([[2, 24], "int32", [48]]);
    const [rows, next] = [X.arraySync(), y.arraySync()];
    expect(rows[1]![0]).toBe(start);
    expect(rows[1]!.slice(1)).toEqual(next.slice(24, 47));
    tf.dispose([X, y]);
  });
});

describe("the novels", () => {
  test("begin as everybody knows, and are cut nine to one", async () => {
    const { text, train, validation } = await loadAusten();
    expect(text.startsWith("It is a truth universally acknowledged, that a single man in possession")).toBe(true);
    expect([text.length, train.length + validation.length]).toEqual([1_143_760, 1_143_760]);
    expect(text.trimEnd().endsWith("than in its national importance.")).toBe(true);
    const { tokens, encode, decode } = charactersOf(text);
    expect(tokens).toHaveLength(75);
    expect(decode(encode("Mr. Darcy#"))).toBe("Mr. Darcy");
  });

  test("windows hold a text and the same shifted by one", () => {
    const windows = windowsOf([0, 1, 2, 3, 4, 5, 6, 7], 3);
    expect(windows.count).toBe(2);
    const { X, y } = windows.batch([1, 0]);
    expect([X.arraySync(), y.arraySync()]).toEqual([
      [
        [3, 4, 5],
        [0, 1, 2],
      ],
      [4, 5, 6, 1, 2, 3],
    ]);
    expect(windowsOf([0, 1, 2, 3, 4, 5, 6, 7], 3, 1).count).toBe(5);
    expect(() => windowsOf([1, 2, 3], 3)).toThrow("3 tokens have no window of 3 and one more");
  });
});

describe("n-grams", () => {
  const [a, b, c] = [0, 1, 2];
  const texts = [
    [a, b, a, b, c],
    [a, b, a],
  ];

  test("are probabilities, whatever the context", () => {
    const ngrams = countNgrams(texts, 4);
    for (const order of [0, 1, 2, 3] as const)
      for (const before of [[], [a], [b, a], [c, c], [3, 3]]) {
        const total = [0, 1, 2, 3].reduce((sum, next) => sum + ngrams.chance(next, before, order), 0);
        expect(total).toBeCloseTo(1, 12);
      }
  });

  test("of one and two tokens are what one counts by hand", () => {
    const ngrams = countNgrams(texts, 4);
    // a 4, b 3, c 1 of 8; one token met once and none twice: D = 1
    expect(ngrams.chance(a, [], 1)).toBeCloseTo(3 / 8 + (3 / 8) * (1 / 4), 12);
    // ab 3, ba 2, bc 1: D = 1/(1 + 2); after how many kinds: b 1, a 1, c 1, all met once: D = 1, so p = 1/4
    expect(ngrams.chance(a, [b], 2)).toBeCloseTo((2 - 1 / 3) / 3 + ((1 / 3) * 2) / 3 / 4, 12);
    expect(ngrams.chance(c, [a], 0)).toBe(1 / 4);
  });

  test("climb down the ladder on a text with order in it", () => {
    const random = seeded(0);
    const wander = (length: number) => {
      const text = [0, 1];
      for (let t = 2; t < length; t++)
        text.push(random.uniform() < 0.8 ? (text[t - 1]! + text[t - 2]! + 1) % 5 : random.integer(5));
      return text;
    };
    const rungs = ladder(countNgrams([wander(4000)], 5), [wander(1000)]).map(({ loss }) => loss);
    expect(rungs[0]).toBeCloseTo(Math.log(5), 12);
    // −(0.84 ln 0.84 + 4 · 0.04 ln 0.04) = 0.66 is the least that can be had
    expect(rungs[3]).toBeGreaterThan(0.6);
    expect(rungs[3]).toBeLessThan(0.75);
    expect(rungs[3]!).toBeLessThan(rungs[2]! - 0.3);
    expect(() => countNgrams([], 5)).toThrow("nothing to count");
  });
});

describe("choosing a token", () => {
  const logits = [Math.log(4), Math.log(3), Math.log(2), Math.log(1)];
  const round = (chances: Float64Array) => Array.from(chances, (p) => Math.round(p * 1e6) / 1e6);

  test("temperature sharpens or flattens, and 0 takes the likeliest", () => {
    expect(round(toChances(logits))).toEqual([0.4, 0.3, 0.2, 0.1]);
    expect(round(toChances(logits, { temperature: 0.5 }))).toEqual(
      [16, 9, 4, 1].map((n) => Math.round((n / 30) * 1e6) / 1e6),
    );
    expect(round(toChances(logits, { temperature: 0 }))).toEqual([1, 0, 0, 0]);
  });

  test("top-k keeps k, top-p as few as have the mass, both together what both keep", () => {
    expect(round(toChances(logits, { topK: 2 }))).toEqual([0.571429, 0.428571, 0, 0]);
    expect(round(toChances(logits, { topP: 0.7 }))).toEqual([0.571429, 0.428571, 0, 0]);
    expect(round(toChances(logits, { topP: 0.71 }))).toEqual([0.444444, 0.333333, 0.222222, 0]);
    expect(round(toChances(logits, { topP: 0.01 }))).toEqual([1, 0, 0, 0]);
    expect(round(toChances(logits, { topK: 3, topP: 0.7 }))).toEqual([0.571429, 0.428571, 0, 0]);
    expect(() => toChances(logits, { topP: 0 })).toThrow("topP must be above 0");
    expect(() => toChances(logits, { topK: 0.5 })).toThrow("topK must be at least 1");
    expect(() => toChances(logits, { temperature: -1 })).toThrow("temperature must be at least 0");
  });

  test("draws as often as the chances say", () => {
    const random = seeded(5);
    const times = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) times[chooseToken(logits, random, { topK: 3 })]!++;
    expect(times[3]).toBe(0);
    expect(Math.abs(times[0]! - (4000 * 4) / 9)).toBeLessThan(4 * Math.sqrt((4000 * 20) / 81));
  });

  test("a penalty makes what was said less likely, on either side of 0", () => {
    expect(Array.from(penalise([2, -2, 2, -2], [0, 1, 1], 2))).toEqual([1, -4, 2, -2]);
  });
});

describe("weights in a file", () => {
  test("halves are IEEE 754's, to the nearest, ties to even", () => {
    const known: [number, number][] = [
      [0, 0],
      [-0, 0x8000],
      [1, 0x3c00],
      [-2, 0xc000],
      [65_504, 0x7bff],
      [65_520, 0x7c00],
      [2 ** -24, 1],
      [6.103515625e-5, 0x0400],
      [0.1, 0x2e66],
      [1 / 3, 0x3555],
      [1 + 2 ** -11, 0x3c00],
      [1 + 3 * 2 ** -11, 0x3c02],
      [2 - 2 ** -12, 0x4000],
      [2 ** -26, 0],
      [-Infinity, 0xfc00],
    ];
    for (const [value, half] of known) expect([value, toHalf(value)]).toEqual([value, half]);
    for (let half = 0; half < 0x7c00; half += 7) expect(toHalf(fromHalf(half))).toBe(half);
    expect(fromHalf(0x7c00)).toBe(Infinity);
    expect([toHalf(NaN), fromHalf(0x7e00)]).toEqual([0x7e00, NaN]);
  });

  test("come back as they were, to a thousandth, with how they were made", () => {
    const values = Array.from(seeded(1).normals(6));
    const record = {
      device: "cpu",
      date: "2026-11-23",
      seed: 1,
      steps: 2,
      seconds: 3,
      recipe: "none",
      losses: { every: 1, values: [2, 1] },
      validation: [{ step: 2, loss: 1 }],
    };
    const bytes = writeTrained({ W: { shape: [2, 3], values }, b: { shape: [1], values: [0.5] } }, record);
    const found = readTrained(bytes);
    expect(found.record).toEqual(record);
    expect([found.params.W!.shape, found.params.b!.dataSync()[0]]).toEqual([[2, 3], 0.5]);
    found.params.W!.dataSync().forEach((value, i) => expect(Math.abs(value / values[i]! - 1)).toBeLessThan(2 ** -11));
    tf.dispose(found.params);
  });
});

test("dropout from a pool keeps the mean, leaves out its share, and takes another stretch each time", () => {
  const { drop, dispose } = pooledDropout(0.25, 3000, 1);
  const X = tf.ones<tf.Rank.R3>([10, 30, 10]);
  const [one, other] = [drop(X).dataSync(), drop(X).dataSync()];
  expect(new Set(one)).toEqual(new Set([0, Math.fround(4 / 3)]));
  expect(Math.abs(one.filter((v) => v === 0).length - 750)).toBeLessThan(4 * Math.sqrt(3000 * 0.25 * 0.75));
  expect(one).not.toEqual(other);
  dispose();
});
