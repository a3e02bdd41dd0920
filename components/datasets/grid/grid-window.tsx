"use client";

import { type ReactNode, type RefObject, useCallback, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { BigGrid, type BigGridProps, type GridHandle } from "./big-grid.tsx";
import { GoToRow } from "./go-to-row.tsx";
import type { RowWindows } from "./row-windows.ts";
import { WindowDialog } from "./window-dialog.tsx";

interface Props extends Omit<BigGridProps, "rowAt" | "onShow" | "ref"> {
  title: string;
  subtitle: ReactNode;
  windows: RowWindows;
  /** What stands above the rows, before the field that goes to one of them. */
  tools?: ReactNode;
  /** What the rows are waiting for; null while they are not. */
  working?: string | null;
  /** Another one begins at the first row and the first column. */
  gridKey?: string;
  grid?: RefObject<GridHandle | null>;
  /** What stands under the rows. */
  children?: ReactNode;
  onClose: () => void;
}

/** A window of rows that are fetched as they come into view, with what went wrong on the way. */
export function GridWindow(props: Props) {
  const {
    title,
    subtitle,
    windows,
    tools,
    working = null,
    gridKey,
    grid,
    children,
    onClose,
    ...shown
  } = props;
  const own = useRef<GridHandle>(null);
  const handle = grid ?? own;
  const onShow = useCallback((first: number, last: number) => windows.show(first, last), [windows]);
  return (
    <WindowDialog title={title} subtitle={subtitle} onClose={onClose}>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        {tools}
        <div className="ml-auto">
          <GoToRow rows={shown.rowCount} onGo={(row) => handle.current?.goTo(row)} />
        </div>
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
      {working !== null && (
        <div className="relative z-30 h-0">
          <progress aria-label={working} className="block w-full animate-breathe" />
        </div>
      )}
      <BigGrid key={gridKey} ref={handle} rowAt={(row) => windows.rowAt(row)} onShow={onShow} {...shown} />
      {children}
    </WindowDialog>
  );
}
