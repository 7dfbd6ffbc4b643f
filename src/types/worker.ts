// The types worker: hears the page's cells and questions, and answers one after the other. TypeScript, the
// declarations, Chinese messages and documentation are chunks of their own; the last comes when it is first asked for.
// Runs no cell. Started from a blob like the kernel, so that the page's policy binds it.
import type { Language } from "../kernel/protocol";
import type { FromTypes, Question, ToTypes } from "./protocol";
import type { TypedPage } from "./typed-page";

type Told = Extract<ToTypes, { type: "cells" }>;

const service = Promise.all([import("./answer"), import("./typed-page"), import("virtual:type-bundle/declarations")]);
let page: Promise<TypedPage> | undefined;
let docs: Promise<void> | undefined;
let language: Language = "en";
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToTypes>) => {
  queue = queue.then(() => (data.type === "cells" ? hear(data) : reply(data)));
};

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
  const page = await openPage().catch(() => undefined);
  if (!page) return;
  if (told.language !== language) await speak(page, (language = told.language));
  page.setCells(told.cells, told.language, told.latest);
}

/** Without the messages TypeScript speaks English: better than nothing. */
async function speak(page: TypedPage, language: Language): Promise<void> {
  const messages = language === "zh" ? await import("virtual:type-bundle/zh").catch(() => undefined) : undefined;
  page.project.setMessages(messages?.messages);
}

async function reply({ id, type, ...ask }: Question): Promise<void> {
  try {
    const [{ answer, needsDocs }] = await service;
    const page = await openPage();
    if (needsDocs(type)) await (docs ??= loadDocs(page));
    post({ type: "answer", id, answer: answer(page, type, ask as never) });
  } catch (error) {
    post({ type: "answer", id, error: String(error) });
  }
}

async function loadDocs(page: TypedPage): Promise<void> {
  page.docs = await import("virtual:type-bundle/docs").then(
    ({ docs }) => docs,
    () => undefined,
  );
}
