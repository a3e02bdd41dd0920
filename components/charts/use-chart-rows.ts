import { useEffect, useState } from "react";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";

/** What a chart draws: the columns, the rows at hand, and how to read them all when those are not all. */
export interface ChartRows {
  columns: ResultColumn[];
  rows: Json[][];
  complete: boolean;
  readAll: (signal: AbortSignal) => Promise<Json[][]>;
}

/** All rows of the chart; null while they are read. */
export function useChartRows({ rows, complete, readAll }: ChartRows) {
  const [all, setAll] = useState<Json[][] | null>(complete ? rows : null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (complete) return;
    const controller = new AbortController();
    readAll(controller.signal)
      .then(setAll)
      .catch(() => {
        if (!controller.signal.aborted) setFailed(true);
      });
    return () => controller.abort();
  }, [complete, readAll]);

  return { rows: complete ? rows : all, failed };
}
