"use client";

import { lazy, Suspense, useMemo, useState } from "react";
import { DataGrid } from "#components/datasets/data-grid.tsx";
import { tsvOf } from "#components/datasets/tsv.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { resultTitles } from "#lib/charts/plan/titles.ts";
import { formatCount, formatDuration, formatPlural } from "#lib/core/format.ts";
import type { DataParts } from "#lib/sessions/schema.ts";
import { useSurface } from "../surface.ts";
import { SqlFold } from "./sql-fold.tsx";
import { MOST_INLINE, useResultRows } from "./use-result-rows.ts";

const loadView = () => import("#components/datasets/grid/result-view.tsx");
const ResultView = lazy(loadView);

type Shown = DataParts["query-result"];

/** A query's outcome: its purpose, its rows, and the query itself. */
export function QueryResult({ data }: { data: Shown }) {
  if (data.is_error || data.result_id === null) return <FailedQuery data={data} />;
  return <ResultTable data={data} resultId={data.result_id} />;
}

/** A query that did not work is told quietly: the answer goes on, and may mend it. */
function FailedQuery({ data }: { data: Shown }) {
  return (
    <div className="rounded-md border border-line px-3 py-2 text-sm text-muted">
      <p className="break-words">A query did not work: {data.error ?? "the engine gave no reason."}</p>
      <SqlFold sql={data.sql} />
    </div>
  );
}

function ResultTable({ data, resultId }: { data: Shown; resultId: string }) {
  const { resultsPath } = useSurface();
  const path = resultsPath && `${resultsPath}/${resultId}/rows`;
  const table = useResultRows({ data, path });
  const { rows, ordered, sort, sortBy, expanded, loading, error } = table;
  const title = data.purpose || "Result";
  const titles = useMemo(() => resultTitles(data.plan, data.columns), [data]);
  const isPartial = ordered.length < data.row_count;

  return (
    <figure aria-label={title} className="min-w-0 overflow-clip rounded-lg border border-line bg-raised">
      <figcaption className="border-b border-line px-3 py-2 text-sm text-muted">{title}</figcaption>
      {data.row_count === 0 ? (
        <p className="px-3 py-4 text-sm text-muted">No rows match.</p>
      ) : (
        <DataGrid
          label={`Rows: ${title}`}
          columns={data.columns}
          titles={titles}
          rows={rows}
          sort={sort}
          {...(sortBy && { onSort: sortBy })}
          {...(expanded && { height: "tall" })}
        />
      )}
      {error && (
        <p role="alert" className="px-3 py-2 text-sm text-danger">
          {error}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-1 px-1.5 py-1">
        <MoreRows data={data} titles={titles} path={path} title={title} table={table} />
        <span aria-live="polite" className="figures px-2 text-xs text-muted">
          {loading ? "Reading all rows to sort them…" : footOf(data, sort !== null)}
        </span>
        <span className="ml-auto flex flex-wrap">
          {data.row_count > 0 && (
            <CopyButton
              label={isPartial ? `Copy first ${formatCount(ordered.length)}` : "Copy rows"}
              text={() => tsvOf(ordered, titles)}
            />
          )}
          {path && (
            <>
              <Download path={path} format="csv" title={title} />
              <Download path={path} format="parquet" title={title} />
            </>
          )}
        </span>
        <SqlFold sql={data.sql} />
      </div>
    </figure>
  );
}

function footOf(data: Shown, isSorted: boolean): string {
  const count = `${formatPlural(data.row_count, "row")}, ${formatDuration(data.duration_ms)}`;
  return isSorted ? `${count}, sorted here` : count;
}

/** Unfolds a table that is short enough for the page; a longer one opens in a window of its own. */
function MoreRows({
  data,
  titles,
  path,
  title,
  table,
}: {
  data: Shown;
  titles: readonly string[];
  path: string | null;
  title: string;
  table: ReturnType<typeof useResultRows>;
}) {
  const [isOpen, setOpen] = useState(false);
  if (table.isShort) return null;
  const all = `Show all ${formatPlural(data.row_count, "row")}`;
  if (data.row_count <= MOST_INLINE || path === null) {
    const known = `Show ${formatPlural(Math.min(table.ordered.length, MOST_INLINE), "row")}`;
    const more = data.row_count <= MOST_INLINE ? all : known;
    return (
      <Button size="sm" look="accent" aria-expanded={table.expanded} onClick={table.toggle}>
        {table.expanded ? "Show fewer rows" : more}
      </Button>
    );
  }
  return (
    <>
      <Button
        size="sm"
        look="accent"
        aria-haspopup="dialog"
        onPointerEnter={() => void loadView()}
        onFocus={() => void loadView()}
        onClick={() => setOpen(true)}
      >
        {all}
      </Button>
      {isOpen && (
        <Suspense>
          <ResultView
            title={title}
            columns={data.columns}
            titles={titles}
            sample={data.rows}
            rowCount={data.row_count}
            path={path}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}

function Download({ path, format, title }: { path: string; format: "csv" | "parquet"; title: string }) {
  const name = format === "csv" ? "CSV" : "Parquet";
  return (
    <a
      href={`${path}?format=${format}`}
      download
      aria-label={`Download ${title} as ${name}`}
      className={buttonClass("quiet", "sm")}
    >
      {name}
    </a>
  );
}
