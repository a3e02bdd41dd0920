import "server-only";
import { z } from "zod";
import { nearestNames } from "#lib/core/nearest-names.ts";
import type { Json } from "#lib/core/schema.ts";
import { listTables } from "#lib/datasets/list-tables.ts";
import type { ColumnProfile, FileColumn, TableInfo } from "#lib/datasets/schema.ts";
import { defineTool, done, refused } from "./tool.ts";

const COLUMNS_IN_FULL = 60;
const TOP_VALUES = 5;
const MAX_VALUE = 60;

export const describeData = defineTool({
  name: "describe_data",
  description:
    "Look at the tables before you query them: row counts, and of each column its type, missing values, " +
    "distinct values, range, mean and most frequent values. Without `table` it covers all tables. Cheap: nothing is scanned.",
  input: z.strictObject({
    table: z.string().min(1).optional().describe("The table's name in SQL; leave it out for all tables."),
  }),
  async run({ table }, { ctx, session_id }) {
    const tables = await listTables({ ctx, input: { session_id } });
    if (table === undefined) return done({ tables: tables.map(tableForModel) });
    const found = tables.find((t) => t.table.toLowerCase() === table.toLowerCase());
    if (found) return done(tableForModel(found));
    return refused(noSuchTable(table, tables));
  },
});

function noSuchTable(table: string, tables: readonly TableInfo[]): string {
  const names = tables.map((t) => t.table);
  if (names.length === 0) return "There is no table that is ready yet.";
  const near = nearestNames(table, names);
  return `There is no table "${table}". ${near.length > 0 ? `Nearest: ${near.join(", ")}. ` : ""}Tables: ${names.join(", ")}.`;
}

function tableForModel(table: TableInfo): { [key: string]: Json } {
  const profiles = new Map(table.profile?.columns.map((column) => [column.name, column]));
  const shown = table.columns.slice(0, COLUMNS_IN_FULL);
  const rest = table.columns.slice(COLUMNS_IN_FULL);
  return {
    table: table.table,
    file: table.filename,
    row_count: table.row_count,
    columns: shown.map((column) => columnForModel(column, profiles.get(column.name))),
    ...(rest.length > 0 && { further_columns: rest.map(({ name, type }) => `${name} ${type}`) }),
    ...(table.profile === null && { note: "The profile is still being computed; query for what you need." }),
  };
}

function columnForModel(column: FileColumn, profile: ColumnProfile | undefined): { [key: string]: Json } {
  if (!profile) return { name: column.name, type: column.type };
  return {
    name: column.name,
    type: column.type,
    missing: profile.nulls,
    distinct: profile.distinct,
    ...(profile.min !== null && { min: brief(profile.min), max: brief(profile.max) }),
    ...(profile.mean !== null && { mean: profile.mean }),
    ...(profile.top && {
      top: profile.top.slice(0, TOP_VALUES).map(({ value, count }) => [brief(value), count]),
    }),
  };
}

function brief(value: Json): Json {
  return typeof value === "string" && value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
}
