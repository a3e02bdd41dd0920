import { plainText } from "#components/datasets/column-format.ts";
import type { ChatMessage, DataParts } from "#lib/sessions/schema.ts";
import { textOf } from "./exchanges.ts";

/** An answer as text for another document: its sentences, its tables in Markdown, the query under each. */
export function answerAsMarkdown(message: ChatMessage): string {
  const blocks = message.parts.flatMap((part) => {
    if (part.type === "text") return [part.text.trim()];
    if (part.type === "data-query-result" && !part.data.is_error) return [tableOf(part.data)];
    if (part.type === "data-plot") return [`[Chart: ${part.data.title}]`];
    if (part.type === "data-assumptions") return part.data.assumptions.map((line) => `Assumption: ${line}`);
    return [];
  });
  return blocks.filter((block) => block !== "").join("\n\n");
}

/** An answer as plain text, for a mail or a chat: its sentences without marks, its tables with tabs between the cells. */
export function answerAsText(message: ChatMessage): string {
  const blocks = message.parts.flatMap((part) => {
    if (part.type === "text") return [withoutMarks(part.text).trim()];
    if (part.type === "data-query-result" && !part.data.is_error) return [tabbed(part.data)];
    if (part.type === "data-plot") return [`Chart: ${part.data.title}`];
    if (part.type === "data-assumptions") return part.data.assumptions.map((line) => `Assumption: ${line}`);
    return [];
  });
  return blocks.filter((block) => block !== "").join("\n\n");
}

/** Letters of an answer that stand for it where it is not shown whole. */
const OPENING = 280;

/** The first words of answers, on one line. */
export function openingWords(answers: readonly ChatMessage[]): string {
  const words = withoutMarks(answers.map(textOf).join(" ")).replace(/\s+/g, " ").trim();
  return words.length > OPENING ? `${words.slice(0, OPENING)}…` : words;
}

/** Markdown's marks taken away where they set words off; a star or an underscore between letters is the text's own. */
function withoutMarks(markdown: string): string {
  return markdown
    .replace(/^#{1,6} +/gm, "")
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2")
    .replace(/(?<!\w)([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)/g, "$2")
    .replace(/`([^`\n]+)`/g, "$1");
}

function tabbed({ purpose, columns, rows, row_count }: DataParts["query-result"]): string {
  const line = (cells: string[]) => cells.map((cell) => cell.replace(/[\t\n\r]+/g, " ")).join("\t");
  const lines = [line(columns.map(({ name }) => name)), ...rows.map((row) => line(row.map(plainText)))];
  if (row_count > rows.length) lines.push(`(${rows.length} of ${row_count} rows)`);
  return [...(purpose ? [purpose] : []), ...lines].join("\n");
}

function tableOf({ columns, rows, row_count, sql }: DataParts["query-result"]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const lines = [
    line(columns.map(({ name }) => name)),
    line(columns.map(() => "---")),
    ...rows.map((row) => line(row.map(plainText))),
  ];
  if (row_count > rows.length) lines.push("", `(${rows.length} of ${row_count} rows)`);
  return [...lines, "", "```sql", sql.trim(), "```"].join("\n");
}
