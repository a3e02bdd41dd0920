import "server-only";
import type { Dataset } from "#lib/db/generated/client.ts";
import { type DataFile, dataFile, type FileSummary, fileColumn, fileSummary } from "./schema.ts";

const columnsOf = fileColumn.array();

/** A row as the File of the contract. */
export function toDataFile(row: Dataset): DataFile {
  const columns = columnsOf.parse(row.columns);
  return dataFile.parse({
    id: row.id,
    session_id: row.sessionId,
    filename: row.filename,
    source_part: row.sourcePart,
    table: row.tableName,
    format: row.format,
    byte_size: Number(row.byteSize),
    status: row.status,
    progress: row.progress,
    error: row.error,
    row_count: row.rowCount === null ? null : Number(row.rowCount),
    column_count: row.status === "ready" ? columns.length : null,
    columns,
    preview: row.preview,
    receipt: row.receipt,
    created_at: row.createdAt.toISOString(),
    kind: row.kind,
  });
}

/** The short form that lists of sessions show. */
export function toFileSummary(
  row: Pick<Dataset, "id" | "filename" | "tableName" | "rowCount" | "status">,
): FileSummary {
  return fileSummary.parse({
    id: row.id,
    filename: row.filename,
    table: row.tableName,
    row_count: row.rowCount === null ? null : Number(row.rowCount),
    status: row.status,
  });
}
