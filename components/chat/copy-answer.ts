import { plainText } from "#components/datasets/column-format.ts";
import type { ChatMessage, DataParts } from "#lib/sessions/schema.ts";

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
