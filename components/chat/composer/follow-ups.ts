import { plainName } from "#components/palette/match.ts";

const SHOWN = 3;

/** What is worth asking next: the questions that fit the data and have not been asked. */
export function followUps(questions: readonly string[], asked: readonly string[]): string[] {
  const done = new Set(asked.map(sameness));
  return questions.filter((question) => !done.has(sameness(question))).slice(0, SHOWN);
}

/** Case, spaces and the sign at the end make no other question. */
function sameness(question: string): string {
  return plainName(question.replace(/[?.!\s]+$/, ""));
}
