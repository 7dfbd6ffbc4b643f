// An error that the kernel throws amid a cell's own code. It is put into words where it is shown, in the reader's
// language of then, and its stack tells the place like any other error's.
import { messagesIn } from "./messages";
import type { Message, Messages } from "./messages";

export class Fault extends Error {
  constructor(
    name: string,
    readonly say: (messages: Messages) => Message,
    stack?: string,
  ) {
    super(say(messagesIn("en")).message);
    this.name = name;
    if (stack !== undefined) this.stack = stack;
  }
}
