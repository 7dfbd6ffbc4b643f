// The page's side of the types worker: starts it when something is first asked, tells it cells that changed, and
// hands answers back. Where there is no worker every answer is "nothing". A test gives it a worker of its own.
import type { Language } from "../kernel/protocol";
import type { FromTypes, Questions, QuestionType, ToTypes, TypedCell } from "./protocol";

export interface TypesWorker {
  postMessage(message: ToTypes): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromTypes>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export type TypesState = "none" | "starting" | "ready" | "broken";

interface Waiting {
  type: QuestionType;
  settle(answer: unknown): void;
}

export class TypesClient {
  state: TypesState = "none";
  private worker: TypesWorker | undefined;
  private cells: TypedCell[] = [];
  private language: Language | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<(state: TypesState) => void>();
  private ids = 0;

  constructor(private readonly start: () => TypesWorker) {}

  /** Starts the worker, also again where it broke before. */
  open(): void {
    if (this.worker) return;
    try {
      this.worker = this.start();
    } catch {
      return this.move("broken");
    }
    const { worker } = this;
    worker.onmessage = ({ data }) => worker === this.worker && this.receive(data);
    worker.onerror = () => worker === this.worker && this.lose();
    this.cells = [];
    this.language = undefined;
    this.move("starting");
  }

  /** All cells of the page, before every question; only what changed is told. */
  tell(cells: TypedCell[], language: Language): void {
    const before = new Map(this.cells.map((cell) => [cell.id, cell]));
    const changed = cells.filter(({ id, source, own }) => {
      const known = before.get(id);
      return known?.source !== source || known.own !== own;
    });
    if (!this.worker || (changed.length === 0 && cells.length === before.size && language === this.language)) return;
    const latest = changed.length === 1 ? changed[0]!.id : undefined;
    this.worker.postMessage({ type: "cells", cells, language, ...(latest && { latest }) });
    this.cells = cells;
    this.language = language;
  }

  /** Nothing where there is no worker, and where the same has been asked again meanwhile: only the last asker waits. */
  ask<T extends QuestionType>(type: T, question: Questions[T]["ask"]): Promise<Questions[T]["answer"] | undefined> {
    for (const [id, waiting] of this.waiting)
      if (waiting.type === type && type !== "explain") this.settle(id, undefined);
    if (!this.worker) return Promise.resolve(undefined);
    const id = ++this.ids;
    this.worker.postMessage({ type, id, ...question } as ToTypes);
    return new Promise((settle) => this.waiting.set(id, { type, settle: settle as Waiting["settle"] }));
  }

  /** Hears states; the returned function ends it. */
  on(listener: (state: TypesState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private receive(message: FromTypes): void {
    switch (message.type) {
      case "ready":
        return this.move("ready");
      case "broken":
        return this.lose();
      case "answer":
        return this.settle(message.id, message.answer);
      default:
        message satisfies never;
    }
  }

  private settle(id: number, answer: unknown): void {
    this.waiting.get(id)?.settle(answer);
    this.waiting.delete(id);
  }

  private lose(): void {
    this.worker?.terminate();
    this.worker = undefined;
    for (const id of this.waiting.keys()) this.settle(id, undefined);
    this.move("broken");
  }

  private move(state: TypesState): void {
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }
}
