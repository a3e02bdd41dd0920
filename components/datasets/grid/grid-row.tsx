// biome-ignore-all lint/a11y/useSemanticElements: rows and cells are placed by hand, which table elements do not allow
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names its active cell

import type { VirtualItem } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { formatCount } from "#lib/core/format.ts";
import type { Json } from "#lib/core/schema.ts";
import { plainText } from "../column-format.ts";
import type { GridColumn } from "./grid-column.ts";
import { ACTIVE } from "./grid-head.tsx";
import type { Place } from "./move.ts";
import type { Range } from "./use-grid-keys.ts";
import { ROW_HEIGHT } from "./use-vertical-scroll.ts";

/** Longest text of a cell that is put on the page; the tooltip has more of it. */
const MOST_TEXT = 200;
const MOST_TITLE = 2000;

interface Props {
  id: string;
  row: number;
  values: readonly Json[] | undefined;
  top: number;
  width: number;
  gutter: number;
  columns: readonly GridColumn[];
  items: readonly VirtualItem[];
  active: Place;
  selection: Range;
  onPick: (column: number, extend: boolean) => void;
}

/** One row on the screen; grey bars stand for cells that are on their way. */
export function GridRow({
  id,
  row,
  values,
  top,
  width,
  gutter,
  columns,
  items,
  active,
  selection,
  onPick,
}: Props) {
  const isInRange = row >= selection.top && row <= selection.bottom;
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-busy={values === undefined}
      className="absolute left-0 flex border-b border-line/60 bg-page hover:bg-surface"
      style={{ top, width, minWidth: "100%", height: ROW_HEIGHT }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        className="sticky left-0 z-10 border-r border-line bg-surface px-2.5 text-right text-xs leading-[29px] text-muted"
        style={{ width: gutter }}
      >
        {formatCount(row + 1)}
      </div>
      {items.map(({ index, start }) => {
        const column = columns[index];
        const isSelected = isInRange && index >= selection.left && index <= selection.right;
        return (
          column && (
            <Cell
              key={index}
              id={`${id}-${row}-${index}`}
              column={column}
              at={index}
              left={gutter + start}
              value={values?.[index]}
              active={active.row === row && active.column === index}
              selected={isSelected}
              onPick={(extend) => onPick(index, extend)}
            />
          )
        );
      })}
    </div>
  );
}

interface CellProps {
  id: string;
  column: GridColumn;
  at: number;
  left: number;
  /** Undefined while it is on its way. */
  value: Json | undefined;
  active: boolean;
  selected: boolean;
  onPick: (extend: boolean) => void;
}

function Cell({ id, column, at, left, value, active, selected, onPick }: CellProps) {
  const { format, width } = column;
  const text = value === undefined ? "" : format.text(value);
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={at + 2}
      aria-selected={selected}
      title={titleOf(value, text, width)}
      // The grid keeps the focus: its keys would be lost otherwise.
      onMouseDown={(event) => onPick(event.shiftKey)}
      style={{ left, width, height: ROW_HEIGHT - 1 }}
      className={clsx(
        "absolute truncate px-3 leading-[29px]",
        format.align === "right" && "text-right",
        value === null && "text-muted italic",
        selected && "group-focus/grid:bg-tint",
        active && ACTIVE,
      )}
    >
      {value === undefined ? (
        <span
          aria-hidden
          className={clsx(
            "my-[11px] block h-1.5 w-1/2 rounded-full bg-line",
            format.align === "right" && "ml-auto",
          )}
        />
      ) : text.length > MOST_TEXT ? (
        `${text.slice(0, MOST_TEXT)}…`
      ) : (
        text
      )}
    </div>
  );
}

/** The exact value, where the cell rounds it or is too narrow for it. */
function titleOf(value: Json | undefined, text: string, width: number): string | undefined {
  if (value === undefined || value === null) return undefined;
  const exact = plainText(value);
  return exact === text && text.length * 7.6 < width - 24 ? undefined : exact.slice(0, MOST_TITLE);
}
