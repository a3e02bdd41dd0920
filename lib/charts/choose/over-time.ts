import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import type { Json } from "#lib/core/schema.ts";
import { type Facts, labelOf, quantity } from "./facts.ts";

const SERIES = 12;
const DOTS = 60;

/** One number over time, by series when there is a category of few values: a line. */
export function chooseOverTime(facts: Facts): VegaLiteSpec | null {
  const [time] = facts.times;
  const [number] = facts.numbers;
  if (!time || !number || time.distinct < 2 || facts.categories.length > 1) return null;
  if (facts.hint === "scatter" || facts.hint === "heatmap" || facts.hint === "pie") return null;
  const [category] = facts.categories;
  if (category && category.distinct > SERIES) return null;
  if (!category && time.distinct < facts.rowCount) return null;
  const type = time.isOrdinal ? "ordinal" : "temporal";
  const x: { [key: string]: Json } = { field: time.name, type, title: labelOf(time.name) };
  if (time.isOrdinal) x.axis = { labelAngle: 0, format: "d" };
  const mark = facts.hint === "bar" || facts.hint === "area" ? facts.hint : "line";
  const isDotted = mark === "line" && time.distinct <= DOTS;
  return {
    mark: { type: mark, tooltip: true, ...(isDotted ? { point: true } : {}) },
    encoding: {
      x,
      y: { ...quantity(number), ...(mark === "line" ? { scale: { zero: isNearZero(facts) } } : {}) },
      ...(category
        ? { color: { field: category.name, type: "nominal", title: labelOf(category.name) } }
        : {}),
    },
  };
}

/** Counts and sums start at zero so that heights compare; averages may not, so that their movement shows. */
function isNearZero(facts: Facts): boolean {
  return !/^(avg|average|mean|median|min|max)/i.test(facts.numbers[0]?.name ?? "");
}
