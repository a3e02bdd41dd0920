// biome-ignore-all lint/a11y/useSemanticElements: rows and cells are placed by hand, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names its active cell

import type { VirtualItem } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { ArrowDown, ArrowUp, ListFilter } from "lucide-react";
import type { RowSort } from "#lib/datasets/schema.ts";
import type { GridColumn } from "./grid-column.ts";
import type { Place } from "./move.ts";
import { HEADER_HEIGHT } from "./use-vertical-scroll.ts";

interface Props {
  id: string;
  columns: readonly GridColumn[];
  items: readonly VirtualItem[];
  width: number;
  gutter: number;
  active: Place;
  onActive: (column: number) => void;
  sort: RowSort | null;
  onSort?: (column: string) => void;
  onFilter?: (column: string) => void;
  filtered: ReadonlySet<string>;
}

/** The columns' names, which stay at the top; a click on one sorts by it. */
export function GridHead({ columns, items, ...props }: Props) {
  const { width, gutter } = props;
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-20 flex border-b border-line bg-surface"
      style={{ height: HEADER_HEIGHT, width, minWidth: "100%" }}
    >
      <div
        role="columnheader"
        aria-colindex={1}
        className="sticky left-0 z-10 flex items-end justify-end border-r border-line bg-surface px-2.5 pb-1.5 text-xs text-muted"
        style={{ width: gutter, height: HEADER_HEIGHT - 1 }}
      >
        Row
      </div>
      {items.map(({ index, start }) => {
        const column = columns[index];
        return column && <HeadCell key={index} column={column} at={index} left={gutter + start} {...props} />;
      })}
    </div>
  );
}

type CellProps = Omit<Props, "columns" | "items"> & { column: GridColumn; at: number; left: number };

function HeadCell({ column, at, left, id, active, sort, filtered, onActive, onSort, onFilter }: CellProps) {
  const { name, type, typeLabel, format, width } = column;
  const direction = sort?.column === name ? sort.direction : null;
  const isActive = active.row === -1 && active.column === at;
  const isFiltered = filtered.has(name);
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's own keys reach the head, and Enter sorts there
    <div
      id={`${id}--1-${at}`}
      role="columnheader"
      aria-colindex={at + 2}
      aria-sort={direction === null ? undefined : direction === "asc" ? "ascending" : "descending"}
      title={type}
      onClick={() => {
        onActive(at);
        onSort?.(name);
      }}
      style={{ left, width, height: HEADER_HEIGHT - 1 }}
      className={clsx(
        "group/head absolute flex items-center gap-1 px-3 select-none",
        format.align === "right" && "flex-row-reverse text-right",
        onSort && "cursor-pointer hover:bg-hover",
        isActive && ACTIVE,
      )}
    >
      <span className="min-w-0">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-xs text-muted">{typeLabel}</span>
      </span>
      {direction && <Arrow aria-hidden className="size-3.5 shrink-0 text-accent" />}
      {onFilter && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Filter ${name}`}
          title={`Filter ${name}`}
          onClick={(event) => {
            event.stopPropagation();
            onFilter(name);
          }}
          className={clsx(
            "flex size-6 max-sm:size-9 pointer-coarse:size-9 shrink-0 items-center justify-center rounded-sm hover:bg-line",
            format.align === "right" ? "mr-auto" : "ml-auto",
            isFiltered
              ? "text-accent"
              : "text-muted opacity-0 group-hover/head:opacity-100 pointer-coarse:opacity-100",
          )}
        >
          <ListFilter aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}

export const ACTIVE =
  "group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent";
