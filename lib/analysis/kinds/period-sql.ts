import type { TimeGrain } from "#lib/analysis/schema.ts";
import type { SourceColumn } from "#lib/analysis/source.ts";
import { quoteIdentifier } from "#lib/engine/quote.ts";

/** The first day of the period that a date falls into, as DATE; weeks begin on Monday, and days are those of UTC. */
export function periodSql({ name }: SourceColumn, grain: TimeGrain): string {
  const day = `CAST(${quoteIdentifier(name)} AS DATE)`;
  return grain === "day" ? day : `CAST(date_trunc('${grain}', ${day}) AS DATE)`;
}
