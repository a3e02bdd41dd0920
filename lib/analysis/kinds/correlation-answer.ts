import {
  type Correlation,
  pearson,
  spearman,
  undefinedCorrelation,
} from "#lib/analysis/statistics/correlation.ts";
import { kendall } from "#lib/analysis/statistics/kendall.ts";
import { formatCount } from "#lib/core/format.ts";
import type { Json } from "#lib/core/schema.ts";
import { numberOf } from "./cells.ts";
import type { SqlRows } from "./kind.ts";

interface Asked {
  method: "pearson" | "spearman" | "kendall";
  level: number;
  pairs: [string, string][];
  /** How many columns the groups are. */
  groups: number;
}

interface PairRow {
  group: Json[];
  x: string;
  y: string;
  found: Correlation;
}

/** What the statement of `correlationSql` gave, as coefficients with their tests. */
export function correlationOfAnswer(
  answer: SqlRows,
  asked: Asked,
): { rows: PairRow[]; assumptions: string[] } {
  return asked.method === "kendall" ? fromValues(answer, asked) : fromCoefficients(answer, asked);
}

function fromCoefficients({ rows }: SqlRows, { method, level, pairs, groups }: Asked) {
  const test = method === "pearson" ? pearson : spearman;
  const found = rows.map((row) => {
    const [index, r, n] = row.slice(groups).map(numberOf);
    const [x = "", y = ""] = pairs[index ?? 0] ?? [];
    return { group: row.slice(0, groups), x, y, found: test({ n: n ?? 0, r: r ?? null }, level) };
  });
  return { rows: found, assumptions: [] };
}

function fromValues({ rows }: SqlRows, { level, pairs, groups }: Asked) {
  const byPlace = Map.groupBy(rows, (row) => JSON.stringify(row.slice(0, groups + 1)));
  const found = [...byPlace.values()].map((values) => {
    const [first = []] = values;
    const [x = "", y = ""] = pairs[numberOf(first[groups]) ?? 0] ?? [];
    const column = (at: number) => values.map((row) => numberOf(row[at]) ?? Number.NaN);
    return {
      group: first.slice(0, groups),
      x,
      y,
      found: kendall(column(groups + 2), column(groups + 3), level),
    };
  });
  if (rows.length === 0 && groups === 0) {
    for (const [x, y] of pairs) found.push({ group: [], x, y, found: undefinedCorrelation(0) });
  }
  return { rows: found, assumptions: sampleAssumption(rows, groups, pairs.length) };
}

function sampleAssumption(rows: Json[][], groups: number, pairs: number): string[] {
  const all = Math.max(0, ...rows.map((row) => numberOf(row[groups + 1]) ?? 0));
  const used = Math.ceil(rows.length / pairs);
  if (all <= used) return [];
  return [`Kendall's tau is computed on a sample of ${formatCount(used)} of ${formatCount(all)} rows.`];
}
