// From whatever was thrown to the error a reader reads: name, place, fact, what to try.
import { formatValue } from "./format";
import { Fault } from "./fault";
import { findInstead } from "./foreign-names";
import { messagesIn } from "./messages";
import { findCall } from "./op-calls";
import { findNearest } from "../language/nearest";
import { translate } from "./translate";
import { CellSyntaxError } from "../language/cell-code";
import type { Position } from "../language/cell-code";
import type { Message } from "./messages";
import type { OpCall } from "./op-calls";
import type { Places } from "./places";
import type { CellError } from "./output";
import type { Language } from "./protocol";

/** An error that the kernel itself states, in the reader's language. */
export class ReaderError extends Error {
  readonly hint: string | undefined;

  constructor(
    name: string,
    { message, hint }: Message,
    readonly position?: Position,
  ) {
    super(message);
    this.name = name;
    this.hint = hint;
  }
}

/** What is needed to explain an error of a cell. */
export interface ErrorContext {
  cell: string;
  language: Language;
  places: Places;
  /** Names that a cell could have meant. */
  names: Iterable<string>;
  /** The cell of its own scope that defines the name, if one does. */
  findOwner(name: string): string | undefined;
  /** Another cell that disposed what `owner` made and this cell reads, if one did. */
  findDisposer(): { cell: string; owner: string } | undefined;
}

export function toCellError(thrown: unknown, context: ErrorContext): CellError {
  if (thrown instanceof ReaderError) return ofReaderError(thrown, context);
  if (thrown instanceof CellSyntaxError) return ofSyntaxError(thrown, context);
  if (!isErrorLike(thrown)) {
    return { name: "Error", cell: context.cell, ...messagesIn(context.language).threwValue(formatValue(thrown)) };
  }
  const stack = thrown.stack ?? "";
  const place = context.places.find(stack);
  const { line, column } = place ?? {};
  const readerStack = context.places.toReaderStack(stack);
  return {
    name: thrown.name,
    ...explain(thrown, context),
    cell: place?.cell ?? context.cell,
    ...(line !== undefined && { line, column }),
    ...(readerStack && { stack: readerStack }),
  };
}

/** The error as the cell's output says it: place, fact, what to try. */
export function toErrorText({ message, hint, line }: CellError, language: Language): string {
  const place = line === undefined ? "" : messagesIn(language).line(line);
  return `${place}${message}${hint ? `\n${hint}` : ""}`;
}

function ofReaderError({ name, message, hint, position }: ReaderError, { cell }: ErrorContext): CellError {
  return { name, message, ...(hint && { hint }), cell, ...position };
}

function ofSyntaxError({ messages, hints, position }: CellSyntaxError, { cell, language }: ErrorContext): CellError {
  const { line, column } = position;
  return { name: "SyntaxError", message: messages[language], hint: hints[language], cell, line, column };
}

function explain(error: Error, context: ErrorContext): Message {
  if (error instanceof Fault) return error.say(messagesIn(context.language));
  const disposer = error.message.startsWith("Tensor is disposed") ? context.findDisposer() : undefined;
  if (disposer) return messagesIn(context.language).usedDisposed(disposer.cell, disposer.owner);
  const undefinedName = /^(\S+) is not defined$/.exec(error.message)?.[1];
  if (error.name === "ReferenceError" && undefinedName) return explainName(undefinedName, context);
  return withCall(translate(error.message, context.language), findCall(error), context.language);
}

/** The fact, and after it what the operation was called with, unless the fact says that already. */
function withCall(message: Message, call: OpCall | undefined, language: Language): Message {
  if (!call || isTold(message.message, call)) return message;
  const text = `${call.op}(${call.args.join(", ")})`;
  return { ...message, ...messagesIn(language).calledWith(message.message, text) };
}

function isTold(message: string, { op, args }: OpCall): boolean {
  const shapes = args.flatMap((arg) => arg.match(/\([\d, ]*\)/g) ?? []);
  return message.includes(op) && shapes.length > 0 && shapes.every((shape) => message.includes(shape));
}

function explainName(name: string, { language, names, findOwner }: ErrorContext): Message {
  const messages = messagesIn(language);
  const owner = findOwner(name);
  if (owner) return messages.ownName(name, owner);
  const instead = findInstead(name);
  if (instead?.type === "page") return messages.pageName(name);
  if (instead?.type === "code") return messages.foreignName(name, instead.code);
  return messages.unknownName(name, findNearest(name, names));
}

function isErrorLike(thrown: unknown): thrown is Error {
  return typeof thrown === "object" && thrown !== null && "message" in thrown && "name" in thrown;
}
