import "server-only";
import type { Dataset } from "#lib/db/generated/client.ts";
import { requestOf } from "#lib/ingest/load-request.ts";
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
    column_count: row.parquetKey === null && row.expiredAt === null ? null : columns.length,
    columns,
    preview: row.preview,
    receipt: row.receipt,
    created_at: row.createdAt.toISOString(),
    kind: row.kind,
    loading: row.status === "loading" ? loadingOf(row) : null,
    expired_at: row.expiredAt?.toISOString() ?? null,
    has_original: row.originalKey !== null,
  });
}

function loadingOf(row: Dataset): DataFile["loading"] {
  const bytes = requestOf(row.request)?.replacement?.byte_size ?? Number(row.byteSize);
  return {
    bytes_read: Math.round(bytes * row.progress),
    bytes_total: bytes,
    rows_read: row.rowsRead === null ? null : Number(row.rowsRead),
  };
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
