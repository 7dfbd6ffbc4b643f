// The translator against a forward pass written out in float64, and what must hold of any: it knows nothing of the
// future nor of what fills up, begins at ln V, learns a batch by heart, and says alone what it was taught. Backend: wasm.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { beforeAll, describe, expect, test } from "vitest";
import { registerCorrections } from "../backend";
import { quietHost } from "../../scripts/quiet-host";
import { beamSearch } from "./beam";
import { setHost } from "./host";
import { countParams, type Params } from "./mlp";
import { seeded } from "./random";
import { end, readScript, sourceIds, start, toIds, toText, toTextPairs, writtenScript } from "./text-pairs";
import { fit } from "./train";
import {
  continuations,
  exactMatch,
  greedy,
  initTranslator,
  lookAcross,
  translate,
  translationLoss,
  translator,
  type TranslatorOptions,
} from "./translator";
import { drawNumbers, numerals, toChinese } from "./zhnum";

beforeAll(async () => {
  setHost({ ...quietHost, due: () => true });
  setWasmPaths(new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).pathname);
  await tf.setBackend("wasm");
  await registerCorrections(tf, "wasm");
});

const shape = { source: readScript(numerals, 13), target: writtenScript("0123456789", 8), numHeads: 4 };
const small = { source: readScript("abcde", 6), target: writtenScript("xyz", 5), numHeads: 3, width: 12, seed: 1 };
const pairs = [
  ["abc", "xyzx"],
  ["deaa", "zz"],
] as const;
const pairOf = (n: number) => [toChinese(n), String(n)] as const;

/** Weights as large as those of a trained network, so that nothing hides behind smallness. */
const loud = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, tensor], i) => {
      const noise = seeded(9, i)
        .normals(tensor.size)
        .map((z) => 0.3 * z);
      return [name, tensor.add(tf.tensor(noise, tensor.shape))];
    }),
  );
const largestGap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((gap, value, i) => Math.max(gap, Math.abs(value - b[i]!)), 0);

/** Logits of one pair, (T, V) one after the other. */
const logitsOf = (params: Params, [from, to]: readonly [string, string], options: TranslatorOptions = small) =>
  tf.tidy(() => translator(options)(params, toTextPairs([[from, to]], options).batch([0]).X).dataSync());

describe("the parameters of the translator", () => {
  test("are as many as the formula says: 49,728", () => {
    const [C, F, sourceKinds, targetKinds, S, T] = [48, 96, 15, 13, 13, 8];
    const expected =
      (sourceKinds + S + 2 * targetKinds + T) * C +
      (4 * C * C + 2 * C * F + 4 * C) +
      (8 * C * C + 2 * C * F + 6 * C) +
      4 * C;
    const net = initTranslator({ ...shape, width: C, seed: 0 });
    expect(countParams(net)).toBe(expected);
    expect(countParams(net)).toBe(49_728);
    tf.dispose(net.params);
    expect(() => initTranslator({ ...shape, width: 50, seed: 0 })).toThrow("4 heads cannot share 50 channels");
  });
});

describe("the forward pass", () => {
  test("is the one written out in float64", () => {
    const { params } = initTranslator({ ...small, numBlocks: 2 });
    const brave = loud(params);
    for (const [from, to] of pairs) {
      const ids = [start, ...toIds(small.target, to)];
      const expected = plainTranslator(brave, toIds(small.source, from), ids, small.numHeads);
      const got = logitsOf(brave, [from, to]).slice(0, ids.length * 6);
      expect(largestGap(got, expected.flat())).toBeLessThan(3e-4);
    }
  });

  test("begins within 2 % of ln 13", () => {
    const { params, forward } = initTranslator({ ...shape, width: 48, seed: 3 });
    const { X, y } = toTextPairs(drawNumbers({ train: 64, unseen: 0, seed: 3 }).train.map(pairOf), shape).batch(
      Array.from({ length: 64 }, (_, i) => i),
    );
    const loss = tf.tidy(() => translationLoss(forward(params, X), y).dataSync()[0]!);
    expect(Math.abs(loss / Math.log(13) - 1)).toBeLessThan(0.02);
  });

  test("counts no place in the loss where nothing is asked", () => {
    const logits = tf.tensor2d(
      [
        [0, 1, 2],
        [3, 0, 0],
        [9, 9, -9],
      ],
      [3, 3],
    );
    const loss = translationLoss(logits, tf.tensor1d([2, 1, 0], "int32")).dataSync()[0]!;
    const surprise = (row: number[], k: number) => Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0)) - row[k]!;
    expect(loss).toBeCloseTo((surprise([0, 1, 2], 2) + surprise([3, 0, 0], 1)) / 2, 5);
  });
});

describe("what a place may know", () => {
  test("is nothing of later places: another future changes no logit before it", () => {
    const params = loud(initTranslator(small).params);
    const before = logitsOf(params, ["abc", "xyzx"]);
    const after = logitsOf(params, ["abc", "xyxz"]); // places 0, 1, 2 have seen ⊢xy
    expect(largestGap(before.slice(0, 3 * 6), after.slice(0, 3 * 6))).toBeLessThan(1e-6);
    expect(largestGap(before.slice(3 * 6), after.slice(3 * 6))).toBeGreaterThan(0.01);
  });

  test("without the causal mask is the future too, which the test above would find", () => {
    const params = loud(initTranslator(small).params);
    const open = { ...small, causal: false };
    const gap = largestGap(
      logitsOf(params, ["abc", "xyzx"], open).slice(0, 6),
      logitsOf(params, ["abc", "xyxz"], open),
    );
    expect(gap).toBeGreaterThan(0.01);
  });

  test("is nothing of what fills up: a source with more places gives the same", () => {
    const params = loud(initTranslator({ ...small, source: readScript("abcde", 9) }).params);
    const places = params["encoder.P"]!;
    const bare = { ...params, "encoder.P": places.slice([0, 0], [3, -1]) };
    const [long, short] = [readScript("abcde", 9), readScript("abcde", 3)].map((source) => ({ ...small, source }));
    expect(largestGap(logitsOf(params, ["abc", "xyzx"], long), logitsOf(bare, ["abc", "xyzx"], short))).toBeLessThan(
      1e-5,
    );
  });

  test("without cross-attention is nothing of the source", () => {
    const params = loud(initTranslator(small).params);
    const blind = { ...small, cross: false };
    expect(largestGap(logitsOf(params, ["abc", "xyzx"], blind), logitsOf(params, ["deaa", "xyzx"], blind))).toBe(0);
    expect(largestGap(logitsOf(params, ["abc", "xyzx"]), logitsOf(params, ["deaa", "xyzx"]))).toBeGreaterThan(0.1);
  });
});

describe("training and translating", () => {
  test("a batch can be learned by heart, and then said alone, greedily and by beam", async () => {
    const before = tf.memory().numTensors;
    const numbers = drawNumbers({ train: 16, unseen: 0, seed: 5 }).train;
    const data = toTextPairs(numbers.map(pairOf), shape);
    const net = initTranslator({ ...shape, width: 24, seed: 5 });
    const spec = { steps: 150, batchSize: 16, lr: 0.01, loss: translationLoss };
    const { net: trained, history } = await fit(net, data, spec);
    expect(history.losses.at(-1)).toBeLessThan(0.01);
    expect(await exactMatch(trained.params, data.pairs, shape)).toBe(1);
    const [text, said] = data.pairs[3]!;
    expect(await translate(trained.params, [text], shape)).toEqual([said]);
    for (const width of [1, 4]) {
      const next = continuations(trained.params, text, shape);
      const [best] = await beamSearch(next, { width, end, maxLength: shape.target.length });
      expect(toText(shape.target, best!.tokens)).toBe(said);
    }
    const look = await lookAcross(trained.params, text, shape);
    expect(look.said).toBe(said);
    expect(look.tokens).toEqual([...said, "⊣"]);
    expect(look.heads.map((rows) => [rows.length, rows[0]!.length])).toEqual(
      Array.from({ length: 4 }, () => [said.length + 1, [...text].length]),
    );
    look.heads.flat().forEach((row) => expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5));
    tf.dispose([net.params, trained.params]);
    expect(tf.memory().numTensors).toBe(before);
  }, 60_000);

  test("what is fed in at once gives what is written step by step", async () => {
    const params = loud(initTranslator(small).params);
    for (const [from, to] of pairs) {
      const atOnce = logitsOf(params, [from, to]);
      const next = continuations(params, from, small);
      const ids = toIds(small.target, to);
      for (let t = 0; t <= ids.length; t++) {
        const [alone] = await next([ids.slice(0, t)]);
        const row = Array.from(atOnce.slice(6 * t, 6 * (t + 1)));
        const total = Math.log(row.reduce((sum, z) => sum + Math.exp(z), 0));
        expect(
          largestGap(
            alone!,
            row.map((z) => z - total),
          ),
        ).toBeLessThan(1e-5);
      }
    }
  });

  test("a beam of one writes what greedy writes, also of weights that know nothing", async () => {
    const params = loud(initTranslator(small).params);
    for (const text of ["abc", "deaa", "e", "bbbbbb"]) {
      const ids = tf.tidy(() => greedy(params, sourceIds(small.source, [text]), small).dataSync());
      const [best] = await beamSearch(continuations(params, text, small), { width: 1, end, maxLength: 5 });
      expect(best!.tokens).toEqual(Array.from(ids).slice(0, best!.tokens.length));
    }
  });
});

describe("pairs of texts", () => {
  test("are fed in from the start and asked one place on, filled up with 0", () => {
    const { X, y } = toTextPairs(pairs, small).batch([1]);
    expect(X.arraySync()).toEqual([[4, 5, 1, 1, 0, 0, start, 5, 5, 0, 0]]);
    expect(Array.from(y.dataSync())).toEqual([5, 5, end, 0, 0]);
  });

  test("name the character that a script has not, and the text that is too long", () => {
    expect(() => toIds(small.source, "abz")).toThrow("toIds: z is not among ·abcde");
    expect(() => toTextPairs([["abc", "xyzxy"]], small)).toThrow("xyzxy has 5 characters, and there are 4 places");
    expect(toText(small.target, [start, 3, 5, end, 4])).toBe("xz");
  });
});

type Matrix = number[][];

/** Logits of one text in float64, place by place and head by head; nothing here is of the book. */
function plainTranslator(params: Params, source: number[], target: number[], numHeads: number): Matrix {
  const matrix = (name: string) => params[name]!.arraySync() as Matrix;
  const row = (name: string) => params[name]!.arraySync() as number[];
  const product = (A: Matrix, B: Matrix): Matrix =>
    A.map((a) => B[0]!.map((_, j) => a.reduce((sum, value, k) => sum + value * B[k]![j]!, 0)));
  const plus = (A: Matrix, B: Matrix) => A.map((a, i) => a.map((v, j) => v + B[i]![j]!));
  const norm = (X: Matrix, name: (part: string) => string) =>
    X.map((x) => {
      const mean = x.reduce((a, b) => a + b, 0) / x.length;
      const variance = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
      const [gain, bias] = [row(name("gain")), row(name("bias"))];
      return x.map((v, c) => ((v - mean) / Math.sqrt(variance + 1e-5)) * gain[c]! + bias[c]!);
    });
  const attention = (X: Matrix, M: Matrix, prefix: string, causal: boolean) => {
    const [Q, K, V] = [
      product(X, matrix(`${prefix}q`)),
      product(M, matrix(`${prefix}k`)),
      product(M, matrix(`${prefix}v`)),
    ];
    const D = Q[0]!.length / numHeads;
    const mixed = Q.map((q, i) =>
      Array.from({ length: numHeads }, (_, h) => {
        const part = (v: number[]) => v.slice(h * D, (h + 1) * D);
        const seen = K.slice(0, causal ? i + 1 : K.length);
        const exps = seen.map((k) => Math.exp(part(q).reduce((sum, v, d) => sum + v * part(k)[d]!, 0) / Math.sqrt(D)));
        const total = exps.reduce((a, b) => a + b, 0);
        return part(V[0]!).map((_, d) => exps.reduce((sum, e, j) => sum + (e / total) * part(V[j]!)[d]!, 0));
      }).flat(),
    );
    return product(mixed, matrix(`${prefix}o`));
  };
  const network = (X: Matrix, prefix: string) =>
    product(
      product(X, matrix(`${prefix}W1`)).map((v) => v.map((z) => Math.max(z, 0))),
      matrix(`${prefix}W2`),
    );
  const embedded = (ids: number[], side: string) =>
    plus(
      ids.map((id) => matrix(`${side}.E`)[id]!),
      matrix(`${side}.P`).slice(0, ids.length),
    );
  let X = embedded(source, "encoder");
  for (let block = 0; `encoder.block${block}.Wq` in params; block++) {
    const at = `encoder.block${block}.`;
    const N = norm(X, (part) => `${at}${part}1`);
    X = plus(X, attention(N, N, `${at}W`, false));
    X = plus(
      X,
      network(
        norm(X, (part) => `${at}${part}2`),
        at,
      ),
    );
  }
  const memory = norm(X, (part) => `encoder.${part}`);
  let Y = embedded(target, "decoder");
  for (let block = 0; `decoder.block${block}.Wq` in params; block++) {
    const at = `decoder.block${block}.`;
    const N = norm(Y, (part) => `${at}${part}1`);
    Y = plus(Y, attention(N, N, `${at}W`, true));
    Y = plus(
      Y,
      attention(
        norm(Y, (part) => `${at}${part}2`),
        memory,
        `${at}Wx`,
        false,
      ),
    );
    Y = plus(
      Y,
      network(
        norm(Y, (part) => `${at}${part}3`),
        at,
      ),
    );
  }
  return product(
    norm(Y, (part) => `decoder.${part}`),
    matrix("decoder.out"),
  );
}
