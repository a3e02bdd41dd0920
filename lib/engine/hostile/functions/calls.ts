import type { CatalogFunction, Overload } from "./catalog.ts";
import { SPECIAL_CALLS } from "./special-calls.ts";
import { TABLE_CALLS } from "./table-calls.ts";
import { ALL_TYPES, ANY_TYPES, ELEMENT_TYPES, type Values, valuesOf } from "./values.ts";

const ROWS = 12;
const MOST_OVERLOADS = 2;
const MOST_VARIANTS = 3;
const VARARGS = 2;
/** Types with the most room for odd values; casts from each of them are tried. */
const CAST_FROM = new Set(
  "VARCHAR JSON BLOB BIT VARIANT DOUBLE HUGEINT BIGNUM TIMESTAMP INTERVAL VARCHAR[] BIGINT[]".split(" "),
);
/** Steps through a list of values, one a parameter, so that the rows pair different ones. */
const STRIDES = [1, 3, 7, 11, 13, 17];

/**
 * Queries that call a function that may run with arguments of its types: values as people use them, and values that
 * hurt, once all from columns and twice with all but the first as constants.
 */
export function callsOf(called: CatalogFunction): string[] {
  if (called.kind === "table") return (TABLE_CALLS[called.name] ?? []).map((source) => `FROM ${source}`);
  const special = SPECIAL_CALLS[called.name];
  if (special !== undefined) return special.map((expression) => `SELECT ${expression}`);
  return spread(called.overloads, MOST_OVERLOADS).flatMap((overload, at) =>
    variantsOf(called, overload, at).flatMap((values) => queries(called, overload, values)),
  );
}

/** Casts of values as people use them and of values that hurt, to every type: by the type they start from. */
export function castsOf(): { from: string; calls: string[] }[] {
  return ALL_TYPES.filter(({ type }) => CAST_FROM.has(type)).map((from) => ({
    from: from.type,
    calls: ALL_TYPES.map(
      (to) =>
        `SELECT try_cast(a0 AS ${to.type}) FROM (SELECT ${unnested(from.type, [...from.wild, ...from.mild], 0)})`,
    ),
  }));
}

/** At most `most` of a list, from its whole length. */
function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from(
    { length: most },
    (_, at) => items[Math.floor((at * (items.length - 1)) / (most - 1))],
  ).filter((item) => item !== undefined);
}

/** The types that an overload is tried with: where it takes any, several; `turn` lets overloads differ. */
function variantsOf(called: CatalogFunction, overload: Overload, turn: number): Values[][] {
  const varargs = overload.varargs === null ? [] : Array<string>(VARARGS).fill(overload.varargs);
  const types = [...overload.types.map((type, at) => macroType(called, at) ?? type), ...varargs];
  const ofList = types.some((type) => /^(?:ANY|T)\[/.test(type));
  const any = types.some((type) => /^(?:ANY|T)$/.test(type)) ? ANY_TYPES : ["VARCHAR"];
  const candidates = ofList ? ELEMENT_TYPES : any;
  const start = (turn * MOST_VARIANTS) % candidates.length;
  const chosen = [...candidates.slice(start), ...candidates.slice(0, start)].slice(0, MOST_VARIANTS);
  return chosen.map((stand) => types.map((type) => valuesOf(type, stand)));
}

/** A macro names no types; those over lists say so by their name. */
function macroType({ name, kind }: CatalogFunction, parameter: number): string | undefined {
  if (kind !== "macro" || !/^(?:list|array)_/.test(name)) return undefined;
  const elementFirst = /_(?:prepend|push_front)$/.test(name) && !name.startsWith("array_p");
  return (parameter === 0) !== elementFirst ? "T[]" : /to_string|string_agg/.test(name) ? "VARCHAR" : "T";
}

function queries(called: CatalogFunction, overload: Overload, values: readonly Values[]): string[] {
  if (values.length === 0)
    return [`SELECT ${quoted(called.name)}()${called.kind === "aggregate" ? " OVER ()" : ""}`];
  const columns = values.map((_, at) => `a${at}`);
  const call = (args: readonly string[]) => callText(called, overload, args);
  const constants = (turn: number, which: "mild" | "wild") =>
    values.map((value, at) => (at === 0 ? "a0" : `(${pick(value[which], turn + at)})::${value.type}`));
  const mild = `FROM (SELECT ${values.map((value, at) => unnested(value.type, value.mild, at)).join(", ")})`;
  const wild = `FROM (SELECT ${values.map((value, at) => unnested(value.type, [...value.wild, ...value.mild], at)).join(", ")})`;
  const queries = [`SELECT ${call(columns)} ${mild}`, `SELECT ${call(columns)} ${wild}`];
  if (values.length > 1)
    queries.push(
      `SELECT ${call(constants(0, "mild"))} ${mild}`,
      `SELECT ${call(constants(1, "wild"))} ${wild}`,
    );
  return queries;
}

function callText({ name, kind }: CatalogFunction, overload: Overload, args: readonly string[]): string {
  const given = args.map((arg, at) => lambdaFor(overload.parameters[at]) ?? arg);
  const call = `${quoted(name)}(${given.join(", ")})`;
  return kind === "aggregate" ? call : `try(${call})`;
}

function lambdaFor(parameter: string | undefined): string | undefined {
  if (parameter === "lambda(x,y)") return "lambda x, y: x";
  return parameter?.startsWith("lambda") ? "lambda x: x IS NOT NULL" : undefined;
}

function unnested(type: string, values: readonly string[], column: number): string {
  const items = Array.from({ length: ROWS }, (_, row) => pick(values, row * (STRIDES[column] ?? 1) + column));
  return `unnest([${items.map((item) => `(${item})::${type}`).join(", ")}]) AS a${column}`;
}

function pick(values: readonly string[], at: number): string {
  return values[at % values.length] ?? "NULL";
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
