import { columnOf, type Source } from "#lib/analysis/source.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";
import { doubleSql, groupsSql } from "./double-sql.ts";
import type { Compiled, Group } from "./kind.ts";
import { selectSql } from "./select.ts";

interface Asked {
  target_column: string;
  method: "zscore" | "iqr" | "mad";
  threshold: number;
  /** Decides between equal scores first. */
  time_column?: string | undefined;
}

/** Columns that decide between equal scores. */
const TIES = 10;

/** The score's column; another name where the table has one of that name already. */
export function scoreName(source: Source): string {
  const taken = new Set(source.columns.map(({ name }) => name.toLowerCase()));
  return ["score", "anomaly_score"].find((name) => !taken.has(name)) ?? "anomaly_score_of_row";
}

/** Spread and middle by method; where nothing spreads, nothing is an anomaly (for iqr: what lies outside of the quartiles is). */
const LIMITS: Record<Asked["method"], readonly (readonly [name: string, sql: (x: string) => string])[]> = {
  zscore: [
    ["low", (x) => `avg(${x})`],
    ["high", (x) => `avg(${x})`],
    ["spread", (x) => `nullif(stddev_samp(${x}), 0)`],
  ],
  iqr: [
    ["low", (x) => `quantile_cont(${x}, 0.25)`],
    ["high", (x) => `quantile_cont(${x}, 0.75)`],
    ["spread", (x) => `quantile_cont(${x}, 0.75) - quantile_cont(${x}, 0.25)`],
  ],
  mad: [
    ["low", (x) => `median(${x})`],
    ["high", (x) => `median(${x})`],
    ["spread", (x) => `nullif(mad(${x}), 0) / 0.6745`],
  ],
};

/**
 * The rows beyond the threshold with their score, furthest first: distance from the mean in standard deviations (zscore), from
 * the nearer quartile in quartile ranges (iqr), from the median in MAD/0.6745 (mad); negative below.
 */
export function anomaliesSql(asked: Asked, source: Source, groups: Group[]): Compiled {
  const x = doubleSql(columnOf(source, asked.target_column));
  const limits = LIMITS[asked.method].map(
    ([name, sql]) => [`anomalies_${name}`, sql("anomalies_x")] as const,
  );
  const raw = groups.map(({ column }) => ({ name: column.name, column }));
  const same = groups
    .map(({ column }) => quoteIdentifier(column.name))
    .map((name) => `r.${name} IS NOT DISTINCT FROM l.${name}`);
  const distance =
    "CASE WHEN anomalies_x > anomalies_high THEN anomalies_x - anomalies_high WHEN anomalies_x < anomalies_low THEN anomalies_x - anomalies_low ELSE 0 END";
  const score = quoteIdentifier(scoreName(source));
  const grouped = new Set(groups.map(({ column }) => column.name));
  const first = [
    asked.time_column ?? asked.target_column,
    ...source.columns.slice(0, TIES).map(({ name }) => name),
  ];
  const rest = source.columns
    .filter(({ name }) => !grouped.has(name))
    .map(({ name }) => quoteIdentifier(name));
  return {
    with: [
      { name: "anomalies_rows", sql: `SELECT *, ${x} AS anomalies_x FROM ${source.relation}` },
      {
        name: "anomalies_limits",
        sql: `${selectSql({ groups: raw, outputs: limits, from: `(SELECT ${groupsSql(groups)}${x} AS anomalies_x FROM ${source.relation})`, where: ["anomalies_x IS NOT NULL"] })}`,
      },
      {
        name: "anomalies_scores",
        // A distance over a spread of 0 is infinitely far.
        sql: `SELECT r.*, ${distance} AS anomalies_distance,\n  CASE WHEN anomalies_distance = 0 THEN 0 WHEN anomalies_spread = 0 THEN sign(anomalies_distance) * CAST('Infinity' AS DOUBLE) ELSE anomalies_distance / anomalies_spread END AS ${score},\n  abs(${score}) AS anomalies_size\nFROM "anomalies_rows" AS r\nJOIN "anomalies_limits" AS l ON ${same.length > 0 ? same.join(" AND ") : "true"}`,
      },
    ],
    select: selectSql({
      groups,
      outputs: [...rest, score].map((name) => [unquoted(name), name] as const),
      from: '"anomalies_scores"',
      where: [`anomalies_size > ${asked.threshold}`],
      aggregates: false,
    }),
    order: [
      { by: "anomalies_size", direction: "desc" },
      ...first.map((by) => ({ by, direction: "asc" as const })),
    ],
  };
}

const unquoted = (name: string) => name.slice(1, -1).replaceAll('""', '"');
