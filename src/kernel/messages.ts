// What the kernel says to the reader, in the reader's language: a fact, and what to try.
// Each message has a test; messages of JavaScript and tfjs are translated in translate.ts.
import { en } from "./messages-en";
import { zh } from "./messages-zh";
import type { Language } from "./protocol";

/** A fact and a way out. */
export interface Message {
  message: string;
  hint?: string;
}

export type Messages = typeof zh;

export function messagesIn(language: Language): Messages {
  return language === "zh" ? zh : en;
}
