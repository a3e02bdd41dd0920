"use client";

import { useMemo } from "react";
import { formatPlural } from "#lib/core/format.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { gridColumns } from "./grid-column.ts";
import { GridWindow } from "./grid-window.tsx";
import { resultRows } from "./read-file-rows.ts";
import { useRowWindows } from "./use-row-windows.ts";

/** All rows of a result, fetched as they come into view, in the order of its query. */
export default function ResultView({
  title,
  columns,
  titles,
  sample,
  rowCount,
  path,
  onClose,
}: {
  title: string;
  columns: readonly ResultColumn[];
  titles: readonly string[];
  /** The first rows, from which widths and precision are chosen. */
  sample: readonly (readonly Json[])[];
  rowCount: number;
  path: string;
  onClose: () => void;
}) {
  const read = useMemo(() => resultRows(path), [path]);
  const windows = useRowWindows(read);
  const shown = useMemo(() => gridColumns(columns, sample, titles), [columns, sample, titles]);
  return (
    <GridWindow
      title={title}
      subtitle={`${formatPlural(rowCount, "row")}, in the order of the query`}
      windows={windows}
      label={`All rows: ${title}`}
      columns={shown}
      rowCount={rowCount}
      onClose={onClose}
    />
  );
}
