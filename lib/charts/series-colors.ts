import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { alternativesTo } from "./change-mark.ts";
import { columnKind } from "./column-kind.ts";
import type { VegaLiteSpec } from "./schema.ts";
import { type ColorScale, colorScales, nameOf, seriesOf } from "./series-scales.ts";
import { SERIES_COLORS } from "./theme.ts";

/** The colour of each series by its name, whatever column the name stands in. */
export type SeriesColors = ReadonlyMap<string, string>;

/** A chart with rows of its Result: those at hand are enough to know its names. */
export interface ChartWithRows {
  spec: VegaLiteSpec;
  columns: ResultColumn[];
  rows: readonly (readonly Json[])[];
}

/** A chart of more series than this keeps Vega-Lite's own colours: nobody tells them apart by colour. */
const MOST_SERIES = 24;
const PALETTE: ReadonlySet<string> = new Set(SERIES_COLORS);

/**
 * A colour for each name of one chart: the one the session knows, unless another of this chart's has it already; else the
 * first that no name of the session has; else the first that none of this chart has. Beyond the palette they begin again.
 */
export function assignColors(names: readonly string[], known: SeriesColors = new Map()): SeriesColors {
  const colors = new Map<string, string>();
  const here = new Set<string>();
  const give = (name: string, color: string) => {
    colors.set(name, color);
    here.add(color);
  };
  for (const name of names) {
    const color = known.get(name);
    if (color !== undefined && !here.has(color)) give(name, color);
  }
  const taken = new Set(known.values());
  for (const [at, name] of names.entries()) {
    if (colors.has(name)) continue;
    const free =
      SERIES_COLORS.find((color) => !taken.has(color) && !here.has(color)) ??
      SERIES_COLORS.find((color) => !here.has(color));
    give(name, free ?? known.get(name) ?? SERIES_COLORS[at % SERIES_COLORS.length] ?? SERIES_COLORS[0]);
  }
  return colors;
}

/**
 * The colours that a session's charts have given, oldest chart first, and those that a chart would give when it is drawn
 * as another kind. The first colour of a name is its own for good.
 */
export function colorsOfSession(charts: readonly ChartWithRows[]): SeriesColors {
  const colors = new Map<string, string>();
  const keep = (name: string, color: string) => {
    if (!colors.has(name)) colors.set(name, color);
  };
  for (const { spec } of charts) for (const [name, color] of writtenColors(spec)) keep(name, color);
  for (const chart of charts) {
    for (const { spec } of alternativesTo(chart.spec, chart.columns, chart.rows)) {
      for (const scale of openScales(spec, chart))
        for (const [name, color] of assignColors(namesOf(scale, chart), colors)) keep(name, color);
    }
  }
  return colors;
}

/** Whether a chart without colours of its own could get some as another kind: the rows of others need not be read. */
export function mayGetColors(spec: VegaLiteSpec, columns: ResultColumn[]): boolean {
  const isWritten = !writtenColors(spec).next().done;
  return !isWritten && columns.some(({ type }) => ["text", "boolean"].includes(columnKind(type)));
}

/**
 * The spec with the colour of each of its series written down, so that whoever draws it takes the same. Where it says
 * itself which colours to take, where colour is an amount or an order, or where there are too many series, it stays as it is.
 */
export function withSeriesColors(chart: ChartWithRows, known: SeriesColors): VegaLiteSpec {
  const spec = structuredClone(chart.spec);
  for (const scale of openScales(spec, chart)) {
    const domain = seriesOf(scale, chart.columns, chart.rows);
    const colors = assignColors(domain.map(nameOf), known);
    const range = domain.map((value) => colors.get(nameOf(value)) ?? SERIES_COLORS[0]);
    for (const channel of scale.channels) channel.scale = { domain, range };
  }
  return spec;
}

/** Whether `withSeriesColors` may write a colour into the spec. */
export function takesColors(spec: VegaLiteSpec, columns: ResultColumn[]): boolean {
  return colorScales(spec, columns).some(({ isOpen }) => isOpen);
}

/** The scales that are ours to fill: named series, not too many, and nothing said about their colours. */
function openScales(spec: VegaLiteSpec, { columns, rows }: ChartWithRows): ColorScale[] {
  return colorScales(spec, columns).filter((scale) => {
    const count = scale.isOpen ? seriesOf(scale, columns, rows).length : 0;
    return count > 0 && count <= MOST_SERIES;
  });
}

const namesOf = (scale: ColorScale, { columns, rows }: ChartWithRows) =>
  seriesOf(scale, columns, rows).map(nameOf);

/** Names and colours as `withSeriesColors` writes them; what somebody chose outside the palette is theirs alone. */
function* writtenColors(spec: VegaLiteSpec): Generator<[string, string]> {
  for (const { channels } of colorScales(spec, [])) {
    for (const { scale } of channels) {
      if (typeof scale !== "object" || scale === null || Array.isArray(scale)) continue;
      const { domain, range } = scale;
      if (!Array.isArray(domain) || !Array.isArray(range) || domain.length !== range.length) continue;
      for (const [at, value] of domain.entries()) {
        const color = range[at];
        if (typeof color === "string" && PALETTE.has(color)) yield [nameOf(value), color];
      }
    }
  }
}
