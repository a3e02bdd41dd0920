import type { ModuleTools } from "#lib/engine/module.ts";
import { EngineError } from "#lib/engine/worker/engine-error.ts";
import type { TextTable } from "#lib/ingest/worker/text-table.ts";
import type { TypeWish } from "./column-candidates.ts";
import { inferColumns } from "./infer-columns.ts";
import { type Made, madeOf } from "./made.ts";
import type { ColumnPlan, DateOrder, DecimalMark } from "./reading.ts";
import { ReadingFault } from "./reading-fault.ts";
import { heldValues, streamedValues } from "./rows/held-values.ts";
import { settleColumns, typed } from "./settle-columns.ts";
import { countedCopy, SURPRISE } from "./sql/counted-copy.ts";
import { fileValues } from "./sql/file-values.ts";
import type { TableValues } from "./table-values.ts";
import { ownWarnings, typeWarnings } from "./type-warnings.ts";

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

/** Of the work, the share that counting takes where it is needed. */
const COUNTING = 0.35;
/** Columns that DuckDB converts in one statement: each takes a few MiB while it works. */
const MOST_AT_ONCE = 150;

/**
 * A table of text → Parquet at `output_path`, each column in the type that keeps every value. What the sample holds as
 * a whole is settled in memory. Of other tables one pass writes and counts; when that meets a value which the sample did not
 * promise, all values are measured first and the table is written then.
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
    const scratch = tools.scratch.rows;
    if (table.sample_is_whole && scratch !== undefined)
      return await writeSettled(heldValues(tools, table, scratch), plans, options, report);
    if (typedIn(plans) > MOST_AT_ONCE && scratch !== undefined)
      return await writeSettled(streamedValues(tools, table, scratch), plans, options, report);
    return (
      (await writeAtOnce(tools, table, plans, { ...options, report })) ??
      (await writeSettled(fileValues(tools, table), plans, options, report))
    );
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

function typedIn(plans: readonly ColumnPlan[]): number {
  return plans.filter(({ reading }) => reading.kind !== "text").length;
}

/** Null when a value does not fit its column. */
async function writeAtOnce(
  tools: ModuleTools,
  table: TextTable,
  plans: readonly ColumnPlan[],
  { output_path: path, report }: MakeOptions & { report: (fraction: number) => void },
): Promise<Made | null> {
  const output = plans.map((plan) => ({ plan, reading: plan.reading }));
  try {
    const { rows, measured } = await countedCopy(tools, table, output, { path, onProgress: report });
    const byPlace = new Map(measured.map((each) => [each.column.at, each]));
    const settled = output.map((column, at) => ({
      ...column,
      measured: byPlace.get(at) ?? null,
      rejects: 0,
    }));
    return madeOf(settled, { rows, rejected: 0, rejects: [] }, ownWarnings(settled));
  } catch (error) {
    if (error instanceof EngineError && error.message.includes(SURPRISE)) return null;
    throw error;
  }
}

async function writeSettled(
  values: TableValues,
  plans: readonly ColumnPlan[],
  options: MakeOptions,
  report: (fraction: number) => void,
): Promise<Made> {
  const settled = await settleColumns(values, plans, (done) => report(COUNTING * done));
  const broken = settled.flatMap(({ reading, rejects }, at) => (rejects > 0 ? typed(at, reading) : []));
  const { first, rows: rejected } =
    broken.length === 0 ? { first: [], rows: 0 } : await values.writeRejects(broken, options.rejects_path);
  const rows = await values.writeTable(settled, broken, options.output_path, (done) =>
    report(COUNTING + (1 - COUNTING) * done),
  );
  const warnings = await typeWarnings(values, settled);
  return madeOf(settled, { rows, rejected, rejects: first }, warnings);
}
