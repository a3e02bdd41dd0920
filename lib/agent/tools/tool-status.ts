import "server-only";
import { z } from "zod";

const named = z.looseObject({
  purpose: z.string().optional(),
  title: z.string().optional(),
  name: z.string().optional(),
  table: z.string().optional(),
  plan: z.looseObject({ operation: z.string().optional() }).optional(),
});
const MAX_LENGTH = 120;

/** What the person reads while a tool runs. The input is a model's, so nothing about it is certain. */
export function toolStatus(name: string, input: unknown): string {
  const { purpose, title, table, plan, name: newTable } = named.catch({}).parse(input);
  switch (name) {
    case "describe_data":
      return table ? brief(`Looking at ${table}`) : "Looking at the data";
    case "run_sql":
      return purpose ? brief(`Querying: ${purpose}`) : "Querying the data";
    case "run_analysis":
      return plan?.operation
        ? brief(`Analysing: ${plan.operation.replaceAll("_", " ")}`)
        : "Analysing the data";
    case "create_plot":
      return title ? brief(`Drawing: ${title}`) : "Drawing a chart";
    case "create_table":
      return newTable ? brief(`Making the table ${newTable}`) : "Making a table";
    default:
      return "Working on it";
  }
}

function brief(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}
