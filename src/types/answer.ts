// A question of the page → its answer: the table of what can be asked.
import { findChoices } from "./complete";
import { findDefinition } from "./define";
import { explainAt, explainChoice, findSignature } from "./explain";
import { findProblems } from "./problems";
import type { Questions, QuestionType } from "./protocol";
import { rename } from "./rename";
import type { TypedPage } from "./typed-page";

type Answers = { [T in QuestionType]: (page: TypedPage, ask: Questions[T]["ask"]) => Questions[T]["answer"] };

const answers: Answers = {
  problems: (page, { cells }) => findProblems(page, cells),
  complete: (page, { at }) => findChoices(page, at),
  explain: (page, { at, label }) => explainChoice(page, at, label),
  hover: (page, { at }) => explainAt(page, at),
  signature: (page, { at }) => findSignature(page, at),
  define: (page, { at }) => findDefinition(page, at),
  rename: (page, { at, name }) => rename(page, at, name),
};

export function answer<T extends QuestionType>(
  page: TypedPage,
  type: T,
  ask: Questions[T]["ask"],
): Questions[T]["answer"] {
  return answers[type](page, ask);
}

/** What is asked about documentation waits for it. */
export const needsDocs = (type: QuestionType): boolean => type === "explain" || type === "hover";
