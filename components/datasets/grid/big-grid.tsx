// biome-ignore-all lint/a11y/useSemanticElements: rows and cells are placed by hand, which table elements do not allow
"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useId, useImperativeHandle, useRef } from "react";
import type { Json } from "#lib/core/schema.ts";
import type { RowSort } from "#lib/datasets/schema.ts";
import type { GridColumn } from "./grid-column.ts";
import { GridHead } from "./grid-head.tsx";
import { GridRow } from "./grid-row.tsx";
import type { Place } from "./move.ts";
import { useGridKeys } from "./use-grid-keys.ts";
import { useVerticalScroll } from "./use-vertical-scroll.ts";

/** What others may do with a grid. */
export interface GridHandle {
  /** Puts a row (from 0) at the top and makes it the active one. */
  goTo: (row: number) => void;
  /** Scrolls to the first row; the active cell stays what it is. */
  toTop: () => void;
}

export interface BigGridProps {
  label: string;
  columns: readonly GridColumn[];
  rowCount: number;
  /** Undefined while a row is on its way. */
  rowAt: (row: number) => readonly Json[] | undefined;
  /** Rows `first` to `last` are on the screen. */
  onShow: (first: number, last: number) => void;
  sort?: RowSort | null;
  /** Asks for the next order of a column; absent where rows have one order only. */
  onSort?: (column: string) => void;
  onFilter?: (column: string) => void;
  filtered?: ReadonlySet<string>;
  ref?: RefObject<GridHandle | null>;
}

/**
 * A table of any length and width: only the rows and columns on the screen are elements. One stop of the Tab
 * key; inside, arrows, Page Up and Down, Home and End move a cell, Shift selects, Ctrl-C copies.
 */
export function BigGrid({ columns, rowCount, rowAt, onShow, onSort, ...props }: BigGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const rows = useVerticalScroll(scroller, rowCount);
  const gutter = Math.max(52, String(rowCount).length * 9 + 26);
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => columns[at]?.width ?? 100,
    overscan: 2,
    scrollPaddingStart: gutter,
    initialRect: { width: 1200, height: 600 },
  });

  function reveal({ row, column }: Place) {
    if (row >= 0) rows.reveal(row);
    across.scrollToIndex(column, { align: "auto" });
  }
  const keys = useGridKeys({
    rows: rowCount,
    columns: columns.length,
    page: rows.page,
    rowAt,
    reveal,
    onHeader: (column) => onSort?.(columns[column]?.name ?? ""),
  });

  useImperativeHandle(props.ref, () => ({
    goTo: (row) => {
      keys.goTo({ row, column: keys.active.column }, false);
      rows.reveal(row, "top");
    },
    toTop: () => rows.reveal(0, "top"),
  }));
  const { first, last } = rows;
  useEffect(() => onShow(first, last), [onShow, first, last]);

  const items = across.getVirtualItems();
  const width = gutter + across.getTotalSize();
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={`${id}-${keys.active.row}-${keys.active.column}`}
      tabIndex={0}
      onScroll={rows.onScroll}
      onKeyDown={keys.onKeyDown}
      onCopy={keys.onCopy}
      className="group/grid figures relative min-h-0 flex-1 overflow-auto overscroll-contain text-sm outline-offset-[-2px] [overflow-anchor:none]"
    >
      <GridHead
        id={id}
        columns={columns}
        items={items}
        width={width}
        gutter={gutter}
        active={keys.active}
        onActive={(column) => keys.goTo({ row: -1, column }, false)}
        sort={props.sort ?? null}
        {...(onSort && { onSort })}
        {...(props.onFilter && { onFilter: props.onFilter })}
        filtered={props.filtered ?? NONE}
      />
      <div role="presentation" className="relative" style={{ height: rows.height, width, minWidth: "100%" }}>
        {shown.map((row) => (
          <GridRow
            key={row}
            id={id}
            row={row}
            values={rowAt(row)}
            top={rows.topOf(row)}
            width={width}
            gutter={gutter}
            columns={columns}
            items={items}
            active={keys.active}
            selection={keys.selection}
            onPick={(column, extend) => keys.goTo({ row, column }, extend)}
          />
        ))}
      </div>
    </div>
  );
}

const NONE: ReadonlySet<string> = new Set();
