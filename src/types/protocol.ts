// What page and types worker say to each other. Data only.
import type { Language } from "../kernel/protocol";

/** A cell of the page, as far as types go. `own`: in a block of its own, so that the others do not see its names. */
export interface TypedCell {
  id: string;
  source: string;
  own: boolean;
}

/** A place in a text that can be asked about: offset in a cell ("cell:train") or in a module ("book/train"). */
export interface Spot {
  file: string;
  offset: number;
}

export interface Span {
  file: string;
  from: number;
  to: number;
}

export const fileOfCell = (id: string): string => `cell:${id}`;
export const cellOfFile = (file: string): string | undefined =>
  file.startsWith("cell:") ? file.slice("cell:".length) : undefined;

export interface Problem {
  cell: string;
  from: number;
  to: number;
  severity: "error" | "warning" | "info";
  message: string;
}

export interface Choice {
  label: string;
  /** TypeScript's kind: "method", "const", "module", … */
  kind: string;
  /** Smaller stands first. */
  rank: number;
}

export interface Choices {
  /** Start of the word that a choice replaces; it ends at the caret. */
  from: number;
  choices: Choice[];
}

/** What a name is: its type as TypeScript writes it, and its documentation in Markdown. */
export interface Explanation {
  signature: string;
  docs: string;
}

export interface Hover extends Explanation {
  from: number;
  to: number;
}

export interface SignatureHelp {
  /** Start of the call's arguments: another call, another help. */
  start: number;
  /** Text of the signature, with the active parameter's part of it. */
  label: string;
  active?: { from: number; to: number };
  docs: string;
  /** Overloads: which one of how many. */
  index: number;
  count: number;
}

export type Definition =
  | { type: "cell"; cell: string; from: number }
  | { type: "module"; module: string; from: number; to: number; text: string };

export interface TextEdit extends Span {
  text: string;
}

export type Renaming = { type: "edits"; edits: TextEdit[] } | { type: "refused"; why: RenameRefusal; detail: string };

export type RenameRefusal = "nothing" | "foreign" | "noName" | "taken";

/** Each question with its answer. */
export interface Questions {
  problems: { ask: { cells: string[] }; answer: Problem[] };
  complete: { ask: { at: Spot }; answer: Choices | undefined };
  explain: { ask: { at: Spot; label: string }; answer: Explanation | undefined };
  hover: { ask: { at: Spot }; answer: Hover | undefined };
  signature: { ask: { at: Spot }; answer: SignatureHelp | undefined };
  define: { ask: { at: Spot }; answer: Definition | undefined };
  rename: { ask: { at: Spot; name: string }; answer: Renaming };
}

export type QuestionType = keyof Questions;

export type Question = { [T in QuestionType]: { type: T; id: number } & Questions[T]["ask"] }[QuestionType];

export type ToTypes = { type: "cells"; cells: TypedCell[]; latest?: string; language: Language } | Question;

export type FromTypes =
  | { type: "ready" }
  | { type: "broken"; message: string }
  | { type: "answer"; id: number; answer?: unknown; error?: string };
