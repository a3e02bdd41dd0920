import type { ModuleTools } from "#lib/engine/module.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { narrowestType } from "./exact-number.ts";
import { type Measured, measureColumns } from "./measure-columns.ts";
import { type ColumnPlan, type NumberReading, type Reading, TEXT } from "./reading.ts";
import type { TypedColumn } from "./sql/column-sql.ts";

/** What becomes of a column once every value of it was seen. */
export interface Settled {
  plan: ColumnPlan;
  reading: Reading;
  /** By its final reading, or by the one it was refused; null where nothing was to be counted. */
  measured: Measured | null;
  /** Rows that have to go for the type's sake. */
  rejects: number;
}

/** At most so many rows, and at most this share of them, are rejected rather than a column made text. */
const MOST_REJECTS = 100;
const MOST_SHARE = 1 / 10_000;

/** Measures the columns of `places`, tries the readings near theirs where values do not fit, and decides. */
export async function settleColumns(
  tools: ModuleTools,
  table: TextTable,
  plans: readonly ColumnPlan[],
  places: readonly number[],
  onProgress: (fraction: number) => void,
): Promise<Settled[]> {
  const columns = places.flatMap((at) => typed(at, plans[at]?.reading));
  const first = await measureColumns(tools, table, columns, (done) => onProgress(0.6 * done));
  const others = first.flatMap((measured) =>
    measured.misfits === 0
      ? []
      : near(measured.column.reading).flatMap((reading) => typed(measured.column.at, reading)),
  );
  const second = await measureColumns(tools, table, others, (done) => onProgress(0.6 + 0.2 * done));
  const best = await Promise.all(first.map((measured) => bestOf(measured, second)));
  const third = await retyped(tools, table, best, plans);
  return plans.map((plan, at) => {
    const measured = third.find(({ column }) => column.at === at);
    if (measured === undefined) return { plan, reading: plan.reading, measured: null, rejects: 0 };
    return settled(plan, measured);
  });
}

export function typed(at: number, reading: Reading | undefined): TypedColumn[] {
  return reading === undefined || reading.kind === "text" ? [] : [{ at, reading }];
}

function bestOf(first: Measured, others: readonly Measured[]): Measured {
  const left = (measured: Measured) => measured.misfits - measured.wider;
  return others
    .filter(({ column }) => column.at === first.column.at)
    .reduce((best, next) => (left(next) < left(best) ? next : best), first);
}

/** Readings that take what this one takes, and more or other values. */
function near(reading: Reading): Reading[] {
  if (reading.kind === "number") {
    return reading.plain && !reading.zeros ? [{ ...reading, plain: false, group: "," }] : [];
  }
  if (reading.kind !== "time" || reading.date === null) return [];
  const { date } = reading;
  const exchanged = { dmy: "mdy", mdy: "dmy" } as const;
  const orders: Reading[] =
    date.family === "dmy" || date.family === "mdy"
      ? [{ ...reading, date: { ...date, family: exchanged[date.family] } }]
      : [];
  return reading.type === "DATE" ? [...orders, { ...reading, type: "TIMESTAMP" }] : orders;
}

/** Numbers get the narrowest type that keeps every digit; those whose type changes by that are counted again. */
async function retyped(
  tools: ModuleTools,
  table: TextTable,
  measured: readonly Measured[],
  plans: readonly ColumnPlan[],
): Promise<Measured[]> {
  const changed = measured.flatMap(({ column, facts }): TypedColumn[] => {
    if (column.reading.kind !== "number" || facts === null) return [];
    const type = typeFor(column.reading, facts, plans[column.at]?.wished ?? false);
    return type === null || type === column.reading.type
      ? []
      : [{ at: column.at, reading: { ...column.reading, type } }];
  });
  const again = await measureColumns(tools, table, changed, () => {});
  return measured.map((each) => again.find(({ column }) => column.at === each.column.at) ?? each);
}

function typeFor(
  reading: NumberReading,
  facts: NonNullable<Measured["facts"]>,
  wished: boolean,
): NumberReading["type"] | null {
  const type = narrowestType(facts);
  if (reading.percent) return type === null || type.startsWith("DECIMAL") ? null : "DOUBLE";
  return type ?? (wished ? "DOUBLE" : null);
}

function settled(plan: ColumnPlan, measured: Measured): Settled {
  const { reading } = measured.column;
  const { misfits, identifiers, rows } = measured;
  if (misfits === 0) return { plan, reading, measured, rejects: 0 };
  const few =
    misfits <= MOST_REJECTS && misfits <= rows * MOST_SHARE && identifiers === 0 && measured.wider === 0;
  if (plan.wished || few) return { plan, reading, measured, rejects: misfits };
  return { plan, reading: TEXT, measured, rejects: 0 };
}
