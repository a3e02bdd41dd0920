"use client";

import { useCallback, useMemo, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { formatPlural } from "#lib/core/format.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { BigGrid, type GridHandle } from "./big-grid.tsx";
import { GoToRow } from "./go-to-row.tsx";
import { gridColumns } from "./grid-column.ts";
import { resultRows } from "./read-file-rows.ts";
import { useRowWindows } from "./use-row-windows.ts";
import { WindowDialog } from "./window-dialog.tsx";

/** All rows of a result, fetched as they come into view, in the order of its query. */
export default function ResultView({
  title,
  columns,
  sample,
  rowCount,
  path,
  onClose,
}: {
  title: string;
  columns: readonly ResultColumn[];
  /** The first rows, from which widths and precision are chosen. */
  sample: readonly (readonly Json[])[];
  rowCount: number;
  path: string;
  onClose: () => void;
}) {
  const grid = useRef<GridHandle>(null);
  const read = useMemo(() => resultRows(path), [path]);
  const windows = useRowWindows(read);
  const shown = useMemo(() => gridColumns(columns, sample), [columns, sample]);
  const onShow = useCallback((first: number, last: number) => windows.show(first, last), [windows]);
  return (
    <WindowDialog
      title={title}
      subtitle={`${formatPlural(rowCount, "row")}, in the order of the query`}
      onClose={onClose}
    >
      <div className="flex justify-end border-b border-line px-3 py-1.5">
        <GoToRow rows={rowCount} onGo={(row) => grid.current?.goTo(row)} />
      </div>
      {windows.error && (
        <div className="p-3">
          <Notice
            tone="danger"
            action={
              <Button size="sm" onClick={() => windows.retry()}>
                Try again
              </Button>
            }
          >
            {windows.error}
          </Notice>
        </div>
      )}
      <BigGrid
        ref={grid}
        label={`All rows: ${title}`}
        columns={shown}
        rowCount={rowCount}
        rowAt={(row) => windows.rowAt(row)}
        onShow={onShow}
      />
    </WindowDialog>
  );
}
