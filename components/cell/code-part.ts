// The code of one cell: highlighted HTML until a reader touches it, then an editor with the same metrics.
// Knows text and lines; knows nothing of running, saving or the kernel.
import type { Editor, EditorMemory } from "./editor";

export interface CodeListener {
  label: string;
  onChange(text: string): void;
  onRun(): void;
  onLeave(): void;
  /** A reader's hand or focus has come; the editor is on its way. */
  onTouch(): void;
  onOpen(editor: Editor): void;
  /** Of this cell's editor in the page's other language. */
  memory: EditorMemory | undefined;
}

export class CodePart {
  readonly original: string;
  #text: string;
  #editor: Promise<Editor> | undefined;
  #mounted: Editor | undefined;
  #source: HTMLElement;
  #originalHtml: Node[];
  #isQuiet = false;
  #markedLine: number | undefined;

  constructor(
    private readonly part: HTMLElement,
    private readonly listener: CodeListener,
  ) {
    this.#source = part.querySelector<HTMLElement>(".cell-source code")!;
    this.#originalHtml = [...this.#source.childNodes];
    this.original = this.#text = this.#source.textContent ?? "";
    this.#listen();
    if (listener.memory?.text === this.#text) setTimeout(() => void this.open());
  }

  get text(): string {
    return this.#text;
  }

  /** Shows another text; the listener hears nothing of it. */
  show(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#isQuiet = true;
    if (this.#mounted) this.#mounted.setText(text);
    else if (text === this.original) this.#source.replaceChildren(...this.#originalHtml);
    else this.#source.textContent = text;
    this.#isQuiet = false;
  }

  /** Puts the editor in place of the static code; the first call fetches it. */
  open(): Promise<Editor> {
    return (this.#editor ??= this.#mount());
  }

  save(): EditorMemory | undefined {
    return this.#mounted?.save();
  }

  async goTo(line: number, column: number): Promise<void> {
    this.part.closest("details")?.toggleAttribute("open", true);
    (await this.open()).goTo(line, column);
  }

  markLine(line: number | undefined): void {
    this.#markedLine = line;
    if (this.#mounted) return this.#mounted.markLine(line);
    this.#source.querySelector(".line-error")?.classList.remove("line-error");
    if (line !== undefined) this.#source.querySelectorAll(".line")[line - 1]?.classList.add("line-error");
  }

  async #mount(): Promise<Editor> {
    const { openEditor } = await import("./editor");
    const { label, onChange, onRun, onLeave, onOpen, memory } = this.listener;
    const editor = openEditor({
      parent: this.part,
      text: this.#text,
      label,
      onRun,
      onLeave,
      memory,
      onChange: (text) => {
        this.#text = text;
        if (!this.#isQuiet) onChange(text);
      },
    });
    editor.markLine(this.#markedLine);
    this.part.querySelector(".cell-source")!.remove();
    if (memory?.hasFocus && memory.text === this.#text) editor.focus();
    onOpen(editor);
    return (this.#mounted = editor);
  }

  /** A click puts the caret where it fell; a drag selects text and leaves the code as it is. */
  #listen(): void {
    const source = this.part.querySelector<HTMLElement>(".cell-source")!;
    source.addEventListener("click", ({ clientX, clientY }) => {
      if (document.getSelection()?.isCollapsed !== false) void this.#edit({ x: clientX, y: clientY });
    });
    source.addEventListener("focus", () => {
      if (source.matches(":focus-visible")) void this.#edit();
    });
  }

  async #edit(at?: { x: number; y: number }): Promise<void> {
    if (!this.#editor) this.listener.onTouch();
    const editor = await this.open();
    const { activeElement } = document;
    if (activeElement === document.body || activeElement === null || this.part.contains(activeElement))
      editor.focus(at);
  }
}
