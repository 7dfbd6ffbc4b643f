// One run of one cell, from its text to the values of its names: what it may not do, what it is given,
// its module as a blob, the call. Knows no states and no queue.
import { findNeeds, findTakenNames } from "./graph";
import { ReaderError } from "./errors";
import { messagesIn } from "./messages";
import { loadImports } from "./modules";
import { nameControls } from "./controls";
import { Brake } from "./stop";
import { Display } from "./display";
import { toModule } from "../language/index";
import type { CellCode, CellRuntime } from "../language/cell-code";
import type { Message, Messages } from "./messages";
import type { Page, Member } from "./page";
import type { Places } from "./places";
import type { FromKernel, Language } from "./protocol";

/** A cell that runs, or ran last: where its outputs go, how it is stopped. */
export interface CellRun {
  cell: string;
  run: number;
  display: Display;
  brake: Brake;
  /** The page's when the run began: what the cell shows is in one language, also if the reader changes it meanwhile. */
  language: Language;
  /** The name of the next control it makes. */
  nextControl(): string;
  /** What failed beside the cell's own flow: a promise nobody awaited, the device. */
  failure?: { thrown: unknown };
}

export function newCellRun(
  cell: string,
  run: number,
  code: CellCode | undefined,
  language: Language,
  post: (message: FromKernel) => void,
): CellRun {
  const display = new Display({
    append: (output) => post({ type: "output", cell, run, op: "append", output }),
    replace: (index, output) => post({ type: "output", cell, run, op: "replace", index, output }),
    points: (index, columns) => post({ type: "points", cell, run, index, columns }),
  });
  return { cell, run, display, brake: new Brake(), language, nextControl: nameControls(code?.controls ?? []) };
}

/** What a run needs of the kernel. */
export interface RunContext {
  page: Page;
  places: Places;
  language: Language;
  /** The cell's and the book's `due` and `turn`: of whatever cell runs when they are called. */
  pace: Pick<CellRuntime, "due" | "turn">;
  /** Opens a device if tfjs has been loaded. */
  openDevice(): Promise<void>;
}

type CellFunction = (inputs: Record<string, unknown>, runtime: CellRuntime) => Promise<Record<string, unknown>>;

/** Makes the cell ready to run: the returned function runs it. Throws where it cannot run at all. */
export async function prepareCell(
  cellRun: CellRun,
  context: RunContext,
): Promise<() => Promise<Record<string, unknown>>> {
  const { page, language } = context;
  const member = page.get(cellRun.cell);
  if (!member) throw new Error(`run ${cellRun.run} of ${cellRun.cell}, which is not on the page`);
  if (member.problem) throw member.problem;
  const { code } = member;
  if (!code) throw new Error(`the cell ${cellRun.cell} was never read`);
  checkNames(page, cellRun.cell, code, language);
  checkNeeds(page, cellRun.cell, language);
  const inputs = await findInputs(page, cellRun.cell, code, language);
  await context.openDevice();
  const body = await importCell(cellRun, member, code, Object.keys(inputs), context.places);
  const display = (value: unknown, line: number): void => cellRun.display.show(value, "value", line);
  return () => body(inputs, { display, ...context.pace });
}

/** A name belongs to one cell, and only that cell may assign it. */
function checkNames(page: Page, cell: string, code: CellCode, language: Language): void {
  const messages = messagesIn(language);
  const taken = findTakenNames(page.names, cell)[0];
  if (taken) {
    const place = code.definitions.find(({ name }) => name === taken.name);
    throw new ReaderError("NameError", messages.nameTaken(taken.name, taken.definer), place && placeOf(place));
  }
  for (const assignment of code.assignments) {
    const definer = page.names.definers.get(assignment.name);
    if (definer === undefined || definer === cell) continue;
    throw new ReaderError("NameError", messages.assigned(assignment.name, definer), placeOf(assignment));
  }
}

/** What the cell needs ran before it, in this run or an earlier one. */
function checkNeeds(page: Page, cell: string, language: Language): void {
  const missing = findNeeds(page.names, cell).find((id) => page.get(id)?.state !== "done");
  if (missing === undefined) return;
  throw new ReaderError("NeedError", sayWhatIsMissing(page, missing, messagesIn(language)));
}

/** A cell that ran in time may have turned stale since, in the same run. */
function sayWhatIsMissing(page: Page, missing: string, messages: Messages): Message {
  const state = page.get(missing)?.state;
  if (state === "failed") return messages.needFailed(missing);
  if (state === "stopped") return messages.needStopped(missing);
  const meddler = page.findMeddler(missing);
  if (!meddler) return messages.needOutdated(missing);
  const { cell, owner, how } = meddler;
  return how === "wrote" ? messages.needWritten(missing, cell, owner) : messages.needDisposed(missing, cell, owner);
}

function placeOf({ line, column }: { line: number; column: number }): { line: number; column: number } {
  return { line, column };
}

/** The values of the names that the cell reads and does not make: other cells' names, then imports. */
async function findInputs(
  page: Page,
  cell: string,
  code: CellCode,
  language: Language,
): Promise<Record<string, unknown>> {
  const inputs: Record<string, unknown> = {};
  const own = code.imports.flatMap(({ names }) => names.filter((name) => !name.typeOnly));
  const wanted = new Set(own.map(({ local }) => local));
  for (const { name } of code.references) {
    const found = page.findValue(name, cell);
    if (found) inputs[name] = found.value;
    else wanted.add(name);
  }
  const used = page
    .findImports(cell)
    .filter(({ names }) => names.length === 0 || names.some(({ local }) => wanted.has(local)));
  const imports = used.map((one) => ({ ...one, names: one.names.filter(({ local }) => wanted.delete(local)) }));
  for (const { local, value } of await loadImports(imports, language)) inputs[local] = value;
  return inputs;
}

/** The module's address stands in stacks long after the run: places keeps what it means. */
async function importCell(
  cellRun: CellRun,
  { lines }: Member,
  code: CellCode,
  inputs: string[],
  places: Places,
): Promise<CellFunction> {
  const { text, insertions } = toModule(code, inputs);
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  places.add(address, { cell: cellRun.cell, run: cellRun.run, insertions, lines });
  try {
    const module = (await import(/* @vite-ignore */ address)) as { default: CellFunction };
    return module.default;
  } finally {
    URL.revokeObjectURL(address);
  }
}
