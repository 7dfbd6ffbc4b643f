// The trainings of the page's cells: which cell each is in, where the next is to go on, and the network that a cell's
// names hold once it has ended. Knows values and checkpoints; knows no queue.
import { isPlainObject } from "./format";
import { Training } from "./training";
import type { BrokenOff } from "./training";
import type { Page } from "./page";
import type { FromKernel } from "./protocol";
import type { GoOn, KeptSnapshot, TrainingAsk, TrainingStatus } from "./training-messages";
import { toBytes, type Snapshot } from "../book/snapshot";
import type { TrainingHandle, TrainingPlan } from "../book/training-host";

/** Checkpoints of so many cells are kept; those of a cell that trained longer ago are given up. */
const maxCells = 4;

/** The run of a cell that trains. */
export interface TrainingRun {
  cell: string;
  run: number;
  isStopped(): boolean;
  isBroken(): boolean;
  turn(): Promise<void>;
  soon(tell: () => void): void;
}

interface CellTraining {
  run: number;
  /** Trainings that this run of the cell has begun. */
  count: number;
  training?: Training | undefined;
  /** The values that hold the network, as the cell made them. */
  holders: Map<string, unknown>;
  /** The network of a checkpoint that stands in their place. */
  stand?: { params: Record<string, { dispose(): void }> } | undefined;
}

export class Trainings {
  private readonly cells = new Map<string, CellTraining>();
  /** What the next run of a cell goes on from. */
  private readonly plans = new Map<string, KeptSnapshot & { earlier: readonly Snapshot[] }>();

  /** `within` makes tensors on a cell's account. */
  constructor(
    private readonly page: Page,
    private readonly post: (message: FromKernel) => void,
    private readonly within: <T>(cell: string, make: () => T) => T,
  ) {}

  /** The next run of the cell goes on there; without a place it begins anew. */
  plan(cell: string, goOn?: GoOn): void {
    this.plans.delete(cell);
    if (goOn?.cell !== cell) return;
    if ("snapshot" in goOn) return void this.plans.set(cell, { ...goOn, earlier: [] });
    const old = this.cells.get(cell);
    const snapshot = old?.training?.ring.find(goOn.step);
    if (!old || !snapshot) return;
    this.plans.set(cell, { index: old.count - 1, snapshot, earlier: old.training!.ring.all });
  }

  /** A run of the cell begins; checkpoints and networks of the last one are given up. */
  beginRun(cell: string, run: number): void {
    this.cells.delete(cell);
    this.cells.set(cell, { run, count: 0, holders: new Map() });
    for (const old of [...this.cells.keys()].slice(0, -maxCells)) this.forget(old);
  }

  /** The cell that runs begins a training. */
  begin({ cell, run, isStopped, isBroken, turn, soon }: TrainingRun, plan: TrainingPlan): TrainingHandle | undefined {
    const own = this.cells.get(cell);
    if (own?.run !== run) return undefined;
    const index = own.count++;
    const goOn = this.plans.get(cell);
    const isMeant = goOn?.index === index && plan.canGoOn;
    if (isMeant) this.plans.delete(cell);
    own.training = new Training(
      plan,
      {
        tell: (status) => this.post({ type: "training", cell, run, status }),
        send: (snapshot) =>
          this.post({ type: "snapshot", cell, run, index, total: plan.total, bytes: toBytes(snapshot), snapshot }),
        isStopped,
        isBroken,
        turn,
        soon,
      },
      isMeant ? goOn.snapshot : undefined,
      isMeant ? goOn.earlier : [],
    );
    return own.training;
  }

  ask(cell: string, ask: TrainingAsk): void {
    this.cells.get(cell)?.training?.ask(ask);
  }

  /** A stop was asked, of one cell or of all. */
  stop(cell?: string): void {
    for (const [id, { training }] of this.cells) if (cell === undefined || id === cell) training?.stop();
  }

  /** The device is gone under the cell. Returns where its training can go on, if it trains. */
  breakOff(cell: string): BrokenOff | undefined {
    return this.cells.get(cell)?.training?.breakOff();
  }

  /** The cell's run ended. Returns how its training ended, if it had one. */
  endRun(cell: string, isDone: boolean): TrainingStatus | undefined {
    this.plans.delete(cell);
    const own = this.cells.get(cell);
    if (!own?.training) return undefined;
    const net = own.training.trained?.net;
    const values = isDone ? [...(this.page.get(cell)?.values ?? [])] : [];
    own.holders = new Map(values.filter(([, value]) => net !== undefined && (value === net || holds(value, net))));
    own.training.settle(isDone, [...own.holders.keys()]);
    return own.training.status;
  }

  /** The step from which on the loss of the cell's last training is no finite number. */
  findLostStep(cell: string): number | undefined {
    return this.cells.get(cell)?.training?.lostAt;
  }

  /** The cell's names hold the network of this step from now on; returns them, none where there is no such step. */
  show(cell: string, step: number): string[] {
    const own = this.cells.get(cell);
    const member = this.page.get(cell);
    const { trained, ring, status } = own?.training ?? {};
    if (!own || !member || !trained || !status || status.shown === step || own.holders.size === 0) return [];
    const snapshot = ring?.find(step);
    if (step !== trained.step && !snapshot) return [];
    const old = own.stand;
    own.stand = step === trained.step ? undefined : this.within(cell, () => trained.restore(snapshot!));
    for (const [name, value] of own.holders) member.values.set(name, exchange(value, trained.net, own.stand));
    for (const tensor of Object.values(old?.params ?? {})) tensor.dispose();
    status.shown = step;
    own.training!.tell();
    return [...own.holders.keys()];
  }

  private forget(cell: string): void {
    const own = this.cells.get(cell);
    if (own?.training && !own.training.isOver) return;
    this.cells.delete(cell);
    if (!own?.training) return;
    Object.assign(own.training.status, { checkpoints: [], canGoOn: false });
    own.training.tell();
  }
}

/** What `fit` returns, under one name. */
function holds(value: unknown, net: object): value is { net: object } {
  return isPlainObject(value) && value.net === net;
}

function exchange(value: unknown, net: object, stand: object | undefined): unknown {
  if (!stand) return value;
  return value === net ? stand : { ...(value as object), net: stand };
}
