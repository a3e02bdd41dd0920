import "server-only";
import { AppError } from "#lib/core/errors.ts";
import { inWords } from "#lib/core/in-words.ts";
import { type RowsQuery, rowsQuery } from "./schema.ts";

/** `?format=&offset=&limit=` of a rows address; 422 for what it cannot be. */
export function parseRowsQuery(url: URL): RowsQuery {
  const given = Object.fromEntries(url.searchParams);
  const format = given.format ?? "json";
  if (!["json", "csv", "parquet"].includes(format)) {
    const message = `Rows come as json, csv or parquet${format === "xlsx" ? "; xlsx is not there yet" : ""}.`;
    throw new AppError("invalid", message, { errors: [{ path: "format", message }] });
  }
  return rowsQuery.parse({ ...given, format }, { error: inWords });
}
