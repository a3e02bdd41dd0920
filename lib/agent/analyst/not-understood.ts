import type { TableInfo } from "#lib/datasets/schema.ts";
import { nearestQuestions } from "./nearest-questions.ts";
import type { Question } from "./read/question.ts";
import { suggestQuestions } from "./suggest-questions.ts";

const list = (questions: string[]): string => questions.map((question) => `\n- ${question}`).join("");

/** Why the question cannot be answered here, and the nearest that can. */
export function sayNotUnderstood(reason: string, question: Question, tables: TableInfo[]): string {
  const why =
    reason === ""
      ? "I could not tell what to compute from that question."
      : `I cannot answer that: ${reason}.`;
  const columns = tables.map(
    ({ table, columns: all }) =>
      `${table} has ${all
        .slice(0, 15)
        .map(({ name }) => name)
        .join(", ")}${all.length > 15 ? " and more" : ""}`,
  );
  return `${why} ${columns.slice(0, 3).join("; ")}.\n\nThese I can answer:${list(nearestQuestions(question, tables))}`;
}

export function sayGreeting(tables: TableInfo[]): string {
  const names = tables
    .map(({ table }) => table)
    .slice(0, 5)
    .join(", ");
  return `Hello. Ask me about ${names}: counts, sums, averages, highest and lowest, trends, shares and distributions. For example:${list(suggestQuestions(tables))}`;
}

export const NO_TABLES =
  "There is no table in this session yet, so I have nothing to compute from. Add a CSV, TSV or Parquet file, or wait until the load has ended, and ask again.";

const GREETING =
  /^\W*(hi|hello|hey|good (morning|afternoon|evening)|thanks|thank you|thx|who are you|what can you do|help|what can i ask)\b[\s\w]*\W*$/i;

export function isGreeting(text: string): boolean {
  return GREETING.test(text) && text.length < 60;
}
