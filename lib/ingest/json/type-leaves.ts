import { z } from "zod";
import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { type NumberFacts, narrowestType } from "#lib/ingest/types/exact-number.ts";
import { exactDoubleSql, numberFactsSql } from "#lib/ingest/types/sql/number-sql.ts";
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
/** In the order of `numberFactsSql`. */
const NUMBER_FACTS = ["fractions", "beyond", "inexact", "whole_digits", "scale", "infinite"] as const;
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

const LONG = ["LONG", "DIGITS"];
const OF_MANY_KINDS = ["JSON", "MIXED"];
const LOOKED_AT = [...LONG, ...OF_MANY_KINDS];

function sqlOf({ path }: Leaf): string {
  return path.map(quoteIdentifier).join(".");
}

function checksOf({ found }: Leaf, column: string): string[] {
  if (LONG.includes(found)) {
    const counts = numberFactsSql(column, exactDoubleSql(column));
    return counts.map((count, at) => `${count} AS ${column}_${NUMBER_FACTS[at] ?? at}`);
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
  if (LONG.includes(leaf.found)) return decideLong(cast, (fact) => known[`${column}_${fact}`], name);
  if (OF_MANY_KINDS.includes(leaf.found)) return cast("", mixedWarning(name, column, known));
  if (leaf.found === "NULL") return cast("", `"${name}" holds no values; it is text.`);
  if (leaf.found === "LIST AS TEXT")
    return cast(
      "",
      `"${name}" holds lists with long numbers, or with numbers among other values; these are kept as text.`,
    );
  if (leaf.found === "OBJECT")
    return cast("", `"${name}" holds objects of many different members; they are kept as JSON text.`);
  return cast("");
}

/** The narrowest type that keeps every digit, as for the numbers of a CSV. */
function decideLong(
  cast: (type: string, warning?: string | null) => TypedLeaf,
  known: (fact: string) => Facts[string] | undefined,
  name: string,
): TypedLeaf {
  const count = (fact: keyof NumberFacts) => Number(known(fact) ?? 0);
  const numbers: NumberFacts = {
    fractions: count("fractions"),
    beyond: count("beyond"),
    inexact: count("inexact"),
    whole_digits: count("whole_digits"),
    scale: count("scale"),
    infinite: count("infinite"),
  };
  const type = narrowestType(numbers);
  if (type === "BIGINT" || type === "DOUBLE") return cast(type);
  const what =
    numbers.fractions === 0
      ? "whole numbers too long for 64 bits"
      : "numbers of more digits than a DOUBLE keeps";
  return cast(type ?? "", `"${name}" holds ${what}; they are kept exactly, as ${type ?? "text"}.`);
}

function mixedWarning(name: string, column: string, known: Facts): string {
  const odds = Number(known[`${column}_odds`] ?? 0);
  const all = Number(known[`${column}_all`] ?? 0);
  const odd = known[`${column}_odd`];
  if (odds === 0 || odds === all || typeof odd !== "string")
    return `"${name}" holds values of different kinds; they are kept as text.`;
  return `"${name}" holds values of different kinds (${odds} of ${all} are no numbers, such as ${JSON.stringify(odd)}); they are kept as text.`;
}
