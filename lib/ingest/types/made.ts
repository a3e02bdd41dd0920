import type { Coercion, Reject } from "#lib/datasets/schema.ts";
import { coercionsOf } from "./coercions.ts";
import type { DateOrder, DecimalMark } from "./reading.ts";
import type { Settled } from "./settle-columns.ts";

export interface Made {
  /** Kept and rejected. */
  rows_read: number;
  rows_rejected: number;
  /** The first 100. */
  rejects: Reject[];
  coerced: Coercion[];
  decimal: DecimalMark;
  date_order: DateOrder | null;
  warnings: string[];
  columns: { name: string; type: string }[];
}

export function madeOf(
  settled: readonly Settled[],
  counts: { rows: number; rejected: number; rejects: Reject[] },
  warnings: string[],
): Made {
  const readings = settled.map(({ reading }) => reading);
  const comma = readings.some((reading) => reading.kind === "number" && reading.decimal === ",");
  const orders = readings.flatMap((reading) => {
    const family = reading.kind === "time" ? reading.date?.family : undefined;
    return family === "dmy" || family === "mdy" ? [family] : [];
  });
  return {
    rows_read: counts.rows + counts.rejected,
    rows_rejected: counts.rejected,
    rejects: counts.rejects,
    coerced: settled.flatMap(coercionsOf),
    decimal: comma ? "," : ".",
    date_order: orders[0] ?? null,
    warnings,
    columns: settled.map(({ plan, reading }) => ({ name: plan.name, type: reading.type })),
  };
}
