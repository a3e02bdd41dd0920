import { z } from "zod";
import type { Coercion, Reject } from "#lib/datasets/schema.ts";
import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import type { DialectWish } from "#lib/ingest/schema.ts";
import { appendRejects } from "#lib/ingest/text/rejects-file.ts";
import { FileFault } from "#lib/ingest/worker/file-fault.ts";

export type TypeWishes = NonNullable<DialectWish["types"]>;
type Wish = TypeWishes[string];

export interface Wished {
  /** SQL of the rows that are left, every wished column in its type. */
  query: string;
  coerced: Coercion[];
  rejected: number;
  /** The first 100. */
  rejects: Reject[];
}

/** Types that a wish is fulfilled by as they are. */
const ALREADY: Record<Wish, RegExp> = {
  text: /^VARCHAR$/,
  number: /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/,
  date: /^(DATE|TIMESTAMP.*)$/,
  boolean: /^BOOLEAN$/,
};
/** From the strictest on: the first that takes as many values as any. */
const CANDIDATES: Record<Wish, [type: string, takes: string][]> = {
  text: [],
  number: [
    ["BIGINT", "regexp_full_match(t, '[+-]?[0-9]{1,18}')"],
    ["DECIMAL(38,0)", "regexp_full_match(t, '[+-]?[0-9]{1,38}')"],
    ["DOUBLE", "isfinite(try_cast(t AS DOUBLE))"],
  ],
  date: [
    ["DATE", "length(t) = 10 AND try_cast(t AS DATE) IS NOT NULL"],
    ["TIMESTAMP", "try_cast(t AS TIMESTAMP) IS NOT NULL"],
  ],
  boolean: [["BOOLEAN", "try_cast(t AS BOOLEAN) IS NOT NULL"]],
};
const SHOWN = 100;
const MOST_TEXT = 500;

const described = z.array(z.tuple([z.string(), z.string()]).rest(z.unknown()));
const counts = z.array(z.array(z.coerce.number()));
const shown = z.array(z.tuple([z.string(), z.string(), z.string()]));

interface Column {
  name: string;
  from: string;
  wish: Wish | undefined;
}

interface Settled extends Column {
  type: string;
  known: number;
  /** SQL that holds for a value which is not of the type. */
  misfit: string | null;
}

/**
 * The rows of `query` with columns in the types that a person knows better; a row with a value that is not of its
 * column's type is a reject, in the CSV at `rejects_path` (null: they are not written). Scratch: `rejects`. Throws
 * `FileFault` for a type that no value of the column has.
 */
export async function wishedTypes(
  tools: ModuleTools,
  query: string,
  wishes: TypeWishes,
  rejects_path: string | null,
): Promise<Wished> {
  if (Object.keys(wishes).length === 0) return { query, coerced: [], rejected: 0, rejects: [] };
  const { rows } = await tools.sql(`DESCRIBE ${query}`);
  const columns = described
    .parse(rows)
    .map(([name, from]) => ({ name, from, wish: openWish(wishes, name, from) }));
  const settled: Settled[] = [];
  for (const column of columns) settled.push(await settle(tools, query, column));
  const broken = settled.filter(({ misfit }) => misfit !== null);
  const rejects = broken.length === 0 ? [] : await firstRejects(tools, query, broken);
  const bad = broken.map(({ misfit }) => misfit).join(" OR ");
  const rejected =
    broken.length === 0 ? 0 : await count(tools, `SELECT count(*) FROM (${query}) WHERE ${bad}`);
  if (broken.length > 0 && rejects_path !== null) await writeAll(tools, query, broken, rejects_path);
  const selected = settled.map(({ name, from, type }) =>
    from === type
      ? quoteIdentifier(name)
      : `CAST(${textOf({ name, from })} AS ${type}) AS ${quoteIdentifier(name)}`,
  );
  const where = broken.length === 0 ? "" : ` WHERE NOT coalesce(${bad}, false)`;
  return {
    query: `SELECT ${selected.join(", ")} FROM (${query})${where}`,
    coerced: settled.flatMap(coercion),
    rejected,
    rejects,
  };
}

function openWish(wishes: TypeWishes, name: string, from: string): Wish | undefined {
  const wish = Object.hasOwn(wishes, name) ? wishes[name] : undefined;
  return wish === undefined || ALREADY[wish].test(from) ? undefined : wish;
}

/** A value as text without the space around it; null for none. What is nested is JSON. */
function textOf({ name, from }: { name: string; from: string }): string {
  const column = quoteIdentifier(name);
  if (from === "VARCHAR") return `nullif(trim(${column}), '')`;
  return /[[(]/.test(from) && !from.startsWith("DECIMAL")
    ? `to_json(${column})::VARCHAR`
    : `CAST(${column} AS VARCHAR)`;
}

async function settle(tools: ModuleTools, query: string, column: Column): Promise<Settled> {
  const { name, from, wish } = column;
  if (wish === undefined) return { ...column, type: from, known: 0, misfit: null };
  const candidates = CANDIDATES[wish];
  const taken = candidates.map(([, takes]) => `count(*) FILTER (${takes})`);
  const { rows } = await tools.sql(
    `SELECT ${["count(t)", ...taken].join(", ")} FROM (SELECT ${textOf(column)} AS t FROM (${query}))`,
  );
  const [known = 0, ...fits] = counts.parse(rows)[0] ?? [];
  if (candidates.length === 0) return { ...column, type: "VARCHAR", known, misfit: null };
  const at = fits.indexOf(Math.max(...fits));
  const [type, takes] = candidates[at] ?? ["VARCHAR", "true"];
  const fit = fits[at] ?? 0;
  if (known > 0 && fit === 0) throw new FileFault(`None of the values of "${name}" is a ${wish}.`);
  const t = textOf({ name, from });
  const misfit =
    fit === known
      ? null
      : `(${t} IS NOT NULL AND NOT coalesce(${takes.replaceAll(/\bt\b/g, () => t)}, false))`;
  return { ...column, type, known, misfit };
}

async function count(tools: ModuleTools, statement: string): Promise<number> {
  const { rows } = await tools.sql(statement);
  return counts.parse(rows)[0]?.[0] ?? 0;
}

/** One row a reject: column, reason, text. A row with several misfits is told by the first. */
function rejectRows(query: string, broken: Settled[]): string {
  const cases = broken.map((column) => {
    const reason = `not a ${column.wish ?? ""}`;
    const told = `{'column': ${quoteString(column.name)}, 'reason': ${quoteString(reason)}, 'text': ${textOf(column)}}`;
    return `WHEN ${column.misfit ?? "false"} THEN ${told}`;
  });
  return `SELECT r.column, r.reason, r.text FROM (SELECT CASE ${cases.join(" ")} END AS r FROM (${query})) WHERE r IS NOT NULL`;
}

async function firstRejects(tools: ModuleTools, query: string, broken: Settled[]): Promise<Reject[]> {
  const { rows } = await tools.sql(
    `SELECT "column", reason, text[1:${MOST_TEXT}] FROM (${rejectRows(query, broken)}) LIMIT ${SHOWN}`,
  );
  return shown.parse(rows).map(([column, reason, text]) => ({ line: null, column, reason, text }));
}

async function writeAll(
  tools: ModuleTools,
  query: string,
  broken: Settled[],
  rejects_path: string,
): Promise<void> {
  const path = tools.scratch.rejects;
  if (path === undefined) throw new Error("a scratch file named rejects is needed");
  await tools.sql(
    `COPY (SELECT NULL AS line, * FROM (${rejectRows(query, broken)})) TO ${quoteString(path)} (FORMAT csv, HEADER false)`,
  );
  await appendRejects(path, rejects_path);
}

function coercion({ name, from, type, known, wish }: Settled): Coercion[] {
  if (wish === undefined || from === type) return [];
  return [{ column: name, from, to: type, count: known, note: `Read as ${wish}, as was asked.` }];
}
