"use client";

import { clsx } from "clsx";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toasts.ts";
import { type Alternative, alternativesTo, kindOf, type MarkKind } from "#lib/charts/change-mark.ts";
import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import type { ChartWithRows } from "#lib/charts/series-colors.ts";
import { ChartKind } from "./chart-kind.tsx";
import { useSeenTooSmall } from "./drawing-size.ts";
import { LiveChart } from "./live-chart.tsx";
import type { ChartFormat } from "./save-chart.ts";
import { ServerDrawing } from "./server-drawing.tsx";
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
  sessionCharts,
  table,
}: {
  title: string;
  spec: VegaLiteSpec;
  svg: string | undefined;
  rows: ChartRows;
  /** All charts of the conversation, whose colours this one keeps when its kind changes. */
  sessionCharts: () => ChartWithRows[];
  /** The same rows for who cannot see the chart; null where they are not at hand. */
  table: ReactNode | null;
}) {
  const [touched, setTouched] = useState(svg === undefined);
  const [view, setView] = useState<"static" | "live">("static");
  const [asTable, setAsTable] = useState(false);
  const [changed, setChanged] = useState<Alternative | null>(null);
  const drawing = useRef<HTMLDivElement>(null);
  const touch = useCallback(() => setTouched(true), []);
  useSeenTooSmall(drawing, touch);
  const alternatives = useMemo(() => alternativesTo(spec, rows.columns, rows.rows), [spec, rows]);
  const shown = changed?.spec ?? spec;
  const kind = kindOf(shown);

  function change(next: MarkKind) {
    setChanged(
      alternatives.find((alternative) => alternative.kind === next && alternative.spec !== spec) ?? null,
    );
    setTouched(true);
  }

  async function save(format: ChartFormat) {
    const drawings = drawing.current?.querySelectorAll("svg");
    const last = drawings?.[drawings.length - 1];
    try {
      const { saveChart, saveSpec } = await import("./save-chart.ts");
      if (format === "spec") saveSpec(shown, title);
      else if (last) await saveChart(last, title, format);
    } catch {
      toast("The server cannot be reached. Try again.", { tone: "danger" });
    }
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
          className={clsx("overflow-x-auto px-4 py-3 max-sm:min-h-81", svg === undefined && "sm:min-h-91")}
          onPointerEnter={touch}
          onPointerDown={touch}
        >
          {svg !== undefined && view === "static" && <ServerDrawing svg={svg} />}
          {touched && (
            <LiveChart
              title={title}
              spec={shown}
              rows={rows}
              changedAmong={shown === spec ? null : sessionCharts}
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
        {!asTable && kind !== null && alternatives.length > 1 && (
          <ChartKind
            title={title}
            kind={kind}
            kinds={alternatives.map((alternative) => alternative.kind)}
            onChange={change}
          />
        )}
        {!asTable && <SaveButtons title={title} onSave={(format) => void save(format)} />}
      </div>
    </figure>
  );
}

const FORMATS: readonly [ChartFormat, string][] = [
  ["png", "PNG"],
  ["svg", "SVG"],
  ["spec", "Spec"],
];

function SaveButtons({ title, onSave }: { title: string; onSave: (format: ChartFormat) => void }) {
  return (
    <span className="ml-auto flex">
      {FORMATS.map(([format, name]) => (
        <Button
          key={format}
          size="sm"
          look="quiet"
          aria-label={`Save ${title} as ${format === "spec" ? "Vega-Lite spec" : name}`}
          onClick={() => onSave(format)}
        >
          {name}
        </Button>
      ))}
    </span>
  );
}
