import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { columnKind } from "./column-kind.ts";
import { columnOfField } from "./field-path.ts";
import type { VegaLiteSpec } from "./schema.ts";

/** The kinds of chart that one can be changed into another. */
export type MarkKind = "bar" | "line" | "area" | "point" | "arc";

/** The same Result, drawn as another kind of chart. */
export interface Alternative {
  kind: MarkKind;
  spec: VegaLiteSpec;
}

type Node = { [key: string]: Json };
const isNode = (value: Json | undefined): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const KINDS: Record<string, MarkKind> = {
  bar: "bar",
  line: "line",
  area: "area",
  point: "point",
  circle: "point",
  square: "point",
  arc: "arc",
};
/** Channels that a chart may have and still be turned into another: position, series, and what labels them. */
const SIMPLE = new Set(["x", "y", "xOffset", "yOffset", "color", "theta", "order", "tooltip"]);
const COMPOSED = ["layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec", "params"];

const SLICES = 12;
const DOTS = 60;
/** Width in pixels that all bars over time share; it fits a phone. */
const TIME_BARS = 280;
/** Parts of such a figure do not add up to anything, so they are not stacked. */
const NOT_ADDITIVE = /^(avg|average|mean|median|min|max|stddev|share|ratio|percent)/i;

/** One figure by one dimension, and perhaps by a series: what charts of several kinds can show. */
interface Reading {
  kind: MarkKind;
  dimension: Node & { field: string };
  measure: Node & { field: string };
  /** The channel that separates series; null for a single one. */
  series: (Node & { field: string }) | null;
  isTime: boolean;
  isOrdered: boolean;
  /** The dimension runs down the side, as in lying bars. */
  isLying: boolean;
  distinct: number;
  /** Each place of the dimension has one row. */
  isOnce: boolean;
  hasNegative: boolean;
}

/** The kind of chart a spec draws; null when it is none of those that can be changed. */
export function kindOf(spec: VegaLiteSpec): MarkKind | null {
  const type = isNode(spec.mark) ? spec.mark.type : spec.mark;
  return typeof type === "string" ? (KINDS[type] ?? null) : null;
}

/**
 * The kinds of chart that show this Result truthfully, the spec's own first. Alone, or empty, when there is no other:
 * composed charts, heatmaps, histograms, two quantities. Every spec keeps the rules of charts (`checkSpec`) when the
 * given one does. Lines and areas need an order; areas and bars of several series add up; a pie has few parts, none negative.
 */
export function alternativesTo(
  spec: VegaLiteSpec,
  columns: ResultColumn[],
  rows: readonly (readonly Json[])[],
): Alternative[] {
  const reading = read(spec, columns, rows);
  if (!reading) return [];
  const others = (["bar", "line", "area", "point", "arc"] as const).filter(
    (kind) => kind !== reading.kind && fits(kind, reading),
  );
  return [
    { kind: reading.kind, spec },
    ...others.map((kind) => ({ kind, spec: { ...without(spec), ...drawn(kind, reading) } })),
  ];
}

function read(
  spec: VegaLiteSpec,
  columns: ResultColumn[],
  rows: readonly (readonly Json[])[],
): Reading | null {
  const kind = kindOf(spec);
  const { encoding } = spec;
  if (kind === null || !isNode(encoding) || COMPOSED.some((key) => key in spec)) return null;
  if (Object.keys(encoding).some((channel) => !SIMPLE.has(channel))) return null;
  const typed = (channel: string) => typedField(encoding[channel], columns);
  const color = typed("color");
  const [x, y] = kind === "arc" ? [color, typed("theta")] : [typed("x"), typed("y")];
  if (!x || !y || (color && color.type === "quantitative")) return null;
  const isLying = x.type === "quantitative";
  const [dimension, measure] = isLying ? [y, x] : [x, y];
  if (dimension.type === "quantitative" || measure.type !== "quantitative") return null;
  const isOwnColor = kind === "arc" || color?.field === dimension.field;
  const places = valuesOf(dimension.field, columns, rows);
  return {
    kind,
    dimension,
    measure,
    series: isOwnColor ? null : color,
    isTime: dimension.type === "temporal",
    isOrdered: dimension.type !== "nominal",
    isLying,
    distinct: new Set(places).size,
    isOnce: new Set(places).size === places.length,
    hasNegative: valuesOf(measure.field, columns, rows).some((value) => Number(value) < 0),
  };
}

function fits(kind: MarkKind, reading: Reading): boolean {
  const { series, isOrdered, isTime, isOnce, hasNegative, distinct, measure } = reading;
  const isAdditive = !NOT_ADDITIVE.test(measure.field) && !hasNegative;
  switch (kind) {
    case "bar":
      return series ? isAdditive || !isTime : isOnce;
    case "line":
      return isOrdered && (series !== null || isOnce);
    case "area":
      return isOrdered && (series ? isAdditive : isOnce);
    case "point":
      return true;
    case "arc":
      return !series && !isTime && isOnce && isAdditive && distinct >= 2 && distinct <= SLICES;
  }
}

/** Mark and channels of the chart as another kind. The series keeps its channel, and so its colours. */
function drawn(kind: MarkKind, reading: Reading): { mark: Node; encoding: Node; width?: number } {
  const { dimension, measure, series, isTime, isLying, distinct } = reading;
  if (kind === "arc") return pie(reading);
  const amount: Node = { ...measure };
  if (kind === "bar" || kind === "area")
    amount.scale = { ...(isNode(amount.scale) ? amount.scale : {}), zero: true };
  const place: Node = { ...dimension };
  if (reading.kind === "arc") Object.assign(place, { sort: isLying ? "-x" : "-y", axis: { labelAngle: 0 } });
  const mark: Node = { type: kind, tooltip: true };
  if (kind === "line" && distinct <= DOTS) mark.point = true;
  if (kind === "point") mark.filled = true;
  if (kind === "bar" && isTime)
    mark.width = Math.min(28, Math.max(2, Math.floor(TIME_BARS / Math.max(distinct, 1))));
  const encoding: Node = isLying ? { y: place, x: amount } : { x: place, y: amount };
  if (series) encoding.color = { ...series };
  else if (reading.kind === "arc") encoding.color = { ...dimension, legend: null };
  if (series && kind === "bar" && NOT_ADDITIVE.test(measure.field))
    encoding[isLying ? "yOffset" : "xOffset"] = { field: series.field, type: series.type ?? "nominal" };
  return { mark, encoding };
}

function pie({ dimension, measure }: Reading): { mark: Node; encoding: Node; width: number } {
  const part: Node = { field: measure.field, type: "quantitative" };
  const title = (node: Node): Node => (node.title === undefined ? {} : { title: node.title });
  return {
    mark: { type: "arc", innerRadius: 60, tooltip: true },
    width: 320,
    encoding: {
      theta: { ...part, ...title(measure) },
      color: { field: dimension.field, type: "nominal", ...title(dimension) },
      order: { ...part, sort: "descending" },
    },
  };
}

/** The spec without what belongs to one kind of chart alone; sizes are the drawer's again. */
function without(spec: VegaLiteSpec): VegaLiteSpec {
  const { mark: _mark, encoding: _encoding, width: _width, height: _height, ...rest } = spec;
  return rest;
}

function typedField(channel: Json | undefined, columns: ResultColumn[]): (Node & { field: string }) | null {
  if (!isNode(channel) || typeof channel.field !== "string") return null;
  const column = columnOfField(channel.field, columns);
  if (!column) return null;
  const kind = columnKind(column.type);
  const usual = kind === "number" ? "quantitative" : kind === "time" ? "temporal" : "nominal";
  return { ...channel, field: channel.field, type: channel.type ?? usual };
}

function valuesOf(field: string, columns: ResultColumn[], rows: readonly (readonly Json[])[]): string[] {
  const column = columnOfField(field, columns);
  const at = column ? columns.indexOf(column) : -1;
  return rows.map((row) => String(row[at] ?? ""));
}
