import { isObject, type JsonObject } from "./protocol.ts";

/** A table as `describe_data` tells it. */
interface Table {
  name: string;
  columns: { name: string; type: string }[];
}

export interface Query {
  sql: string;
  purpose: string;
  /** Output columns: the group's and the figure's. */
  group: string;
  figure: string;
}

const NUMBER = /INT|DOUBLE|FLOAT|REAL|DECIMAL|HUGEINT/;
const AGGREGATES = [
  { words: /total|sum/i, fn: "sum", name: "total" },
  { words: /highest|maximum|max\b/i, fn: "max", name: "highest" },
  { words: /lowest|minimum|min\b/i, fn: "min", name: "lowest" },
  { words: /average|mean|./is, fn: "avg", name: "average" },
];

/** The tables in an answer of `describe_data`. */
export function tablesIn(answer: JsonObject): Table[] {
  const list = Array.isArray(answer.tables) ? answer.tables : [answer];
  return list.flatMap((entry) => {
    if (!isObject(entry) || typeof entry.table !== "string" || !Array.isArray(entry.columns)) return [];
    const columns = entry.columns
      .filter(isObject)
      .map((c) => ({ name: String(c.name), type: String(c.type) }));
    return [{ name: entry.table, columns }];
  });
}

/** A query that could answer the question: one figure by one group, from the columns it names or the first that fit. */
export function pickQuery(question: string, tables: readonly Table[]): Query | null {
  const table = tables.find((t) => mentions(question, t.name)) ?? tables[0];
  if (!table) return null;
  const numbers = table.columns.filter((c) => NUMBER.test(c.type));
  const texts = table.columns.filter((c) => c.type === "VARCHAR");
  const measure =
    numbers.find((c) => mentions(question, c.name)) ?? numbers.find((c) => !/id$/i.test(c.name));
  const group = texts.find((c) => mentions(question, c.name)) ?? texts[0] ?? table.columns[0];
  if (!group) return null;
  const { fn, name } = AGGREGATES.find((a) => a.words.test(question)) ?? { fn: "avg", name: "average" };
  const figure = measure ? `${name}_${measure.name.replace(/\W+/g, "_")}` : "row_count";
  const value = measure ? `${fn}(${quoted(measure.name)})` : "count(*)";
  return {
    sql: `SELECT ${quoted(group.name)}, ${value} AS ${quoted(figure)} FROM ${quoted(table.name)} GROUP BY ALL ORDER BY 2 DESC, 1`,
    purpose: `${figure.replaceAll("_", " ")} by ${group.name}`,
    group: group.name,
    figure,
  };
}

/** The same query for other figures, for looking a file over. */
export function furtherQueries(query: Query): Query[] {
  const count: Query = {
    ...query,
    sql: query.sql.replace(/, .* AS .* FROM /, ', count(*) AS "rows" FROM '),
    purpose: `rows by ${query.group}`,
    figure: "rows",
  };
  const spread: Query = {
    ...query,
    sql: query.sql
      .replace(/avg\(|sum\(|max\(|min\(/, "median(")
      .replace(/ AS "[^"]+" FROM/, ' AS "median" FROM'),
    purpose: `median by ${query.group}`,
    figure: "median",
  };
  return query.sql.includes("count(*)") ? [count] : [count, spread];
}

export function barChart({ group, figure }: Query): JsonObject {
  return {
    mark: "bar",
    data: { name: "result" },
    encoding: {
      y: { field: group, type: "nominal", sort: "-x", title: group },
      x: { field: figure, type: "quantitative", title: figure.replaceAll("_", " ") },
    },
  };
}

function mentions(question: string, name: string): boolean {
  const plain = (words: string) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
  return plain(question).includes(plain(name).trim().replace(/s$/, ""));
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
