// Makes public/data/tang/tang5.bin from npm `chinese-poetry` 2.0.1 (全唐詩, traditional characters) and `opencc-js` 1.4.2.
// Run once, its output is committed: `node scripts/pack-tang.ts`. The packages (362 MB unpacked) stay out of our
// dependencies. The file is gzip of uint16, little-endian: count, V, V characters, the same V in simplified form,
// then count × 20 places in these V: the characters of a quatrain, its punctuation left out.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const NUM_CHARACTERS = 2000;
const POETRY = "chinese-poetry-2.0.1";
const OPENCC = "opencc-js-1.4.2";

interface Poem {
  id: string;
  paragraphs: string[];
}

/** A couplet: five characters, a stop, five characters, a stop. */
const couplet = /^\p{Script=Han}{5}[，？！；、]\p{Script=Han}{5}[。！？；]$/u;

/** Quatrains (4 lines) and regulated verse (8 lines, two units), five characters to a line throughout. */
function toUnits({ paragraphs }: Pick<Poem, "paragraphs">): string[] {
  const isVerse = [2, 4].includes(paragraphs.length) && paragraphs.every((line) => couplet.test(line));
  if (!isVerse) return [];
  return paragraphs.flatMap((line, i) =>
    i % 2 === 0 ? [(line + paragraphs[i + 1]).replace(/\P{Script=Han}/gu, "")] : [],
  );
}

/** The characters met most often, the first of equals first. */
export function findCommonest(texts: readonly string[], count: number): string[] {
  const times = new Map<string, number>();
  for (const text of texts) for (const character of text) times.set(character, (times.get(character) ?? 0) + 1);
  return [...times]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([character]) => character);
}

/** In the order of the poems' ids, which are random: so the last units are a fair sample, of poems of their own. */
function readPoems(folder: string): Poem[] {
  const files = readdirSync(folder).filter((name) => /^poet\.tang\.\d+\.json$/.test(name));
  const poems = files.flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Poem[]);
  return poems.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function pack(poems: Poem[], simplify: (text: string) => string): { bytes: Buffer; found: string } {
  const units = [...new Set(poems.flatMap(toUnits))];
  const vocabulary = findCommonest(units, NUM_CHARACTERS);
  const places = new Map(vocabulary.map((character, i) => [character, i]));
  const kept = units.filter((unit) => Array.from(unit).every((character) => places.has(character)));
  const codes = (characters: string[]) => characters.map((character) => character.charCodeAt(0));
  const numbers = Uint16Array.from([
    kept.length,
    vocabulary.length,
    ...codes(vocabulary),
    ...codes(vocabulary.map(simplify)),
    ...kept.flatMap((unit) => Array.from(unit, (character) => places.get(character)!)),
  ]);
  const found = `${poems.length} poems, ${units.length} units, ${kept.length} of them in ${vocabulary.length} characters`;
  return { bytes: gzipSync(Buffer.from(numbers.buffer), { level: 9 }), found };
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function main(): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), "tang-"));
  try {
    for (const [name, version] of [POETRY, OPENCC].map((full) => full.split(/-(?=\d)/))) {
      execFileSync("npm", ["pack", `${name}@${version}`, "--silent"], { cwd: temporary });
      execFileSync("tar", ["xzf", `${name}-${version}.tgz`, "--one-top-level"], { cwd: temporary });
    }
    const url = pathToFileURL(join(temporary, OPENCC, "package/dist/esm/t2cn.js")).href;
    const { Converter } = (await import(url)) as { Converter(spec: object): (text: string) => string };
    const poems = readPoems(join(temporary, POETRY, "package/dist/quantangshi"));
    const { bytes, found } = pack(poems, Converter({ from: "t", to: "cn" }));
    writeFileSync(new URL("../public/data/tang/tang5.bin", import.meta.url), bytes);
    console.log(`${found}; ${bytes.length} bytes, sha256 ${sha256(bytes)}`);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
