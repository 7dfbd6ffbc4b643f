// The hand on a file control: chosen or dropped, read here and nowhere else. A file that is too large, or not what it
// should be, is refused in words. Knows nothing of who uses what was read.
import type { ControlSpec, ImageFile, TextFile } from "../../src/kernel/output";
import { formatBytes, type OutputWords } from "./output-words";
import { emit, type Surface } from "./surface";

type FileSpec = Extract<ControlSpec, { type: "file" }>;

/** Why a file was not taken, in the reader's words. */
export class Refusal extends Error {}

export class FileDrop {
  constructor(private readonly surface: Surface) {
    const { element, root } = surface;
    const input = root.querySelector("input")!;
    input.addEventListener("change", () => void this.#take(input.files?.[0]));
    element.addEventListener("dragover", (event) => {
      event.preventDefault();
      element.toggleAttribute("data-over", true);
    });
    element.addEventListener("dragleave", () => element.removeAttribute("data-over"));
    element.addEventListener("drop", (event) => {
      event.preventDefault();
      element.removeAttribute("data-over");
      void this.#take(event.dataTransfer?.files[0]);
    });
    // It may have been chosen while this was on its way.
    if (input.files?.[0]) void this.#take(input.files[0]);
  }

  async #take(file: File | undefined): Promise<void> {
    const { spec, words, root } = this.surface;
    if (!file || spec.type !== "file") return;
    try {
      const value = await readFile(file, spec, words.file);
      root.removeAttribute("data-refused");
      const about = "text" in value && !("data" in value) ? words.file.characters(value.text.length) : sizeOf(value);
      this.surface.say(words.file.chosen(file.name, about));
      emit(this.surface, value);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      root.toggleAttribute("data-refused", true);
      this.surface.say(error.message);
    }
  }
}

export async function readFile(file: File, spec: FileSpec, words: OutputWords["file"]): Promise<TextFile | ImageFile> {
  if (file.size > spec.maxBytes) throw new Refusal(words.tooLarge(formatBytes(file.size), formatBytes(spec.maxBytes)));
  return spec.accept === "text" ? readText(file, words) : readImage(file, spec.maxSide ?? 512, words);
}

async function readText(file: File, words: OutputWords["file"]): Promise<TextFile> {
  const bytes = await file.arrayBuffer();
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.includes("\u0000")) throw new Refusal(words.notText);
    return { name: file.name, text };
  } catch {
    throw new Refusal(words.notText);
  }
}

async function readImage(file: File, maxSide: number, words: OutputWords["file"]): Promise<ImageFile> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Refusal(words.notImage);
  });
  const scale = Math.min(1, maxSide / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return {
    name: file.name,
    width,
    height,
    data: context.getImageData(0, 0, width, height).data,
    text: `${width} × ${height}`,
  };
}

function sizeOf(value: TextFile | ImageFile): string {
  return "data" in value ? `${value.width} × ${value.height}` : "";
}
