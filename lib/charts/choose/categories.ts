import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import type { Json } from "#lib/core/schema.ts";
import { type Facts, labelOf, type Measured, numberAxis, quantity } from "./facts.ts";

const BARS = 60;
const GROUPS = 6;
const CELLS = 600;
/** Height of a heatmap's row in pixels: with few rows, enough for its legend. */
const CELL = 40;

/** Numbers by one or two categories: sorted bars, grouped bars, or a heatmap when there are many of both. */
export function chooseCategories(facts: Facts): VegaLiteSpec | null {
  const ordinal = facts.times.filter((time) => time.isOrdinal);
  const categories: Measured[] = [...facts.categories, ...ordinal];
  const [first, second] = categories;
  const [number] = facts.numbers;
  if (!first || !number || facts.times.length > ordinal.length || categories.length > 2) return null;
  if (facts.hint === "scatter" && facts.numbers.length > 1) return null;
  if (second) return twoCategories(first, second, number, facts);
  if (first.distinct > BARS || first.distinct < facts.rowCount) return null;
  return bars(first, number, facts.hint);
}

function bars(category: Measured, number: Measured, hint: Facts["hint"]): VegaLiteSpec {
  const isLying = hint === undefined && (category.distinct > 8 || category.longest > 14);
  const label: { [key: string]: Json } = {
    field: category.name,
    type: "nominal",
    title: labelOf(category.name),
  };
  const length = quantity(number);
  const mark = { type: hint === "line" || hint === "area" ? hint : "bar", tooltip: true };
  if (isLying) return { mark, encoding: { y: { ...label, sort: "-x" }, x: length } };
  const angle = category.distinct * category.longest > 90 ? -40 : 0;
  return { mark, encoding: { x: { ...label, sort: "-y", axis: { labelAngle: angle } }, y: length } };
}

function twoCategories(a: Measured, b: Measured, number: Measured, facts: Facts): VegaLiteSpec | null {
  const [outer, inner] = a.distinct >= b.distinct ? [a, b] : [b, a];
  const isOnce = facts.rowCount <= outer.distinct * inner.distinct;
  if (!isOnce || outer.distinct * inner.distinct > CELLS) return null;
  const x: { [key: string]: Json } = {
    field: outer.name,
    type: "nominal",
    title: labelOf(outer.name),
    axis: { labelAngle: outer.distinct * outer.longest > 90 ? -40 : 0 },
  };
  const title = labelOf(inner.name);
  if (facts.hint === "heatmap" || inner.distinct > GROUPS || outer.distinct > 24)
    return {
      mark: { type: "rect", tooltip: true },
      height: { step: CELL },
      encoding: {
        x,
        y: { field: inner.name, type: "nominal", title },
        color: {
          field: number.name,
          type: "quantitative",
          title: labelOf(number.name),
          legend: numberAxis(number),
        },
      },
    };
  return {
    mark: { type: "bar", tooltip: true },
    encoding: {
      x,
      xOffset: { field: inner.name, type: "nominal" },
      y: quantity(number),
      color: { field: inner.name, type: "nominal", title },
    },
  };
}
