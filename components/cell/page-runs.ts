// The runs of a page: which cells have been asked for, and what became of them. How they run is the kernel's.
import type { KernelClient, RunResult } from "../../src/kernel/client";
import type { GoOn } from "../../src/kernel/training-messages";
import type { LiveCell } from "./live-cell";
import type { PageCells } from "./page-cells";
import type { PageKernel } from "./page-kernel";
import type { Choice } from "./page-parts";
import type { Strings } from "./strings";

/** What comes sooner need not be announced. */
const patienceMs = 400;

export class PageRuns {
  readonly #runs = new Map<string, Promise<RunResult>>();

  constructor(
    private readonly page: PageCells,
    private readonly kernel: PageKernel,
  ) {}

  /** A cell that waits or runs already gives the run that there is. */
  run(cell: LiveCell, goOn?: GoOn): Promise<RunResult> {
    return this.#runs.get(cell.cellId) ?? this.#add([cell], goOn)[0]!;
  }

  /** Those of the cells that do not run yet. */
  runAll(cells: readonly LiveCell[]): Promise<RunResult[]> {
    return Promise.all(this.#add(cells.filter((cell) => !this.#runs.has(cell.cellId))));
  }

  /** The kernel is off: the cell says so. */
  refuse(cell: LiveCell): RunResult {
    const { safe } = this.page.strings;
    cell.say(safe);
    const error = { name: "KernelOff", message: safe, cell: cell.cellId };
    return { state: cell.state, ms: 0, error, outputs: cell.outputs };
  }

  #add(cells: readonly LiveCell[], goOn?: GoOn): Promise<RunResult>[] {
    if (this.page.isSafe) return cells.map((cell) => Promise.resolve(this.refuse(cell)));
    for (const cell of cells) cell.setState("queued");
    const all = this.#start(cells, goOn);
    return cells.map((cell, i) => {
      const run = all.then((results) => results[i]!).finally(() => this.#runs.delete(cell.cellId));
      this.#runs.set(cell.cellId, run);
      return run;
    });
  }

  async #start(cells: readonly LiveCell[], goOn?: GoOn): Promise<RunResult[]> {
    const kernel = await this.#open(cells);
    if (!kernel) return cells.map((cell) => this.#fail(cell, toMissing(this.page.strings)));
    try {
      this.kernel.tell();
      const ids = cells.map((cell) => cell.cellId);
      return await kernel.run(ids, goOn);
    } catch (error) {
      return cells.map((cell) => this.#fail(cell, { message: this.page.strings.broken(String(error)) }));
    }
  }

  /** The kernel, which the first run fetches; undefined if it is not to be had. */
  async #open(cells: readonly LiveCell[]): Promise<KernelClient | undefined> {
    const slow = this.kernel.started ? undefined : setTimeout(() => this.#sayLoading(cells), patienceMs);
    try {
      return await this.kernel.open();
    } catch {
      return undefined;
    } finally {
      clearTimeout(slow);
    }
  }

  /** On a slow line the first run waits for the kernel, and not for another cell. */
  #sayLoading(cells: readonly LiveCell[]): void {
    for (const cell of cells) if (cell.state === "queued") cell.say(this.page.strings.loading);
  }

  /** The kernel's code could not be fetched, or broke a promise. */
  #fail(cell: LiveCell, { message, choice }: Failure): RunResult {
    this.kernel.drop();
    const error = { name: "KernelError", message, cell: cell.cellId };
    cell.setState("failed", { error });
    cell.say(message, ...(choice ? [choice] : []));
    return { state: "failed", ms: 0, error, outputs: [] };
  }
}

interface Failure {
  message: string;
  choice?: Choice;
}

/** Nothing is broken: there is a new release, or no network. */
function toMissing({ outdated, reload }: Strings): Failure {
  return { message: outdated, choice: { label: reload, act: () => location.reload() } };
}
