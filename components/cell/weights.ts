// The weights that a cell made, as a safetensors file. They live in the worker: a few lines of code run beside the
// cells, read them there and print the file, base64, piece by piece.
import type { LiveCell } from "./live-cell";
import { page } from "./page-cells";
import { toExchangeWords } from "./exchange-words";
import { saveFile } from "./save-file";

/** Bytes in one line that is printed: a multiple of three, so that the pieces of base64 join. */
const pieceBytes = 60_000;

export async function saveWeights(cell: LiveCell): Promise<void> {
  const words = toExchangeWords(page.language).weights;
  cell.say(words.reading);
  const { state, error, outputs } = await page.runAside(`${cell.cellId}:weights`, toReader(page.findNames(cell)));
  if (state !== "done") return cell.say(words.failed(error?.message ?? state));
  const [count = "0", ...pieces] = outputs.map(({ text }) => text);
  if (Number(count) === 0) return cell.say(words.none);
  const bytes = Uint8Array.from(atob(pieces.join("")), (character) => character.charCodeAt(0));
  saveFile(`${cell.cellId}.safetensors`, bytes, "application/octet-stream");
  cell.say(words.saved(Number(count)));
}

function toReader(names: string[]): string {
  return `
import { findTensors as findWeights, toSafetensors as toWeightsFile } from "book/safetensors";
const found = findWeights({ ${names.join(", ")} });
console.log(String(Object.keys(found).length));
const file = await toWeightsFile(found);
for (let from = 0; from < file.length; from += ${pieceBytes})
  console.log(btoa(String.fromCharCode(...file.subarray(from, from + ${pieceBytes}))));
`;
}
