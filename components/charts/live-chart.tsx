"use client";

import { type RefObject, useEffect, useId, useState } from "react";
import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import type { ChartWithRows } from "#lib/charts/series-colors.ts";
import { useChartSize } from "./drawing-size.ts";
import { type ChartRows, useChartRows } from "./use-chart-rows.ts";

type View = typeof import("./vega-view.tsx").default;

/** Loads Vega and the rows, and takes the place of the server's drawing once both are there. */
export function LiveChart({
  title,
  spec,
  rows,
  changedAmong,
  place,
  hidden,
  onReady,
}: {
  title: string;
  spec: VegaLiteSpec;
  rows: ChartRows;
  /** Of another kind than the server drew, among these: it may need more height, and takes the names' colours from them. */
  changedAmong: (() => ChartWithRows[]) | null;
  /** Where the chart stands, with the server's drawing in it if there is one. */
  place: RefObject<HTMLElement | null>;
  hidden: boolean;
  onReady: () => void;
}) {
  const loaded = useChartRows(rows);
  const { size, drawn } = useChartSize(place, changedAmong !== null);
  const descriptionId = useId();
  const [broken, setBroken] = useState(false);
  const [VegaView, setVegaView] = useState<View | null>(null);

  // By hand, since a chunk that cannot be loaded must cost a chart its life and not the page.
  useEffect(() => {
    let isWanted = true;
    import("./vega-view.tsx")
      .then((module) => isWanted && setVegaView(() => module.default))
      .catch(() => isWanted && setBroken(true));
    return () => {
      isWanted = false;
    };
  }, []);

  if (broken || loaded.failed) {
    // The server's drawing stays where there is one; this sentence is for where there is none yet.
    return hidden && drawn ? null : (
      <p className="py-10 text-center text-sm text-muted">
        The chart could not be drawn in this browser. Reload the page to see it.
      </p>
    );
  }
  return (
    <div
      role="img"
      aria-label={title}
      aria-describedby={descriptionId}
      className={hidden && drawn ? "hidden" : undefined}
    >
      {hidden && !drawn && <p className="py-10 text-center text-sm text-muted">Drawing the chart…</p>}
      {VegaView && loaded.rows && (
        <VegaView
          spec={spec}
          descriptionId={descriptionId}
          changedAmong={changedAmong}
          columns={rows.columns}
          rows={loaded.rows}
          size={size}
          onReady={onReady}
          onError={() => setBroken(true)}
        />
      )}
    </div>
  );
}
