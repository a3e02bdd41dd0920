import type { Coercion, Reject } from "#lib/datasets/schema.ts";
import type { ModuleTools } from "#lib/engine/module.ts";
import { EngineError } from "#lib/engine/worker/engine-error.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import { coercionsOf } from "./coercions.ts";
import type { TypeWish } from "./column-candidates.ts";
import { inferColumns } from "./infer-columns.ts";
import type { ColumnPlan, DateOrder, DecimalMark, Reading } from "./reading.ts";
import { ReadingFault } from "./reading-fault.ts";
import { heldValues } from "./rows/held-values.ts";
import { type Settled, settleColumns, typed } from "./settle-columns.ts";
import { SURPRISE, strictSql } from "./sql/column-sql.ts";
import { fileValues } from "./sql/file-values.ts";
import { cell, copySql, named, readTextSql } from "./sql/read-text.ts";
import { typeWarnings } from "./type-warnings.ts";

export interface MakeOptions {
  output_path: string;
  /** CSV of all rejects; written only where there are any. */
  rejects_path: string;
  decimal?: DecimalMark | undefined;
  date_order?: DateOrder | undefined;
  types?: Readonly<Record<string, TypeWish>> | undefined;
  /** 0..1 */
  on_progress?: ((fraction: number) => void) | undefined;
}

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

/** Of the work, the share that counting takes where it is needed. */
const COUNTING = 0.35;

/**
 * A table of text → Parquet at `output_path`, each column in the type that keeps every value. Where the sample shows
 * nothing to convert, one strict pass does it; else, or when that meets a surprise, all values are counted first.
 * Throws `ReadingFault` where the text cannot be split as the table says.
 */
export async function makeParquet(tools: ModuleTools, table: TextTable, options: MakeOptions): Promise<Made> {
  const plans = inferColumns(table.sample, {
    ...options,
    names: table.names,
    delimiter: table.reader.delimiter,
  });
  const report = options.on_progress ?? (() => {});
  try {
    if (!process.env.HELD && plans.every(({ clean }) => clean)) {
      const rows = await writeStrictly(tools, table, plans, options.output_path, report);
      if (rows !== null)
        return madeOf(plans.map(untouched), { rows, rejected: 0, rejects: [] }, warningsOf(plans));
    }
    return await writeCounted(tools, table, plans, { ...options, on_progress: report });
  } catch (error) {
    if (
      error instanceof EngineError &&
      error.code === "sql_error" &&
      /CSV|unicode|utf-?8/i.test(error.message)
    ) {
      throw new ReadingFault(error.message, { cause: error });
    }
    throw error;
  }
}

function untouched(plan: ColumnPlan): Settled {
  return { plan, reading: plan.reading, measured: null, rejects: 0 };
}

function warningsOf(plans: readonly ColumnPlan[]): string[] {
  return plans.flatMap(({ warning }) => warning ?? []);
}

/** The rows written, or null when a value was not as the sample promised. */
async function writeStrictly(
  tools: ModuleTools,
  table: TextTable,
  plans: readonly ColumnPlan[],
  output_path: string,
  report: (fraction: number) => void,
): Promise<number | null> {
  const columns = plans.map(({ name, reading }, at) => named(expressionFor(at, reading), name));
  try {
    const { rows } = await tools.sql(
      copySql(`SELECT ${columns.join(", ")} FROM ${readTextSql(table)}`, output_path),
      report,
    );
    return Number(rows[0]?.[0] ?? 0);
  } catch (error) {
    if (error instanceof EngineError && error.message.includes(SURPRISE)) return null;
    throw error;
  }
}

function expressionFor(at: number, reading: Reading): string {
  return reading.kind === "text" ? cell(at) : strictSql({ at, reading });
}

async function writeCounted(
  tools: ModuleTools,
  table: TextTable,
  plans: readonly ColumnPlan[],
  options: MakeOptions & { on_progress: (fraction: number) => void },
): Promise<Made> {
  const scratch = tools.scratch.rows;
  const held = table.sample_is_whole && scratch !== undefined;
  const values = held ? heldValues(tools, table, scratch) : fileValues(tools, table);
  const settled = await settleColumns(values, plans, (done) => options.on_progress(COUNTING * done));
  const broken = settled.flatMap(({ reading, rejects }, at) => (rejects > 0 ? typed(at, reading) : []));
  const { first, rows: rejected } =
    broken.length === 0 ? { first: [], rows: 0 } : await values.writeRejects(broken, options.rejects_path);
  const rows = await values.writeTable(settled, broken, options.output_path, (done) =>
    options.on_progress(COUNTING + (1 - COUNTING) * done),
  );
  const warnings = await typeWarnings(values, settled);
  return madeOf(settled, { rows, rejected, rejects: first }, warnings);
}

function madeOf(
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
