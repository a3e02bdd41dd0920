import type { DuckDBConnection } from "@duckdb/node-api";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { EngineError } from "#lib/engine/worker/engine-error.ts";
import { planColumns } from "#lib/engine/worker/plan.ts";
import { parsed } from "./check.ts";
import { walk } from "./walk.ts";

type Node = Readonly<Record<string, unknown>>;

/** Parts of a SELECT that only stand there when the text was more than one expression. */
const OTHER_PARTS = [
  "where_clause",
  "having",
  "qualify",
  "sample",
  "group_expressions",
  "group_sets",
  "modifiers",
];
const REFUSED: Record<string, string> = {
  SUBQUERY: "It must not read other rows: no subqueries.",
  WINDOW: "It must be about one row: no window functions.",
  STAR: "It must name its columns one by one.",
};

/**
 * The guard of one scalar expression over the columns of one row: allowed functions, no subquery, no aggregate,
 * no window, no other table. Answers the DuckDB type of its value. Throws `sql_refused` or `sql_error`.
 */
export async function checkExpression(
  connection: DuckDBConnection,
  sql: string,
  columns: readonly { name: string; type: string }[],
): Promise<string> {
  if (sql.includes("\0")) throw refused("An expression cannot contain a NUL character.");
  const text = `SELECT (${sql}\n)`;
  const statements = await parsed(connection, text, text);
  const [item] = selectListOf(statements);
  if (item === undefined) throw refused("This is not one expression.");
  const { refusal } = walk(item);
  if (refusal !== undefined) throw new EngineError(refusal.code, refusal.message);
  const reason = refusedPart(item);
  if (reason !== undefined) throw refused(reason);
  // In a WHERE, DuckDB itself refuses aggregates and what makes rows.
  const nulls = columns.map(({ name, type }) => `CAST(NULL AS ${type}) AS ${quoteIdentifier(name)}`);
  const [column] = await planColumns(
    connection,
    `SELECT (${sql}\n) AS value FROM (SELECT ${nulls.join(", ")}) WHERE (${sql}\n) IS NOT NULL`,
  );
  return column?.type_name ?? "NULL";
}

/** The one item of a bare SELECT; nothing when the text closed its bracket and went on. */
function selectListOf(statements: unknown[]): unknown[] {
  const [statement, ...others] = statements;
  const node = isNode(statement) && isNode(statement.node) ? statement.node : undefined;
  if (node === undefined || others.length > 0 || node.type !== "SELECT_NODE") return [];
  const from = node.from_table;
  const isBare = !isNode(from) || from.type === undefined || from.type === "EMPTY";
  if (!isBare || OTHER_PARTS.some((key) => isThere(node[key]))) return [];
  const list = Array.isArray(node.select_list) ? node.select_list : [];
  return list.length === 1 ? list : [];
}

function refusedPart(tree: unknown): string | undefined {
  const stack = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (typeof node !== "object" || node === null) continue;
    const reason = isNode(node) && typeof node.class === "string" ? REFUSED[node.class] : undefined;
    if (reason !== undefined) return reason;
    for (const child of Object.values(node)) if (child !== null && child !== undefined) stack.push(child);
  }
  return undefined;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(message: string): EngineError {
  return new EngineError("sql_refused", message);
}
