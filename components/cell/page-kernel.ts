// The page's kernel: fetched at the first run; hands sources down, spreads what comes back over the cells.
import type { KernelClient, KernelEvent } from "../../src/kernel/client";
import type { BackendName, CellSource } from "../../src/kernel/protocol";
import { hasEnded } from "./cell-state";
import type { LiveCell } from "./live-cell";
import type { PageCells } from "./page-cells";
import { showKernel } from "./page-opening";
import { takeBackMissing } from "./page-outdated";
import { showDevice, showRecordedValues, showValues, tellPage } from "./page-parts";
import type { TrainingsOfPage } from "./training";

export class PageKernel {
  #client: Promise<KernelClient> | undefined;
  #started: KernelClient | undefined;
  #trainings: Promise<TrainingsOfPage> | undefined;
  #device: Extract<KernelEvent, { type: "device" }> | undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly page: PageCells) {}

  /** The one that has been fetched; nothing before the first run. */
  get started(): KernelClient | undefined {
    return this.#started;
  }

  /** On its way, or there. */
  get opened(): Promise<KernelClient> | undefined {
    return this.#client;
  }

  open(): Promise<KernelClient> {
    return (this.#client ??= this.#load());
  }

  /** It could not be fetched, or broke a promise: the next run fetches it again. */
  drop(): void {
    this.#client = undefined;
  }

  tell(): void {
    clearTimeout(this.#telling);
    this.#started?.setCells(this.page.cells.map(toCellSource), this.page.language);
  }

  tellSoon(): void {
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => this.tell(), 150);
  }

  /** Fetched when a cell first trains, or when there is a training to go on with. */
  trainings(): Promise<TrainingsOfPage> {
    return (this.#trainings ??= import("./training").then(({ TrainingsOfPage }) => new TrainingsOfPage(this.page)));
  }

  /** The page's text was exchanged for the other language's while the kernel went on. */
  async resume(kernel: KernelClient): Promise<void> {
    const { cells, strings } = this.page;
    this.tell();
    if (this.#device) showDevice(this.#device, strings);
    await showKernel(cells, kernel, strings);
    (await this.#trainings)?.show();
  }

  async #load(): Promise<KernelClient> {
    const [{ kernel, readShape }, { OutputView }] = await Promise.all([
      import("../../src/kernel/client"),
      import("./output-view"),
    ]);
    const { page } = this;
    kernel.open({
      language: page.language,
      base: import.meta.env.BASE_URL,
      forced: (page.query.get("backend") as BackendName | null) ?? undefined,
      prefer: findPreference(),
      shape: readShape(document.querySelector<HTMLElement>("[data-model]")?.dataset.model),
    });
    for (const [cell, name, value] of page.keptControls.all) kernel.control(cell, name, value);
    kernel.on((event) => this.#hear(event));
    for (const cell of page.cells) cell.attach((part) => new OutputView(part, page.strings));
    page.keepAcrossLanguages();
    takeBackMissing();
    return (this.#started = kernel);
  }

  #hear(event: KernelEvent): void {
    if (event.type === "training") void this.trainings().then((trainings) => trainings.watch(this.#started!));
    if (event.type === "device") return showDevice((this.#device = event), this.page.strings);
    if (event.type === "lost") return this.#showLoss(event);
    const cell = this.page.find(event.cell);
    if (!cell) return;
    if (event.type === "state") {
      cell.setState(event.state, event);
      if (hasEnded(event.state)) setTimeout(() => this.page.lastOutputs.save(cell.cellId, cell.source, cell.outputs));
    } else if (event.type === "output") cell.changeOutput(event.change, event.outputs);
    else cell.dispatchEvent(new CustomEvent(`cell:${event.type}`, { bubbles: true, detail: event }));
    if (event.type === "values") showValues(event.values);
  }

  #showLoss({ why, names, message }: Extract<KernelEvent, { type: "lost" }>): void {
    const { strings } = this.page;
    const said = why === "broken" ? strings.broken(message ?? "") : names.length > 0 ? strings.lost(names) : "";
    tellPage(said);
    showRecordedValues(names);
  }
}

export function toCellSource(cell: LiveCell): CellSource {
  return { id: cell.cellId, source: cell.source, auto: cell.isAuto, own: cell.isOwn || cell.isExercise };
}

/** The device a section prefers, if it says so on its page controls. */
function findPreference(): BackendName | undefined {
  return document.querySelector<HTMLElement>("[data-prefer]")?.dataset.prefer as BackendName | undefined;
}
