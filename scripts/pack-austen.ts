// Makes public/data/austen/novels.bin from Debian's package r-cran-janeaustenr 1.0.0-1, which carries the six novels.
// Run once, its output is committed: `node scripts/pack-austen.ts` (needs apt-get and dpkg, not R).
// The file is gzip of plain text: Pride and Prejudice, then Persuasion, a paragraph a line, without chapter headings.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync, inflateSync, type Zlib } from "node:zlib";

const PACKAGE = "r-cran-janeaustenr=1.0.0-1";
const SOURCE_SHA256 = "8fb5198960d0da724b1562f96e4221e5c1b41ff455000280b02c55980c3d8f21";

/** The novels that are packed, by their first line. */
const NOVELS = ["PRIDE AND PREJUDICE", "Persuasion"];

/** R's lazy-load database: a length, big-endian, and a zlib stream, again and again. */
function inflateAll(database: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < database.length;) {
    const { buffer, engine } = inflateSync(database.subarray(at + 4), { info: true } as object) as unknown as {
      buffer: Buffer;
      engine: Zlib;
    };
    parts.push(buffer);
    at += 4 + engine.bytesWritten;
  }
  return parts;
}

/** A vector of strings in R's serialisation, version 3: "X\n", three versions, the encoding, a flag, a length;
 *  then for each string a flag, a length, its bytes. */
function readStrings(serialised: Buffer): string[] {
  let at = 14;
  const readInt = () => serialised.readInt32BE((at += 4) - 4);
  const readText = (length: number) => serialised.toString("utf8", at, (at += Math.max(0, length)));
  readText(readInt());
  readInt();
  return Array.from({ length: readInt() }, () => {
    readInt();
    return readText(readInt());
  });
}

/** Lines of a book as paragraphs, one a line; title, chapter headings and marks of emphasis left out. */
export function toParagraphs(lines: readonly string[]): string {
  const paragraphs = lines
    .join("\n")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/[_*]/g, "").replace(/\s+/g, " ").trim());
  const first = paragraphs.findIndex((paragraph) => /^Chapter 1$/.test(paragraph));
  return paragraphs
    .slice(first + 1)
    .filter((paragraph) => paragraph !== "" && !/^(Chapter \d+|THE END|Finis)$/i.test(paragraph))
    .join("\n");
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function readDatabase(folder: string): Buffer {
  execFileSync("apt-get", ["download", PACKAGE], { cwd: folder, stdio: "ignore" });
  execFileSync("sh", ["-c", "dpkg -x *.deb novels"], { cwd: folder });
  const bytes = readFileSync(join(folder, "novels/usr/lib/R/site-library/janeaustenr/data/Rdata.rdb"));
  if (sha256(bytes) !== SOURCE_SHA256)
    throw new Error(`Rdata.rdb: expected sha256 ${SOURCE_SHA256}, got ${sha256(bytes)}`);
  return bytes;
}

function main(): void {
  const temporary = mkdtempSync(join(tmpdir(), "austen-"));
  try {
    const books = inflateAll(readDatabase(temporary)).map(readStrings);
    const text = NOVELS.map((title) => toParagraphs(books.find(([first]) => first === title)!)).join("\n") + "\n";
    const bytes = gzipSync(text, { level: 9 });
    writeFileSync(new URL("../public/data/austen/novels.bin", import.meta.url), bytes);
    const kinds = new Set(text);
    console.log([...kinds].toSorted().join(""));
    console.log(`${text.length} characters, ${kinds.size} kinds; ${bytes.length} bytes, sha256 ${sha256(bytes)}`);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
