import { z } from "zod";
import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import type { Leaf } from "./structure.ts";

/** A column of the table. */
export interface TypedLeaf {
  leaf: Leaf;
  name: string;
  /** SQL over what was read. */
  sql: string;
  warning: string | null;
}

/** Columns looked at in one statement. */
const AT_ONCE = 100;
/** Digits that a DOUBLE surely keeps. */
const SAFE_DIGITS = 15;
/** Texts that were all found to be of the type. */
const TIMES = ["DATE", "TIMESTAMP", "TIMESTAMPTZ"];

const facts = z.record(z.string(), z.union([z.boolean(), z.coerce.number(), z.string(), z.null()]));

/** The type of each column. `source` is what DuckDB reads them from; long numbers and mixed values are looked at there. */
export async function typeLeaves(
  tools: ModuleTools,
  source: string,
  leaves: Leaf[],
  names: string[],
): Promise<TypedLeaf[]> {
  const open = leaves.map((leaf, at) => ({ leaf, at })).filter(({ leaf }) => LOOKED_AT.includes(leaf.found));
  let known: Facts = {};
  for (let from = 0; from < open.length; from += AT_ONCE) {
    const some = open.slice(from, from + AT_ONCE);
    const columns = some.map(({ leaf, at }) => `${sqlOf(leaf)} AS c${at}`);
    const checks = some.flatMap(({ leaf, at }) => checksOf(leaf, `c${at}`));
    const { columns: told, rows } = await tools.sql(
      `SELECT ${checks.join(", ")} FROM (SELECT ${columns.join(", ")} FROM ${source})`,
    );
    const found = told.map(({ name }, at) => [name, rows[0]?.[at] ?? null]);
    known = { ...known, ...facts.parse(Object.fromEntries(found)) };
  }
  return leaves.map((leaf, at) => decide(leaf, `c${at}`, names[at] ?? `c${at}`, known));
}

const LOOKED_AT = ["LONG", "JSON"];

function sqlOf({ path }: Leaf): string {
  return path.map(quoteIdentifier).join(".");
}

function checksOf({ found }: Leaf, column: string): string[] {
  const known = `FILTER (${column} IS NOT NULL)`;
  if (found === "LONG") {
    const isWhole = `NOT regexp_matches(${column}, '[.eE]')`;
    const isKept = `abs(try_cast(${column} AS DOUBLE)) < 9007199254740992`;
    const digits = `length(ltrim(regexp_replace(split_part(lower(${column}), 'e', 1), '[^0-9]', '', 'g'), '0'))`;
    return [
      `bool_and(${isWhole}) ${known} AS ${column}_whole`,
      `bool_and(${isWhole} IS FALSE OR ${isKept}) ${known} AS ${column}_exact`,
      `max(${digits}) AS ${column}_digits`,
      `bool_and(try_cast(${column} AS BIGINT) IS NOT NULL) ${known} AS ${column}_bigint`,
      `bool_and(try_cast(${column} AS DECIMAL(38,0)) IS NOT NULL) ${known} AS ${column}_decimal`,
    ];
  }
  return [
    `any_value(${column}) FILTER (try_cast(${column} AS DOUBLE) IS NULL)[1:60] AS ${column}_odd`,
    `count(*) FILTER (${column} IS NOT NULL AND try_cast(${column} AS DOUBLE) IS NULL) AS ${column}_odds`,
    `count(${column}) AS ${column}_all`,
  ];
}

type Facts = z.infer<typeof facts>;

function decide(leaf: Leaf, column: string, name: string, known: Facts): TypedLeaf {
  const sql = sqlOf(leaf);
  const cast = (type: string, warning: string | null = null): TypedLeaf => ({
    leaf,
    name,
    sql: type === "" ? sql : `CAST(${sql} AS ${type})`,
    warning,
  });
  if (TIMES.includes(leaf.found)) return cast(leaf.found);
  if (leaf.found === "LONG") return decideLong(cast, (fact) => known[`${column}_${fact}`], name);
  if (leaf.found === "JSON") return cast("", mixedWarning(name, column, known));
  if (leaf.found === "NULL") return cast("", `"${name}" holds no values; it is text.`);
  if (leaf.found === "OBJECT")
    return cast("", `"${name}" holds objects of many different members; they are kept as JSON text.`);
  return cast("");
}

function decideLong(
  cast: (type: string, warning?: string | null) => TypedLeaf,
  known: (fact: string) => Facts[string] | undefined,
  name: string,
): TypedLeaf {
  if (known("whole") === true) {
    if (known("bigint") === true) return cast("BIGINT");
    const type = known("decimal") === true ? "DECIMAL(38,0)" : "";
    return cast(
      type,
      `"${name}" holds whole numbers too long for 64 bits; they are kept exactly, as ${type === "" ? "text" : type}.`,
    );
  }
  if (known("exact") === true || Number(known("digits") ?? 0) <= SAFE_DIGITS) return cast("DOUBLE");
  return cast(
    "",
    `"${name}" holds whole numbers too long for a number with decimals; all its values are kept as text.`,
  );
}

function mixedWarning(name: string, column: string, known: Facts): string {
  const odds = Number(known[`${column}_odds`] ?? 0);
  const all = Number(known[`${column}_all`] ?? 0);
  const odd = known[`${column}_odd`];
  if (odds === 0 || odds === all || typeof odd !== "string")
    return `"${name}" holds values of different kinds; they are kept as text.`;
  return `"${name}" holds values of different kinds (${odds} of ${all} are no numbers, such as ${JSON.stringify(odd)}); they are kept as text.`;
}
