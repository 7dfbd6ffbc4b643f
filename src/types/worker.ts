// The types worker: hears the page's cells and questions, and answers one after the other. TypeScript, the
// declarations, Chinese messages, documentation and each module of the book are chunks of their own; documentation
// comes when it is first asked for, a module when a cell imports it.
// Runs no cell. Started from a blob like the kernel, so that the page's policy binds it.
import type { Language } from "../kernel/protocol";
import { Inbox } from "./inbox";
import type { FromTypes, Question, ToTypes } from "./protocol";
import { bringSources } from "./sources";
import type { TypedPage } from "./typed-page";

type Told = Extract<ToTypes, { type: "cells" }>;

const service = Promise.all([
  import("./answer"),
  import("./typed-page"),
  import("virtual:type-bundle/declarations"),
  import("virtual:type-bundle/sources"),
]);
let page: Promise<TypedPage> | undefined;
let docs: Promise<void> | undefined;
let language: Language = "en";

const inbox = new Inbox((message) => (message.type === "cells" ? hear(message) : reply(message)));
self.onmessage = ({ data }: MessageEvent<ToTypes>) => inbox.add(data);

openPage().then(
  () => post({ type: "ready" }),
  (error: unknown) => post({ type: "broken", message: String(error) }),
);

function post(message: FromTypes): void {
  self.postMessage(message);
}

function openPage(): Promise<TypedPage> {
  return (page ??= service.then(([, { TypedPage }, { declarations }]) => new TypedPage(declarations)));
}

async function hear(told: Told): Promise<void> {
  const messages = told.language === language ? undefined : loadMessages((language = told.language));
  const page = await openPage().catch(() => undefined);
  if (!page) return;
  const [, , { declarations }, { sources }] = await service;
  await bringSources(declarations, sources, told.cells);
  if (messages) page.project.setMessages(await messages);
  page.setCells(told.cells, told.language, told.latest);
}

/** Without the messages TypeScript speaks English: better than nothing. */
async function loadMessages(language: Language) {
  return language === "zh" ? import("virtual:type-bundle/zh").then(({ messages }) => messages, nothing) : undefined;
}

const nothing = (): undefined => undefined;

async function reply(question: Question): Promise<void> {
  try {
    const [{ needsDocs }] = await service;
    const page = await openPage();
    // The next question does not wait for documentation that is still on its way.
    if (!needsDocs(question.type) || page.docs) await say(question, page);
    else void (docs ??= loadDocs(page)).then(() => say(question, page));
  } catch (error) {
    post({ type: "answer", id: question.id, error: String(error) });
  }
}

async function say({ id, type, ...ask }: Question, page: TypedPage): Promise<void> {
  try {
    const [{ answer }] = await service;
    post({ type: "answer", id, answer: answer(page, type, ask as never) });
  } catch (error) {
    post({ type: "answer", id, error: String(error) });
  }
}

async function loadDocs(page: TypedPage): Promise<void> {
  page.docs = await import("virtual:type-bundle/docs").then(({ docs }) => docs, nothing);
}
