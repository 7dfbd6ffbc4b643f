// The page as the answers see it: TypeScript's service on the page's module, and spots of cells and modules to ask at.
import type { Language } from "../kernel/protocol";
import type { Declarations, Docs } from "./declarations";
import { PageReader, toCellOffset, toModuleOffset, toPageModule, type PageModule, type ReadCell } from "./page-module";
import { openProject, pageFile, type Project } from "./project";
import { cellOfFile, fileOfCell, type Spot, type TypedCell } from "./protocol";

/** A place as TypeScript takes it. */
export interface FileOffset {
  file: string;
  offset: number;
}

export class TypedPage {
  readonly project: Project;
  readonly #reader = new PageReader();
  #cells: ReadCell[] = [];
  language: Language = "zh";
  module: PageModule = { text: "", parts: [] };
  /** Fetched when something is first explained. */
  docs: Docs | undefined;

  constructor(readonly declarations: Declarations) {
    this.project = openProject(declarations);
  }

  get service(): Project["service"] {
    return this.project.service;
  }

  setCells(cells: TypedCell[], language: Language, latest?: string): void {
    this.#cells = this.#reader.read(cells);
    this.language = language;
    this.module = toPageModule(this.#cells, latest);
    this.project.setPage(this.module.text);
  }

  /** The cells that define a name for the others. */
  findOwners(name: string): string[] {
    return this.#cells.filter(({ definitions }) => definitions.includes(name)).map(({ id }) => id);
  }

  find({ file, offset }: Spot): FileOffset | undefined {
    const cell = cellOfFile(file);
    if (cell === undefined) {
      const module = this.declarations.modules[file];
      return module === undefined ? undefined : { file: module, offset };
    }
    const at = toModuleOffset(this.module, cell, offset);
    return at === undefined ? undefined : { file: pageFile, offset: at };
  }

  /** Where a file's offset is for the reader; nothing in files that they are not shown. */
  spotOf({ file, offset }: FileOffset): Spot | undefined {
    if (file === pageFile) {
      const at = toCellOffset(this.module, offset);
      return at && { file: fileOfCell(at.cell), offset: at.offset };
    }
    const module = this.declarations.importable.find((name) => this.declarations.modules[name] === file);
    return module?.startsWith("book") ? { file: module, offset } : undefined;
  }
}
