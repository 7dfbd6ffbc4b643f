// The open editors of the page and the one types worker behind them: which cells there are, and what is wrong in them.
import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Facet, type EditorState, type Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import {
  types,
  type Problem,
  type Questions,
  type QuestionType,
  type Spot,
  type TypedCell,
} from "../../src/types/client";
import { page } from "./page-cells";
import { isThrifty } from "./types-start";
import { typeWordsIn, type TypeWords } from "./types-words";

/** After the last change, before the page is checked. */
const pauseMs = 120;

class TypedEditors {
  readonly #views = new Map<string, EditorView>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A reader waits for an answer, not only for what comes by itself. */
  isWanted = false;

  get words(): TypeWords {
    return typeWordsIn(page.language);
  }

  add(cell: string, view: EditorView): void {
    this.#views.set(cell, view);
  }

  remove(cell: string, view: EditorView): void {
    if (this.#views.get(cell) === view) this.#views.delete(cell);
  }

  /** A reader edits here: the worker starts, if it has not yet. */
  wake(): void {
    if (isThrifty()) return;
    types.open();
    this.checkSoon();
  }

  ask<T extends QuestionType>(type: T, question: Questions[T]["ask"]): Promise<Questions[T]["answer"] | undefined> {
    types.tell(this.#cells(), page.language);
    return types.ask(type, question);
  }

  /** Some text has changed. */
  checkSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), pauseMs);
  }

  /** Typing goes on meanwhile: what is found for a text that has changed again is not shown, and not waited for. */
  async #check(): Promise<void> {
    const asked = [...this.#views].map(([cell, view]) => ({ cell, view, doc: view.state.doc }));
    const problems = await this.ask("problems", { cells: asked.map(({ cell }) => cell) });
    for (const { cell, view, doc } of problems ? asked : []) this.#show(cell, view, doc, problems!);
  }

  /** Not into a text that an input method is composing: it would lose the composition. */
  #show(cell: string, view: EditorView, doc: Text, problems: Problem[]): void {
    if (view.composing) return this.checkSoon();
    if (view.state.doc !== doc) return;
    const own = problems.filter((problem) => problem.cell === cell);
    view.dispatch(
      setDiagnostics(
        view.state,
        own.map((problem) => toDiagnostic(problem, doc)),
      ),
    );
  }

  #cells(): TypedCell[] {
    return page.cells.map((cell) => ({
      id: cell.cellId,
      source: this.#views.get(cell.cellId)?.state.doc.toString() ?? cell.source,
      own: cell.isOwn || cell.isExercise,
    }));
  }
}

function toDiagnostic({ from, to, severity, message }: Problem, doc: Text): Diagnostic {
  return { from: Math.min(from, doc.length), to: Math.min(to, doc.length), severity, message };
}

export const editors = new TypedEditors();

/** What an editor shows: "cell:train", or a module of the book. */
export const fileShown = Facet.define<string, string>({ combine: ([file = ""]) => file });

/** An offset of what the editor shows, to ask at. */
export const toSpot = (state: EditorState, offset: number): Spot => ({ file: state.facet(fileShown), offset });
