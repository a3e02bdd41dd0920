import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { type ColumnFormat, columnFormat, plainText } from "./column-format.ts";
import type { ColumnSort } from "./sort-rows.ts";

/** Rows as a table: sticky header, numbers right in their column's precision, nulls said quietly. */
export function DataGrid({
  label,
  columns,
  titles,
  rows,
  height,
  sort = null,
  onSort,
}: {
  label: string;
  columns: readonly ResultColumn[];
  /** Heads in place of the columns' names. */
  titles?: readonly string[];
  rows: readonly (readonly Json[])[];
  /** Scrolls inside itself from this height on, instead of growing with its rows. */
  height?: "short" | "tall";
  sort?: ColumnSort | null;
  /** Asks for the next order of a column; absent where the rows are not to be sorted. */
  onSort?: (column: number) => void;
}) {
  const formats = useMemo(
    () =>
      columns.map(({ name, type }, at) =>
        columnFormat(
          name,
          type,
          rows.map((row) => row[at] ?? null),
        ),
      ),
    [columns, rows],
  );

  // A few columns stand together at the left: stretched over the page, a row is hard to follow.
  const isNarrow = columns.length < 4;

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and a region for each table would be too many
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={clsx("overflow-auto", height === "tall" && "max-h-112", height === "short" && "max-h-72")}
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            {columns.map(({ name, type }, at) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name, and none ever moves
                key={at}
                scope="col"
                title={titles && titles[at] !== name ? `${name}, ${type}` : type}
                aria-sort={sort?.column === at ? ARIA_SORT[sort.direction] : undefined}
                className={clsx(
                  "sticky top-0 border-b border-line bg-surface px-3 font-medium whitespace-nowrap text-muted",
                  onSort ? "py-1.5 max-sm:py-0 pointer-coarse:py-0" : "py-1.5",
                  formats[at]?.align === "right" ? "text-right" : "text-left",
                )}
              >
                <HeadName
                  direction={sort?.column === at ? sort.direction : null}
                  {...(onSort && { onSort: () => onSort(at) })}
                >
                  {titles?.[at] ?? name}
                </HeadName>
              </th>
            ))}
            {isNarrow && <td aria-hidden className="sticky top-0 w-full border-b border-line bg-surface" />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a result have no other identity and never move
            <tr key={index} className="hover:bg-surface">
              {formats.map((format, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells stand under their columns
                <Cell key={at} value={row[at] ?? null} format={format} />
              ))}
              {isNarrow && <td aria-hidden className="border-b border-line/60" />}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

/** A column's name; where rows can be sorted, the button that does it. */
function HeadName({
  direction,
  onSort,
  children,
}: {
  direction: ColumnSort["direction"] | null;
  onSort?: () => void;
  children: ReactNode;
}) {
  if (!onSort) return children;
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      onClick={onSort}
      className="-mx-1 inline-flex items-center gap-1 rounded-sm px-1 font-medium max-sm:min-h-10 pointer-coarse:min-h-10 hover:text-ink"
    >
      {children}
      {direction && <Arrow aria-hidden className="size-3.5 text-accent" />}
    </button>
  );
}

function Cell({ value, format }: { value: Json; format: ColumnFormat }) {
  const text = format.text(value);
  const exact = plainText(value);
  return (
    <td
      title={text === exact || value === null ? undefined : exact}
      className={clsx(
        "border-b border-line/60 px-3 py-1.5 align-top",
        format.align === "right" ? "text-right whitespace-nowrap" : "max-w-80 text-left",
        format.align === "left" && (text.length > 48 ? "min-w-56 break-words" : "whitespace-nowrap"),
        value === null && "text-muted italic",
      )}
    >
      {text.length > 400 ? `${text.slice(0, 400)}…` : text}
    </td>
  );
}
