import { formatBytes, formatPlural } from "#lib/core/format.ts";
import type { DataFile, TableProfile } from "#lib/datasets/schema.ts";
import { ColumnItem } from "./column-item.tsx";
import { DeleteFile } from "./delete-file.tsx";
import { LoadState } from "./load-state.tsx";
import { OpenTable } from "./open-table.tsx";
import { OpenReload } from "./reload/open-reload.tsx";
import { ReplaceFile } from "./reload/replace-file.tsx";

/** A file or a derived table in the data panel: how its load goes, what it holds, and the way to delete it. */
export function FileItem({
  file,
  profile,
  onChange,
  onAsk,
}: {
  file: DataFile;
  profile: TableProfile | undefined;
  /** Absent where the data may only be read. */
  onChange?: () => void;
  onAsk?: (question: string) => void;
}) {
  const byName = new Map(profile?.columns.map((column) => [column.name, column]));
  return (
    <section aria-label={file.filename} className="border-b border-line py-3">
      <div className="flex items-start gap-2 pr-1.5 pl-4">
        <div className="min-w-0 flex-1">
          <h3 className="truncate text-sm font-medium" title={nameOf(file)}>
            {nameOf(file)}
          </h3>
          <p className="figures text-xs text-muted">{summaryOf(file)}</p>
        </div>
        {onChange && <DeleteFile file={file} onChange={onChange} />}
      </div>
      <LoadState file={file} canChange={onChange !== undefined} />
      {onChange && file.status !== "loading" && (
        <FileActions file={file} profile={profile} onChange={onChange} />
      )}
      {file.status === "ready" && (
        <ul aria-label={`Columns of ${file.table}`} className="mt-1.5">
          {file.columns.map((column) => (
            <ColumnItem
              key={column.name}
              column={column}
              profile={byName.get(column.name)}
              rowCount={file.row_count ?? 0}
              {...(onAsk && { onAsk })}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** What its owner can do with a file: look at the rows, correct how it was read, send a newer version. */
function FileActions({
  file,
  profile,
  onChange,
}: {
  file: DataFile;
  profile: TableProfile | undefined;
  onChange: () => void;
}) {
  const isText = file.format === "csv" || file.format === "tsv";
  return (
    <div className="mt-1 flex flex-wrap gap-1 px-4">
      {file.status === "ready" && <OpenTable file={file} profile={profile} />}
      {isText && file.has_original && <OpenReload file={file} onChange={onChange} />}
      {file.kind === "upload" && <ReplaceFile file={file} onChange={onChange} />}
    </div>
  );
}

function nameOf({ kind, table, filename, source_part }: DataFile): string {
  if (kind === "derived") return table;
  return source_part === null ? filename : `${filename} › ${source_part}`;
}

function summaryOf(file: DataFile): string {
  const { kind, table, row_count, column_count, byte_size } = file;
  const size = row_count === null ? null : formatPlural(row_count, "row");
  const width = column_count === null ? null : formatPlural(column_count, "column");
  const origin = kind === "derived" ? "made in this session" : `${formatBytes(byte_size)}, table ${table}`;
  return [size, width, origin].filter(Boolean).join(", ");
}
