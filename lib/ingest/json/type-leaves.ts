import { z } from "zod";
import type { ModuleTools } from "#lib/engine/module.ts";
import { quoteIdentifier, quoteString } from "#lib/engine/quote.ts";
import type { Leaf } from "./structure.ts";

/** A column of the staged table, all of whose texts were looked at. */
export interface TypedLeaf {
  leaf: Leaf;
  name: string;
  /** SQL over the staged column. */
  sql: string;
  warning: string | null;
}

const ISO_DATE = "^\\d{4}-\\d{2}-\\d{2}$";
const ISO_TIME = "^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?$";
const ISO_ZONED = "^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?(Z|[+-]\\d{2}(:?\\d{2})?)$";
const FIRST = "LIMIT 1000";
/** Columns looked at in one statement. */
const AT_ONCE = 100;
/** Digits that a DOUBLE surely keeps. */
const SAFE_DIGITS = 15;

const facts = z.record(z.string(), z.union([z.boolean(), z.coerce.number(), z.string(), z.null()]));

/** The type of each staged column by all of its values. `staged` names columns `c0`, `c1` …. */
export async function typeLeaves(
  tools: ModuleTools,
  staged: string,
  leaves: Leaf[],
  names: string[],
): Promise<TypedLeaf[]> {
  const typed: TypedLeaf[] = [];
  for (let from = 0; from < leaves.length; from += AT_ONCE) {
    const some = leaves.slice(from, from + AT_ONCE).map((leaf, at) => ({ leaf, at: from + at }));
    const first = await factsOf(
      tools,
      staged,
      some.map(({ at }) => `any_value(c${at})::VARCHAR AS c${at}`),
      FIRST,
    );
    const checks = some
      .filter(({ leaf, at }) => leaf.found !== "VARCHAR" || mayBeDate(first[`c${at}`]))
      .flatMap(({ leaf, at }) => checksOf(leaf, `c${at}`));
    const known = checks.length === 0 ? {} : await factsOf(tools, staged, checks);
    for (const { leaf, at } of some) typed.push(decide(leaf, `c${at}`, names[at] ?? `c${at}`, known));
  }
  return typed;
}

/** Where one value is no date, the column is none: most texts need no further look. */
function mayBeDate(value: Facts[string] | undefined): boolean {
  return typeof value !== "string" || /^\d{4}-\d{2}-\d{2}/.test(value);
}

async function factsOf(tools: ModuleTools, staged: string, checks: string[], limit = "") {
  const { columns, rows } = await tools.sql(
    `SELECT ${checks.join(", ")} FROM (FROM read_parquet(${quoteString(staged)}) ${limit})`,
  );
  return facts.parse(Object.fromEntries(columns.map(({ name }, at) => [name, rows[0]?.[at] ?? null])));
}

function checksOf({ found }: Leaf, column: string): string[] {
  const known = `FILTER (${column} IS NOT NULL)`;
  if (found === "VARCHAR")
    return [
      `bool_and(regexp_matches(${column}, '${ISO_DATE}') AND try_cast(${column} AS DATE) IS NOT NULL) ${known} AS ${column}_date`,
      `bool_and((regexp_matches(${column}, '${ISO_TIME}') OR regexp_matches(${column}, '${ISO_DATE}')) AND try_cast(${column} AS TIMESTAMP) IS NOT NULL) ${known} AS ${column}_time`,
      `bool_and(regexp_matches(${column}, '${ISO_ZONED}') AND try_cast(${column} AS TIMESTAMPTZ) IS NOT NULL) ${known} AS ${column}_zoned`,
    ];
  if (found === "UBIGINT" || found === "HUGEINT" || found === "DOUBLE") {
    const digits = `length(ltrim(regexp_replace(split_part(lower(${column}), 'e', 1), '[^0-9]', '', 'g'), '0'))`;
    return [
      `bool_and(regexp_full_match(${column}, '-?[0-9]+')) ${known} AS ${column}_whole`,
      `max(${digits}) AS ${column}_digits`,
      `bool_and(try_cast(${column} AS BIGINT) IS NOT NULL) ${known} AS ${column}_bigint`,
      `bool_and(try_cast(${column} AS DECIMAL(38,0)) IS NOT NULL) ${known} AS ${column}_decimal`,
      `bool_and(NOT regexp_full_match(${column}, '-?[0-9]+') OR abs(try_cast(${column} AS DOUBLE)) < 9007199254740992) ${known} AS ${column}_exact`,
    ];
  }
  if (found !== "JSON") return [];
  return [
    `any_value(${column}) FILTER (try_cast(${column} AS DOUBLE) IS NULL)[1:60] AS ${column}_odd`,
    `count(*) FILTER (${column} IS NOT NULL AND try_cast(${column} AS DOUBLE) IS NULL) AS ${column}_odds`,
    `count(${column}) AS ${column}_all`,
  ];
}

type Facts = z.infer<typeof facts>;

function decide(leaf: Leaf, column: string, name: string, known: Facts): TypedLeaf {
  const is = (fact: string) => known[`${column}_${fact}`] === true;
  const cast = (type: string, warning: string | null = null): TypedLeaf => ({
    leaf,
    name,
    sql: type === "" ? column : `CAST(${column} AS ${type})`,
    warning,
  });
  if (leaf.found === "VARCHAR") {
    if (is("date")) return cast("DATE");
    if (is("time")) return cast("TIMESTAMP");
    return cast(is("zoned") ? "TIMESTAMPTZ" : "");
  }
  if (leaf.found === "UBIGINT" || leaf.found === "HUGEINT" || leaf.found === "DOUBLE")
    return decideNumber(cast, is, name, Number(known[`${column}_digits`] ?? 0));
  if (leaf.found === "JSON") return cast("", mixedWarning(name, column, known));
  if (leaf.found === "NULL") return cast("", `"${name}" holds no values; it is text.`);
  if (leaf.found === "OBJECT")
    return cast("", `"${name}" holds objects of many different members; they are kept as JSON text.`);
  return cast("");
}

function decideNumber(
  cast: (type: string, warning?: string | null) => TypedLeaf,
  is: (fact: string) => boolean,
  name: string,
  digits: number,
): TypedLeaf {
  if (is("whole")) {
    if (is("bigint")) return cast("BIGINT");
    const type = is("decimal") ? "DECIMAL(38,0)" : "";
    return cast(
      type,
      `"${name}" holds whole numbers too long for 64 bits; they are kept exactly, as ${type === "" ? "text" : type}.`,
    );
  }
  if (digits <= SAFE_DIGITS || is("exact")) return cast("DOUBLE");
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

export function stageSelect(leaves: Leaf[]): string {
  return leaves.map(({ path }, at) => `${path.map(quoteIdentifier).join(".")} AS c${at}`).join(", ");
}
