// Runs one cell at a time and says what became of it: its states, its values, what is outdated now; and hears what
// cells do beside their own flow. Knows no queue and no messages of the page.
import { judgeBands } from "./bands";
import { toShown } from "./console";
import { Controls } from "./controls";
import { toCellError, toErrorText } from "./errors";
import { messagesIn } from "./messages";
import { Page } from "./page";
import { Places } from "./places";
import { newCellRun, prepareCell } from "./run-cell";
import { nextTask, Stopped } from "./stop";
import { Trainings } from "./trainings";
import { isPending } from "./transition";
import { recordValues } from "./values";
import type { TrainingHandle, TrainingPlan } from "../book/training-host";
import type { Fault } from "./fault";
import type { Account, Meddling } from "./ledger";
import type { ControlSpec, ControlValue, TextOutput } from "./output";
import type { FromKernel, Language } from "./protocol";
import type { CellRun, RunContext } from "./run-cell";

/** What a run needs of tfjs, once there is one. */
export interface Tensors {
  /** Opens the device if tfjs has been loaded; rejects with a ReaderError where there is none. */
  open(language: Language): Promise<void>;
  /** Resolves when the device has told what went wrong in all that was asked of it. */
  settle(): Promise<void>;
  begin(cell: string): void;
  end(cell: string, values: Iterable<unknown>): Account;
  free(cell: string): void;
  /** From its next run on the cell's account has its kernels, or no longer. */
  profile(cell: string, on: boolean): void;
  /** What `make` makes is the cell's. */
  within<T>(cell: string, make: () => T): T;
}

export class Runner {
  readonly page = new Page((cell, { state, run }) => this.post({ type: "state", cell, run, state }));
  readonly controls = new Controls();
  readonly trainings: Trainings;
  private readonly places = new Places();
  /** The cell that runs, or ran last. */
  private last: CellRun | undefined;
  private isRunning = false;
  language: Language = "zh";

  /** `onStale` hears which cells a run, or its failure, outdated. */
  constructor(
    private readonly post: (message: FromKernel) => void,
    private readonly tensors: Tensors,
    private readonly onStale: (run: number, stale: string[]) => void,
  ) {
    this.trainings = new Trainings(this.page, post, (cell, make) => tensors.within(cell, make));
  }

  /** The cell runs at this moment. */
  isNow(cell: string): boolean {
    return this.isRunning && this.last?.cell === cell;
  }

  /** The run under way is to end at its next turn. */
  brake(cell?: string): void {
    if (this.isRunning && (cell === undefined || this.isNow(cell))) this.last?.brake.ask();
    this.trainings.stop(cell);
  }

  /** Runs a cell of the page to its end, however it ends. One at a time. */
  async run(cell: string, run: number): Promise<void> {
    this.isRunning = true;
    await this.runCell(this.newRun(cell, run));
    this.isRunning = false;
  }

  /** Ends a run that never began. */
  endUnrun(cell: string, run: number, event: "fail" | "stop", failure?: { thrown: unknown }): void {
    this.finish(this.newRun(cell, run), event, failure);
  }

  private async runCell(cellRun: CellRun): Promise<void> {
    const { cell, brake, display } = cellRun;
    this.last = cellRun;
    this.begin(cellRun);
    let values: Record<string, unknown> = {};
    let thrown: { thrown: unknown } | undefined;
    let start = performance.now();
    let ms: number | undefined;
    try {
      const body = await prepareCell(cellRun, this.context());
      start = performance.now();
      values = await body();
      ms = performance.now() - start;
      await display.settle();
      await this.keepValues(cellRun, values);
    } catch (error) {
      thrown = { thrown: error };
      await display.settle().catch(() => {});
    }
    await this.tensors.settle();
    // The browser tells of a rejection in a task of its own, which stands behind the next one in Chromium 156.
    await nextTask();
    await new Promise((resolve) => setTimeout(resolve, 0));
    ms ??= performance.now() - start;
    const failure = cellRun.failure ?? thrown;
    const isStopped = brake.asked && thrown !== undefined && !cellRun.failure;
    const end = isStopped ? "stop" : failure ? "fail" : "finish";
    if (end !== "finish") this.page.get(cell)?.values.clear();
    this.settleTraining(cellRun, end === "finish");
    this.settleTensors(cell);
    this.finish(cellRun, end, failure, ms);
  }

  private begin({ cell, run }: CellRun): void {
    const member = this.page.get(cell);
    if (!member) return;
    member.values = new Map();
    member.wrote = new Set();
    member.meddler = undefined;
    member.isOutdated = false;
    this.tensors.begin(cell);
    this.trainings.beginRun(cell, run);
    this.page.apply(cell, "start");
    this.post({ type: "output", cell, run, op: "clear" });
  }

  private async keepValues({ cell, run }: CellRun, values: Record<string, unknown>): Promise<void> {
    const member = this.page.get(cell);
    if (!member) return;
    member.values = new Map(Object.entries(values));
    const recorded = await recordValues(member.values);
    const mode = member.values.get("mode") ?? this.page.findValue("mode", cell)?.value;
    this.post({ type: "values", cell, run, values: recorded, bands: judgeBands(member.code, recorded, mode) });
  }

  private settleTraining({ cell, display }: CellRun, isDone: boolean): void {
    const status = this.trainings.endRun(cell, isDone);
    if (status?.phase === "kept")
      display.show(messagesIn(this.language).keptAt(status.step, status.total).message, "warn");
    const lostAt = this.trainings.findLostStep(cell);
    if (lostAt !== undefined) display.show(messagesIn(this.language).lossLost(lostAt).message, "warn");
  }

  private settleTensors(cell: string): void {
    const member = this.page.get(cell);
    const values = member && !member.source.own ? member.values.values() : [];
    this.post({ type: "ledger", cell, ...this.tensors.end(cell, values) });
  }

  /** The end of a run, in the order in which the page is to hear of it: error, state, what is outdated now. */
  private finish(cellRun: CellRun, event: "finish" | "fail" | "stop", failure?: { thrown: unknown }, ms = 0): void {
    const { cell, run } = cellRun;
    const member = this.page.get(cell);
    if (!member) return;
    const error = event === "fail" && failure ? this.explain(cell, failure.thrown) : undefined;
    if (error) cellRun.display.add({ kind: "error", text: toErrorText(error, this.language), error });
    cellRun.display.flush();
    const state = event === "finish" ? "done" : event === "fail" ? "failed" : "stopped";
    member.state = state;
    this.post({ type: "state", cell, run, state, ms, ...(error && { error }) });
    if (member.isOutdated) this.page.apply(cell, "edit");
    this.outdate(cell, run);
  }

  private outdate(cell: string, run: number): void {
    const member = this.page.get(cell);
    if (!member) return;
    const stale = member.source.own ? [] : this.page.outdate(namesOf(member.code), cell);
    for (const owner of member.wrote) stale.push(...this.page.outdate(namesOf(this.page.get(owner)?.code), cell));
    this.onStale(run, stale);
  }

  // ---- what cells do beside their own flow

  /** A promise rejected that nobody awaited, or a callback threw: the cell that made it fails, also after its end. */
  failLate(thrown: unknown): void {
    if (thrown instanceof Stopped) return;
    const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
    const place = this.places.find(stack);
    const cell = place?.cell ?? this.last?.cell;
    const member = cell === undefined ? undefined : this.page.get(cell);
    if (cell === undefined || !member || (place && place.run !== member.run)) return;
    if (this.isNow(cell) && this.last) this.last.failure ??= { thrown };
    else if (!isPending(member.state)) this.finishLate(cell, member.run, thrown);
  }

  /** The device failed: what the cell computes from now on is worth nothing, so it ends at its next turn. */
  failDevice(fault: Fault): void {
    this.failLate(fault);
    if (this.isRunning && this.last?.failure) this.last.brake.ask();
  }

  /** The device is gone, and with it every tensor: the page ends this worker, and may go on from the last snapshot. */
  loseDevice(reason: string): void {
    const cell = this.isRunning ? this.last?.cell : undefined;
    const broken = cell === undefined ? undefined : this.trainings.breakOff(cell);
    const words = messagesIn(this.language).deviceLost(reason, broken);
    this.post({ type: "broken", ...words, ...(cell !== undefined && broken && { goesOn: cell }) });
  }

  private finishLate(cell: string, run: number, thrown: unknown): void {
    const cellRun = this.last?.cell === cell ? this.last : this.newRun(cell, run);
    this.finish(cellRun, "fail", { thrown });
  }

  /** The running cell wrote or disposed what `owner` made. */
  noteMeddling(owner: string, tensor: object, how: Meddling): void {
    const cell = this.last?.cell;
    const member = cell === undefined ? undefined : this.page.get(cell);
    if (!this.last || cell === undefined || !member) return;
    const made = this.page.get(owner);
    if (made) made.meddler = { cell, how };
    if (member.wrote.has(owner)) return;
    member.wrote.add(owner);
    const name = [...(made?.values ?? [])].find(([, value]) => value === tensor)?.[0];
    this.post({ type: "written", cell, run: this.last.run, owner, ...(name !== undefined && { name }) });
    const messages = messagesIn(this.language);
    const { message } = how === "wrote" ? messages.written(owner, name) : messages.disposed(owner, name);
    this.last.display.show(message, "warn");
  }

  /** An output of console. False when no cell runs. */
  say(values: unknown[], source: TextOutput["source"]): boolean {
    if (!this.isRunning || !this.last) return false;
    const { cell, display } = this.last;
    const place = this.places.find(new Error().stack ?? "");
    display.show(toShown(values), source, place?.cell === cell ? place.line : undefined);
    return true;
  }

  /** The run that shows and waits for whoever asks now. */
  get current(): CellRun {
    if (!this.last) throw new Error("nothing has run");
    return this.last;
  }

  /** The running cell begins to train. */
  beginTraining(plan: TrainingPlan): TrainingHandle | undefined {
    const { current } = this;
    const { cell, run, brake, display } = current;
    return this.trainings.begin(
      {
        cell,
        run,
        isStopped: () => brake.asked,
        isBroken: () => current.failure !== undefined,
        turn: () => brake.turn(),
        soon: (tell) => display.tellBeside(tell),
      },
      plan,
    );
  }

  readControl<T extends ControlValue>(spec: ControlSpec, initial: T): T {
    const { cell, display, nextControl } = this.current;
    const name = nextControl();
    const value = this.controls.read(cell, name, spec, initial) as T;
    display.control(name, spec, value);
    return value;
  }

  // ---- small

  private context(): RunContext {
    const pace = { due: () => this.current.brake.due(), turn: () => this.takeTurn() };
    const { page, places, language } = this;
    return { page, places, language, pace, openDevice: () => this.tensors.open(language) };
  }

  takeTurn(): Promise<void> {
    return this.current.brake.turn();
  }

  private newRun(cell: string, run: number): CellRun {
    return newCellRun(cell, run, this.page.get(cell)?.code, this.language, this.post);
  }

  private explain(cell: string, thrown: unknown): ReturnType<typeof toCellError> {
    const { language, places, page } = this;
    return toCellError(thrown, {
      cell,
      language,
      places,
      names: page.knownNames,
      findOwner: (name) => page.findOwner(name),
      findDisposer: () => page.findMeddler(cell, "disposed"),
    });
  }
}

function namesOf(code: { definitions: { name: string }[] } | undefined): string[] {
  return code?.definitions.map(({ name }) => name) ?? [];
}
