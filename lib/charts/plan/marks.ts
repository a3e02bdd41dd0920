import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import type { Json } from "#lib/core/schema.ts";
import type { Drawn } from "./plan-facts.ts";

type Channel = { [key: string]: Json };

/** From here on a linear axis hides all but the largest values. */
const LOG_FROM = 1_000;

/** A column where rows are told apart: a moment, or a name (numbers that group are names in their order). */
export function position({ name, kind, title, longest, distinct }: Drawn): Channel {
  if (kind === "time") return { field: name, type: "temporal", title };
  if (kind === "number") return { field: name, type: "ordinal", title, axis: { labelAngle: 0 } };
  return { field: name, type: "nominal", title, axis: { labelAngle: distinct * longest > 90 ? -40 : 0 } };
}

/** A measured column on an axis. Shares are in percent, millions shortened. */
export function quantity({ name, title }: Drawn, scale?: Channel): Channel {
  const isShare = /(^|_)(share|ratio)$/.test(name);
  return {
    field: name,
    type: "quantitative",
    title,
    axis: { format: isShare ? ".0%" : "~s" },
    ...(scale && { scale }),
  };
}

/** The same where heights need not start at zero: logarithmic when the values span orders of size. */
export function measured(column: Drawn): Channel {
  if (column.spread !== null && column.spread >= LOG_FROM)
    return {
      ...quantity(column, { type: "log" }),
      title: `${column.title} (log scale)`,
      axis: { format: "~s" },
    };
  return quantity(column, { zero: false });
}

const series = ({ name, title }: Drawn): Channel => ({ field: name, type: "nominal", title });

/** Bars, longest first where names have no order of their own; lying when there are many names or long ones. */
export function bars(category: Drawn, value: Drawn, inner?: Drawn): VegaLiteSpec {
  const mark = { type: "bar", tooltip: true };
  const length = quantity(value);
  if (inner)
    return {
      mark,
      encoding: {
        x: position(category),
        xOffset: { field: inner.name, type: "nominal" },
        y: length,
        color: series(inner),
      },
    };
  const place = position(category);
  if (category.kind !== "text") return { mark, encoding: { x: place, y: length } };
  const { axis: _, ...lying } = place;
  if (category.distinct > 8 || category.longest > 14)
    return { mark, encoding: { y: { ...lying, sort: "-x" }, x: length } };
  return { mark, encoding: { x: { ...place, sort: "-y" }, y: length } };
}

/** Values over time or an order, a line a series. Areas start at zero. */
export function lines(
  x: Drawn,
  y: Drawn,
  by: Drawn | undefined,
  type: "line" | "area" = "line",
): VegaLiteSpec {
  const isDotted = type === "line" && x.distinct <= 60;
  return {
    mark: { type, tooltip: true, ...(isDotted && { point: true }) },
    encoding: {
      x: position(x),
      y: type === "area" ? quantity(y) : measured(y),
      ...(by && { color: series(by) }),
    },
  };
}

/** Parts of one whole. */
export function arcs(category: Drawn, part: Drawn): VegaLiteSpec {
  return {
    mark: { type: "arc", innerRadius: 60, tooltip: true },
    width: 320,
    encoding: {
      theta: { field: part.name, type: "quantitative", title: part.title },
      color: { ...series(category), sort: { field: part.name, order: "descending" } },
      order: { field: part.name, type: "quantitative", sort: "descending" },
    },
  };
}

/** A colour a cell. `domain` fixes its ends, as for correlations. */
export function heatmap(x: Drawn, y: Drawn, value: Drawn, domain?: [number, number]): VegaLiteSpec {
  return {
    mark: { type: "rect", tooltip: true },
    height: { step: 40 },
    encoding: {
      x: position(x),
      y: { ...position(y), axis: {} },
      color: {
        field: value.name,
        type: "quantitative",
        title: value.title,
        legend: { format: "~s" },
        ...(domain && { scale: { domain, scheme: "redblue", reverse: false } }),
      },
    },
  };
}

/** Touching bars over bins that the statement computed. */
export function histogram(start: Drawn, end: Drawn, count: Drawn, title: string): VegaLiteSpec {
  return {
    mark: { type: "bar", orient: "vertical", tooltip: true, binSpacing: 1 },
    encoding: {
      x: { field: start.name, type: "quantitative", title, scale: { zero: false, nice: false } },
      x2: { field: end.name },
      y: quantity(count, { zero: true }),
    },
  };
}

/** Boxes from computed quartiles: a rule from the smallest to the largest value, a box of the middle half, a tick at the median. */
export function boxes(category: Drawn | undefined, title: string): VegaLiteSpec {
  const y = (field: string): Channel => ({
    field,
    type: "quantitative",
    title,
    axis: { format: "~s" },
    scale: { zero: false },
  });
  const x = category && { x: position(category) };
  return {
    layer: [
      { mark: { type: "rule", tooltip: true }, encoding: { ...x, y: y("min"), y2: { field: "max" } } },
      { mark: { type: "bar", size: 28, tooltip: true }, encoding: { ...x, y: y("q1"), y2: { field: "q3" } } },
      {
        mark: { type: "tick", size: 28, thickness: 2, color: "white", tooltip: true },
        encoding: { ...x, y: y("median") },
      },
    ],
  };
}

/** Points of two measures, or of one over time. */
export function points(x: Drawn, y: Drawn, color?: Drawn): VegaLiteSpec {
  const place = x.kind === "number" ? measured(x) : position(x);
  const shade =
    color &&
    (color.kind === "number"
      ? { field: color.name, type: "quantitative", title: color.title }
      : series(color));
  return {
    mark: { type: "point", tooltip: true },
    encoding: { x: place, y: measured(y), ...(shade && { color: shade }) },
  };
}

/** A line with what may come after it, and the band it may lie in. */
export function band(x: Drawn, y: Drawn, kind: Drawn): VegaLiteSpec {
  const at = position(x);
  const scale = { zero: false };
  const axis = { format: "~s" };
  const end = (field: string): Channel => ({ field, type: "quantitative", title: y.title, axis, scale });
  return {
    layer: [
      {
        mark: { type: "area", opacity: 0.25, tooltip: true },
        encoding: { x: at, y: end("lower"), y2: { field: "upper" } },
      },
      {
        mark: { type: "line", point: x.distinct <= 60, tooltip: true },
        encoding: { x: at, y: end(y.name), color: series(kind) },
      },
    ],
  };
}
