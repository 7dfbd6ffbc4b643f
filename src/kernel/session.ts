// The kernel's day: takes the page's messages, asks the graph what they mean, and hands the runner one cell after
// the other in the order of the queue. What becomes of a cell that runs is the runner's to say (runner.ts).
import { toCheckId } from "./check-id";
import { findNeeds } from "./graph";
import { messagesIn } from "./messages";
import { Queue } from "./queue";
import { readsItself } from "./controls";
import { ReaderError } from "./errors";
import { Runner } from "./runner";
import type { Page } from "./page";
import type { Tensors } from "./runner";
import type { FromKernel, ToKernel } from "./protocol";
import type { GoOn } from "./training-messages";

export class Session {
  readonly runner: Runner;
  private readonly page: Page;
  private readonly queue = new Queue();
  private isPumping = false;
  /** Steps whose networks are to be shown, by cell: the last that was asked for. */
  private readonly shows = new Map<string, { run: number; step: number }>();

  constructor(
    private readonly post: (message: FromKernel) => void,
    private readonly tensors: Tensors,
  ) {
    this.runner = new Runner(post, tensors, (run, stale) => this.runAuto(run, stale));
    this.page = this.runner.page;
  }

  receive(message: Exclude<ToKernel, { type: "open" | "probe" }>): void {
    switch (message.type) {
      case "cells":
        return this.setCells(message);
      case "run":
        return this.request(message.run, message.cells, message.goOn);
      case "check":
        return this.check(message);
      case "stop":
        return this.stop(message.cell);
      case "control":
        return this.control(message);
      case "profile":
        return this.tensors.profile(message.cell, message.on);
      case "training":
        return this.runner.trainings.ask(message.cell, message.ask);
      case "show":
        return this.show(message);
      default:
        message satisfies never;
    }
  }

  // ---- what the page says

  private setCells({ cells, language }: ToKernel & { type: "cells" }): void {
    const isTranslation = language !== this.runner.language;
    this.runner.language = language;
    for (const gone of this.page.setCells(cells, isTranslation)) this.tensors.free(gone);
  }

  private request(run: number, cells: string[], goOn?: GoOn): void {
    const known = cells.filter((cell) => this.page.get(cell));
    for (const cell of known) this.runner.trainings.plan(cell, goOn);
    const plan = this.page.planRun(known);
    // A cell that runs is not run again for those that need it, only when asked for itself.
    if (plan.type === "order")
      return this.enqueue(
        run,
        plan.cells.filter((cell) => known.includes(cell) || !this.runner.isNow(cell)),
      );
    const error = new ReaderError("CycleError", messagesIn(this.runner.language).cycle(plan.cells));
    for (const cell of known) {
      this.wait(cell, run);
      this.runner.endUnrun(cell, run, "fail", { thrown: error });
    }
  }

  private check({ run, cell, code }: ToKernel & { type: "check" }): void {
    const source = this.page.get(cell)?.source.source ?? "";
    const id = toCheckId(cell);
    this.page.addCheck({ id, source: `${source}\n${code}`, auto: false, own: true }, source.split("\n").length);
    this.request(run, [id]);
  }

  private stop(cell?: string): void {
    for (const dropped of this.queue.drop(cell)) this.runner.endUnrun(dropped.cell, dropped.run, "stop");
    this.runner.brake(cell);
  }

  private control({ run, cell, name, value }: ToKernel & { type: "control" }): void {
    this.runner.controls.set(cell, name, value);
    const member = this.page.get(cell);
    if (!member || member.state === "idle") return;
    const isName = member.values.has(name);
    if (isName) member.values.set(name, value);
    // A cell that reads its own control is outdated itself, and with it all its names.
    if (!isName || readsItself(member.source.source, name)) this.page.apply(cell, "input");
    const stale = this.page.outdate(member.state === "stale" ? [...member.values.keys()] : [name], cell);
    this.runAuto(run, member.state === "stale" ? [cell, ...stale] : stale);
  }

  /** Between two cells, because one that runs may be reading the network. */
  private show({ run, cell, step }: ToKernel & { type: "show" }): void {
    this.shows.set(cell, { run, step });
    if (!this.isPumping) this.showSteps();
  }

  private showSteps(): void {
    const shows = [...this.shows];
    this.shows.clear();
    for (const [cell, { run, step }] of shows)
      this.runAuto(run, this.page.outdate(this.runner.trainings.show(cell, step), cell));
  }

  // ---- what runs

  private enqueue(run: number, cells: string[]): void {
    this.queue.add(run, cells);
    // One that runs now waits from its end on.
    for (const cell of cells) if (!this.runner.isNow(cell)) this.wait(cell, run);
    void this.pump();
  }

  /** The cell waits for this run, and says so, also where it waited for another. */
  private wait(cell: string, run: number): void {
    const member = this.page.get(cell);
    if (!member) return;
    member.run = run;
    if (!this.page.apply(cell, "enqueue")) this.post({ type: "state", cell, run, state: member.state });
  }

  /** Cells marked `auto` run by themselves where all they need is there. */
  private runAuto(run: number, stale: string[]): void {
    const wanted = new Set<string>();
    for (const cell of stale) {
      const member = this.page.get(cell);
      if (!member?.source.auto || member.state !== "stale") continue;
      const needs = findNeeds(this.page.names, cell);
      if (needs.every((need) => wanted.has(need) || this.page.get(need)?.state === "done")) wanted.add(cell);
    }
    if (wanted.size > 0) this.enqueue(run, [...wanted]);
  }

  private async pump(): Promise<void> {
    if (this.isPumping) return;
    this.isPumping = true;
    for (let next = this.next(); next; next = this.next())
      if (this.page.get(next.cell)) await this.runNext(next.cell, next.run);
    this.isPumping = false;
  }

  /** A cell asked for again while it ran waits from its end on. */
  private async runNext(cell: string, run: number): Promise<void> {
    await this.runner.run(cell, run);
    this.showSteps();
    const again = this.queue.find(cell);
    if (again) this.wait(cell, again.run);
  }

  private next(): { cell: string; run: number } | undefined {
    return this.queue.take((cell) => findNeeds(this.page.names, cell));
  }
}
