import { narrowestType } from "./exact-number.ts";
import type { Measured, TypedColumn } from "./measured.ts";
import { type ColumnPlan, type NumberReading, type Reading, TEXT } from "./reading.ts";
import type { TableValues } from "./table-values.ts";

/** What becomes of a column once every value of it was seen. */
export interface Settled {
  plan: ColumnPlan;
  reading: Reading;
  /** By its final reading, or by the one it was refused; null where nothing was to be counted. */
  measured: Measured | null;
  /** Rows that have to go for the type's sake. */
  rejects: number;
}

/** At most so many rows of a file, and at most this share of them, are rejected rather than columns made text. */
const MOST_REJECTS = 100;
const MOST_SHARE = 1 / 10_000;

/** Measures all columns that are not text, tries the readings near theirs where values do not fit, and decides. */
export async function settleColumns(
  values: TableValues,
  plans: readonly ColumnPlan[],
  onProgress: (fraction: number) => void,
): Promise<Settled[]> {
  const columns = plans.flatMap(({ reading }, at) => typed(at, reading));
  const first = await values.measure(columns, (done) => onProgress(0.6 * done));
  const others = first.flatMap((measured) =>
    measured.misfits === 0
      ? []
      : near(measured.column.reading).flatMap((reading) => typed(measured.column.at, reading)),
  );
  const second = await values.measure(others, (done) => onProgress(0.6 + 0.2 * done));
  const best = byPlace(second, first, bestOf);
  const third = new Map(
    (await retyped(values, best, plans)).map((measured) => [measured.column.at, measured]),
  );
  const all = plans.map((plan, at) => {
    const measured = third.get(at);
    if (measured === undefined) return { plan, reading: plan.reading, measured: null, rejects: 0 };
    return settled(plan, measured);
  });
  return capped(all);
}

export function typed(at: number, reading: Reading | undefined): TypedColumn[] {
  return reading === undefined || reading.kind === "text" ? [] : [{ at, reading }];
}

/** Each of the first with those of the others that are of the same column. */
function byPlace(
  others: readonly Measured[],
  first: readonly Measured[],
  choose: (one: Measured, others: readonly Measured[]) => Measured,
): Measured[] {
  const found = Map.groupBy(others, ({ column }) => column.at);
  return first.map((measured) => choose(measured, found.get(measured.column.at) ?? []));
}

function bestOf(first: Measured, others: readonly Measured[]): Measured {
  const left = (measured: Measured) => measured.misfits - measured.wider;
  return others.reduce((best, next) => (left(next) < left(best) ? next : best), first);
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
  values: TableValues,
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
  const again = await values.measure(changed, () => {});
  return byPlace(again, measured, (each, [other]) => other ?? each);
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
  const { misfits, identifiers } = measured;
  if (misfits === 0) return { plan, reading, measured, rejects: 0 };
  const few = misfits <= mostRejects(measured) && identifiers === 0 && measured.wider === 0;
  if (plan.wished || few) return { plan, reading, measured, rejects: misfits };
  return { plan, reading: TEXT, measured, rejects: 0 };
}

function mostRejects({ rows }: Measured): number {
  return Math.min(MOST_REJECTS, Math.floor(rows * MOST_SHARE));
}

/** The limit is that of all columns together: those with the fewest rejects keep their type. */
function capped(all: readonly Settled[]): Settled[] {
  let left = Math.max(0, ...all.map(({ measured }) => (measured === null ? 0 : mostRejects(measured))));
  const unwished = all.filter(({ plan, rejects }) => rejects > 0 && !plan.wished);
  const refused = new Set<Settled>();
  for (const column of unwished.toSorted((one, other) => one.rejects - other.rejects)) {
    left -= column.rejects;
    if (left < 0) refused.add(column);
  }
  return all.map((column) => (refused.has(column) ? { ...column, reading: TEXT, rejects: 0 } : column));
}
