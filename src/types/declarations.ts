// The nouns of what is fetched for types: declarations without their comments, and the comments by themselves.
// scripts/type-bundle makes both from what a cell can reach; data only.

/** Where a cell's world is declared. Paths are ours: "/lib.d.ts", "/book/train.ts", "/@tensorflow/tfjs/dist/index.d.ts". */
export interface Declarations {
  /** Modules of the book come when a page imports them (sources.ts). */
  files: Record<string, string>;
  /** Files that every program has, imported or not. */
  roots: string[];
  /** What `import` may say → its file: what the kernel lets a cell import, and what the declarations ask of one another. */
  modules: Record<string, string>;
  /** Of these, what a cell may import. */
  importable: string[];
  /** A module of the book, by its file → those that it imports. */
  needs: Record<string, string[]>;
  /** tsconfig.cells.json, as TypeScript's programs take it. */
  options: Record<string, unknown>;
}

/** Documentation: of the name at an offset of a file. */
export interface Docs {
  /** Markdown. */
  texts: string[];
  /** File → offset of a declared name → which text. */
  at: Record<string, Record<number, number>>;
}

/** TypeScript's messages in another language, by TypeScript's own keys. */
export type LocalMessages = Record<string, string>;
