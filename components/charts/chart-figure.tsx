"use client";

import { clsx } from "clsx";
import { type ReactNode, useCallback, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { useSeenTooSmall } from "./drawing-size.ts";
import { LiveChart } from "./live-chart.tsx";
import { saveChart } from "./save-chart.ts";
import type { ChartRows } from "./use-chart-rows.ts";

/**
 * A chart with its title. What the server drew stands there at once; Vega is loaded when someone touches
 * the chart, or when there is no drawing yet because the chart has just streamed in.
 */
export function ChartFigure({
  title,
  spec,
  svg,
  rows,
  table,
}: {
  title: string;
  spec: VegaLiteSpec;
  svg: string | undefined;
  rows: ChartRows;
  /** The same rows for who cannot see the chart; null where they are not at hand. */
  table: ReactNode | null;
}) {
  const [touched, setTouched] = useState(svg === undefined);
  const [view, setView] = useState<"static" | "live">("static");
  const [asTable, setAsTable] = useState(false);
  const drawing = useRef<HTMLDivElement>(null);
  const touch = useCallback(() => setTouched(true), []);
  useSeenTooSmall(drawing, touch);

  function save(format: "svg" | "png") {
    const shown = drawing.current?.querySelectorAll("svg");
    const last = shown?.[shown.length - 1];
    if (last) void saveChart(last, title, format);
  }

  return (
    <figure className="min-w-0 overflow-clip rounded-lg border border-line bg-raised">
      <figcaption className={"title" in spec && !asTable ? "sr-only" : "px-4 pt-3 font-medium"}>
        {title}
      </figcaption>
      {asTable && table ? (
        <div className="mt-3 border-t border-line">{table}</div>
      ) : (
        <div
          ref={drawing}
          className={clsx("overflow-x-auto px-4 py-3 max-sm:min-h-78", svg === undefined && "sm:min-h-91")}
          onPointerEnter={touch}
          onPointerDown={touch}
        >
          {svg !== undefined && view === "static" && (
            // biome-ignore lint/security/noDangerouslySetInnerHtml: our server drew it and checked that it only draws
            <div className="chart-figure" dangerouslySetInnerHTML={{ __html: asOneImage(svg) }} />
          )}
          {touched && (
            <LiveChart
              title={title}
              spec={spec}
              rows={rows}
              place={drawing}
              hidden={view === "static"}
              onReady={() => setView("live")}
            />
          )}
        </div>
      )}
      <div className="flex flex-wrap items-center border-t border-line px-1.5 py-1">
        {table && (
          <Button size="sm" look="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? "Show as chart" : "Show as table"}
          </Button>
        )}
        {!asTable && (
          <span className="ml-auto flex">
            <Button size="sm" look="quiet" aria-label={`Save ${title} as PNG`} onClick={() => save("png")}>
              PNG
            </Button>
            <Button size="sm" look="quiet" aria-label={`Save ${title} as SVG`} onClick={() => save("svg")}>
              SVG
            </Button>
          </span>
        )}
      </div>
    </figure>
  );
}

/** The drawing is one image with a title and a description; the roles Vega gives to its parts would need titles each. */
function asOneImage(svg: string): string {
  return svg.replace(/ (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")/g, "");
}
