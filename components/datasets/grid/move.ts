/** A cell by its place; row -1 is the header. */
export interface Place {
  row: number;
  column: number;
}

export interface Extent {
  rows: number;
  columns: number;
  /** Rows that one page key moves by. */
  page: number;
}

/** Where a key leads from a cell; null for keys that lead nowhere. */
export function moved(from: Place, key: string, ctrl: boolean, extent: Extent): Place | null {
  const to = target(from, key, ctrl, extent);
  if (to === null) return null;
  return {
    row: clamp(to.row, -1, extent.rows - 1),
    column: clamp(to.column, 0, extent.columns - 1),
  };
}

function target({ row, column }: Place, key: string, ctrl: boolean, extent: Extent): Place | null {
  const last = extent.rows - 1;
  switch (key) {
    case "ArrowUp":
      return { row: ctrl ? Math.min(row, 0) : row - 1, column };
    case "ArrowDown":
      return { row: ctrl ? last : row + 1, column };
    case "ArrowLeft":
      return { row, column: ctrl ? 0 : column - 1 };
    case "ArrowRight":
      return { row, column: ctrl ? extent.columns - 1 : column + 1 };
    case "PageUp":
      return { row: Math.max(row < 0 ? -1 : 0, row - extent.page), column };
    case "PageDown":
      return { row: row + extent.page, column };
    case "Home":
      return { row: ctrl ? 0 : row, column: 0 };
    case "End":
      return { row: ctrl ? last : row, column: extent.columns - 1 };
    default:
      return null;
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, Math.max(low, high)));
}
