"use client";

import { DataGrid } from "#components/datasets/data-grid.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { formatDuration, formatPlural } from "#lib/core/format.ts";
import type { DataParts } from "#lib/sessions/schema.ts";
import { useSurface } from "../surface.ts";
import { SqlFold } from "./sql-fold.tsx";
import { useResultRows } from "./use-result-rows.ts";

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
  const { rows, expanded, loading, error, hidden, more } = useResultRows({ data, path });
  const title = data.purpose || "Result";

  return (
    <figure aria-label={title} className="min-w-0 overflow-clip rounded-lg border border-line bg-raised">
      <figcaption className="border-b border-line px-3 py-2 text-sm text-muted">{title}</figcaption>
      {data.row_count === 0 ? (
        <p className="px-3 py-4 text-sm text-muted">No rows match.</p>
      ) : (
        <DataGrid
          label={`Rows: ${title}`}
          columns={data.columns}
          rows={rows}
          {...(expanded ? { height: "tall" } : {})}
        />
      )}
      {error && (
        <p role="alert" className="px-3 py-2 text-sm text-danger">
          {error}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-1 px-1.5 py-1">
        {hidden > 0 && (
          <Button size="sm" look="accent" onClick={more} disabled={loading}>
            {loading ? "Reading rows…" : moreLabel(data.row_count, rows.length, expanded)}
          </Button>
        )}
        <span className="figures px-2 text-xs text-muted">
          {formatPlural(data.row_count, "row")}, {formatDuration(data.duration_ms)}
        </span>
        {path && (
          <span className="ml-auto flex">
            <Download path={path} format="csv" title={title} />
            <Download path={path} format="parquet" title={title} />
          </span>
        )}
        <SqlFold sql={data.sql} />
      </div>
    </figure>
  );
}

function moreLabel(total: number, shown: number, expanded: boolean): string {
  if (!expanded && total <= 1000) return `Show all ${formatPlural(total, "row")}`;
  return `Show ${formatPlural(Math.min(200, total - (expanded ? shown : 0)), "row")}${expanded ? " more" : ""}`;
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
