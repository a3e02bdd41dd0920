import { ChevronRight } from "lucide-react";
import { useMemo } from "react";
import { formatPlural } from "#lib/core/format.ts";
import type { DataFile } from "#lib/datasets/schema.ts";
import { DataGrid } from "./data-grid.tsx";

/** The first rows of a file, as soon as it is loaded; folded away once the conversation has begun. */
export function FilePreview({ file, open }: { file: DataFile; open: boolean }) {
  const rows = useMemo(
    () => file.preview.map((row) => file.columns.map(({ name }) => row[name] ?? null)),
    [file],
  );
  return (
    <details open={open} className="group min-w-0 overflow-clip rounded-lg border border-line bg-raised">
      <summary className="flex min-h-10 list-none items-center gap-2 px-3 text-sm hover:bg-hover">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        <span className="min-w-0 truncate font-medium">
          {file.kind === "derived" ? file.table : file.filename}
        </span>
        <span className="figures ml-auto shrink-0 text-muted">
          {rows.length < (file.row_count ?? 0)
            ? `first ${rows.length} of ${formatPlural(file.row_count ?? 0, "row")}`
            : formatPlural(rows.length, "row")}
        </span>
      </summary>
      <div className="border-t border-line">
        <DataGrid
          label={`First rows of ${file.filename}`}
          columns={file.columns}
          rows={rows}
          height="short"
        />
      </div>
    </details>
  );
}
