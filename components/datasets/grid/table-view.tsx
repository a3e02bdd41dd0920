"use client";

import { useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { formatCount, formatPlural } from "#lib/core/format.ts";
import type { DataFile, RowFilter, RowSort, TableProfile } from "#lib/datasets/schema.ts";
import type { GridHandle } from "./big-grid.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { gridColumns } from "./grid-column.ts";
import { GridWindow } from "./grid-window.tsx";
import { fileRows } from "./read-file-rows.ts";
import { useRowWindows } from "./use-row-windows.ts";

/** A whole table, however long: scrolled, sorted and filtered where it is stored. */
export default function TableView({
  file,
  profile,
  onClose,
}: {
  file: DataFile;
  profile: TableProfile | undefined;
  onClose: () => void;
}) {
  const [sort, setSort] = useState<RowSort | null>(null);
  const [filters, setFilters] = useState<readonly RowFilter[]>([]);
  const [asked, setAsked] = useState<string | null>(null);
  const grid = useRef<GridHandle>(null);
  const read = useMemo(() => fileRows(file.id, { sort, filters }), [file.id, sort, filters]);
  const windows = useRowWindows(read);
  const columns = useMemo(() => gridColumns(file.columns, sampleOf(file, profile)), [file, profile]);
  const filtered = useMemo(() => new Set(filters.map(({ column }) => column)), [filters]);

  const all = file.row_count ?? 0;
  const isPlain = sort === null && filters.length === 0;
  const rows = windows.rowCount ?? (filters.length === 0 ? all : 0);
  const isWorking = windows.rowCount === null && windows.error === null && !isPlain;
  const working = isWorking ? workingWords(sort, filters) : null;

  return (
    <GridWindow
      title={file.kind === "derived" ? file.table : file.filename}
      subtitle={working ?? summary({ rows, all, sort, filters })}
      windows={windows}
      working={working}
      tools={
        <>
          <FilterBar
            columns={file.columns}
            filters={filters}
            onFilters={setFilters}
            asked={asked}
            onAsked={setAsked}
          />
          {sort && (
            <Button size="sm" look="quiet" onClick={() => setSort(null)}>
              Back to the file’s order
            </Button>
          )}
        </>
      }
      gridKey={JSON.stringify(filters)}
      grid={grid}
      label={`Rows of ${file.table}`}
      columns={columns}
      rowCount={rows}
      sort={sort}
      onSort={(column) => {
        setSort((now) => nextSort(now, column));
        grid.current?.toTop();
      }}
      onFilter={setAsked}
      filtered={filtered}
      onClose={onClose}
    >
      {windows.rowCount === 0 && (
        <p className="px-4 py-6 text-sm text-muted">
          {filters.length > 0
            ? "No row meets these filters. Remove one to see more."
            : "This table has no rows."}
        </p>
      )}
    </GridWindow>
  );
}

/** Ascending, then descending, then as the file has them. */
function nextSort(now: RowSort | null, column: string): RowSort | null {
  if (now?.column !== column) return { column, direction: "asc" };
  return now.direction === "asc" ? { column, direction: "desc" } : null;
}

/** The first rows and the ends of each column: what its width and precision are chosen from. */
function sampleOf(file: DataFile, profile: TableProfile | undefined) {
  const rows = file.preview.map((row) => file.columns.map(({ name }) => row[name] ?? null));
  const byName = new Map(profile?.columns.map((column) => [column.name, column]));
  const ends = (["min", "max"] as const).map((end) =>
    file.columns.map(({ name }) => byName.get(name)?.[end] ?? null),
  );
  return [...rows, ...ends];
}

function workingWords(sort: RowSort | null, filters: readonly RowFilter[]): string {
  if (sort === null) return "Filtering…";
  return filters.length > 0 ? `Filtering and sorting by ${sort.column}…` : `Sorting by ${sort.column}…`;
}

function summary(shown: { rows: number; all: number; sort: RowSort | null; filters: readonly RowFilter[] }) {
  const { rows, all, sort, filters } = shown;
  const count =
    filters.length > 0 ? `${formatCount(rows)} of ${formatPlural(all, "row")}` : formatPlural(rows, "row");
  if (sort === null) return `${count}, in the file’s order`;
  return `${count}, by ${sort.column}, ${sort.direction === "asc" ? "ascending" : "descending"}`;
}
