import type { DuckDBConnection } from "@duckdb/node-api";
import { EngineError } from "#lib/engine/worker/engine-error.ts";
import { characterAt } from "#lib/engine/worker/errors.ts";
import { nearest } from "#lib/engine/worker/nearest.ts";
import { stripEnd } from "./strip.ts";
import { type BaseTable, isOutOfReach, walk } from "./walk.ts";

/** A statement that may run: without its tail, and the session's tables it reads, by their own names. */
export interface CheckedSql {
  sql: string;
  tables: string[];
}

const MAX_LENGTH = 200_000;
const WHAT_IS_ALLOWED =
  "Only one reading statement is allowed: SELECT (also WITH, FROM, VALUES, and PIVOT with its IN list), DESCRIBE, SUMMARIZE or SHOW TABLES.";

/**
 * The guard: exactly one SELECT-like statement, over the session's tables, with allowed functions. Parsed by
 * the DuckDB that will run it, so there is no second grammar to fool. Throws `sql_refused`, or `sql_error`
 * for what is merely wrong.
 */
export async function checkSql(
  connection: DuckDBConnection,
  sql: string,
  tableNames: readonly string[],
): Promise<CheckedSql> {
  if (sql.length > MAX_LENGTH) {
    throw new EngineError(
      "sql_refused",
      `A query may have ${MAX_LENGTH} characters; this one has ${sql.length}.`,
    );
  }
  if (sql.includes("\0")) throw new EngineError("sql_refused", "A query cannot contain a NUL character.");
  const stripped = stripEnd(sql);
  const statements = await parsed(connection, stripped, sql);
  const [statement] = statements;
  if (statement === undefined)
    throw new EngineError("sql_refused", `There is no statement. ${WHAT_IS_ALLOWED}`);
  if (statements.length > 1) {
    throw new EngineError("sql_refused", `There are ${statements.length} statements. ${WHAT_IS_ALLOWED}`);
  }
  const { tables, refusal } = walk(statement);
  if (refusal !== undefined) {
    throw new EngineError(refusal.code, refusal.message, characterAt(sql, refusal.position));
  }
  const read = tables.map((table) => ownName(table, tableNames, sql));
  return { sql: stripped, tables: [...new Set(read)].sort() };
}

interface Serialized {
  error: boolean;
  error_type?: string;
  error_message?: string;
  position?: string;
  statements?: unknown[];
}

/** The trees of the statements in the text, which is not checked any further. Throws `EngineError`. */
export async function parsed(
  connection: DuckDBConnection,
  stripped: string,
  sql: string,
): Promise<unknown[]> {
  const query =
    "SELECT json_serialize_sql($1::VARCHAR, skip_null := true, skip_empty := true, skip_default := true)";
  const reader = await connection.runAndReadAll(query, [stripped]);
  const answer = serialized(parseTree(String(reader.getRows()[0]?.[0])));
  if (!answer.error) return answer.statements ?? [];
  if (answer.error_type !== "parser") throw new EngineError("sql_refused", WHAT_IS_ALLOWED);
  const position = answer.position === undefined ? undefined : Number(answer.position);
  throw new EngineError(
    "sql_error",
    `Syntax: ${answer.error_message ?? "the query cannot be read"}.`,
    characterAt(sql, position),
  );
}

const STRING_OR_ODD_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:Infinity|NaN)\b/gi;

/** DuckDB writes a constant like 1e999 as `Infinity`, which is no JSON; the walk does not look at constants. */
function parseTree(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return JSON.parse(
      json.replace(STRING_OR_ODD_NUMBER, (token) => (token.startsWith('"') ? token : "null")),
    );
  }
}

/** Holds because `json_serialize_sql` documents this shape; every field is looked at before it is used. */
function serialized(answer: unknown): Serialized {
  return answer as Serialized;
}

function ownName(table: BaseTable, tableNames: readonly string[], sql: string): string {
  const own = tableNames.find((name) => name.toLowerCase() === table.name.toLowerCase());
  if (own !== undefined) return own;
  const position = characterAt(sql, table.position);
  if (isOutOfReach(table.name)) {
    const message = `"${table.name}" is not a table of this session; a query cannot read files or the engine's own catalog.`;
    throw new EngineError("sql_refused", message, position);
  }
  throw new EngineError("sql_error", missingTable(table.name, tableNames), position);
}

function missingTable(name: string, tableNames: readonly string[]): string {
  const [close] = nearest(name, tableNames);
  if (close !== undefined) return `There is no table "${name}". Did you mean "${close}"?`;
  if (tableNames.length === 0) return `There is no table "${name}"; this session has no tables yet.`;
  const known = tableNames.slice(0, 20).map((known) => `"${known}"`);
  return `There is no table "${name}". The tables are ${known.join(", ")}${tableNames.length > 20 ? ", …" : ""}.`;
}
