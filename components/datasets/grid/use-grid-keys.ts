import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { toast } from "#components/ui/toasts.ts";
import { formatPlural } from "#lib/core/format.ts";
import type { Json } from "#lib/core/schema.ts";
import { tsvOf } from "../tsv.ts";
import { moved, type Place } from "./move.ts";

const MOST_COPIED = 100_000;

interface Grid {
  rows: number;
  columns: number;
  page: number;
  rowAt: (row: number) => readonly Json[] | undefined;
  /** Brings a cell into the window. */
  reveal: (place: Place) => void;
  /** Enter or Space on a column's head. */
  onHeader: (column: number) => void;
}

/** The cell that the keys move, the selection that Shift extends, and copying it. */
export function useGridKeys(grid: Grid) {
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Place | null>(null);
  const selection = rangeOf(anchor ?? active, active);

  function goTo(place: Place, extend: boolean) {
    setAnchor(extend ? (anchor ?? active) : null);
    setActive(place);
    grid.reveal(place);
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.altKey || event.target !== event.currentTarget) return;
    const isCtrl = event.ctrlKey || event.metaKey;
    const isHeader = active.row < 0;
    if (isHeader && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      grid.onHeader(active.column);
      return;
    }
    const place = moved(active, event.key, isCtrl, grid);
    if (place === null) return;
    event.preventDefault();
    goTo(place, event.shiftKey && place.row >= 0 && active.row >= 0);
  }

  function onCopy(event: ClipboardEvent<HTMLElement>) {
    if (document.getSelection()?.isCollapsed === false || active.row < 0) return;
    const cells = cellsOf(selection, grid.rowAt);
    if (cells === null) {
      toast("Some of these rows are not at hand. Scroll over them, or select fewer.", { tone: "danger" });
      return;
    }
    event.preventDefault();
    event.clipboardData.setData("text/plain", tsvOf(cells));
    const count = cells.reduce((sum, row) => sum + row.length, 0);
    if (count > 1) toast(`Copied ${formatPlural(count, "cell")}.`);
  }

  return { active, selection, goTo, onKeyDown, onCopy };
}

export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

function rangeOf(from: Place, to: Place): Range {
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}

/** The values of a selection; null when some are not at hand, or they are too many. */
function cellsOf({ top, bottom, left, right }: Range, rowAt: Grid["rowAt"]): Json[][] | null {
  if ((bottom - top + 1) * (right - left + 1) > MOST_COPIED) return null;
  const cells: Json[][] = [];
  for (let row = top; row <= bottom; row++) {
    const values = rowAt(row);
    if (values === undefined) return null;
    cells.push(values.slice(left, right + 1));
  }
  return cells;
}
