import type { VegaLiteSpec } from "#lib/charts/schema.ts";
import { SERIES_COLORS } from "#lib/charts/theme.ts";
import type { Json } from "#lib/core/schema.ts";
import { type Facts, labelOf, type Measured, quantity } from "./facts.ts";

/** No more lines than there are colours to tell them apart. */
const SERIES = SERIES_COLORS.length;
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
  x.axis = time.isOrdinal ? { labelAngle: 0, format: "d" } : timeAxis(time);
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

/** Points that are few have a tick each, written as coarsely as they were grouped; of many the axis chooses itself. */
const GRAINS: Record<string, { interval: string; step: number; format: string; most: number }> = {
  day: { interval: "day", step: 1, format: "%b %e", most: 10 },
  week: { interval: "week", step: 1, format: "%b %e", most: 10 },
  month: { interval: "month", step: 1, format: "%b %Y", most: 12 },
  quarter: { interval: "month", step: 3, format: "Q%q %Y", most: 12 },
  year: { interval: "year", step: 1, format: "%Y", most: 15 },
};

function timeAxis({ name, distinct }: Measured): { [key: string]: Json } {
  const grain = GRAINS[name.toLowerCase()];
  if (!grain || distinct > grain.most) return {};
  const { interval, step, format } = grain;
  return { tickCount: { interval, step }, format };
}

/** Counts and sums start at zero so that heights compare; averages may not, so that their movement shows. */
function isNearZero(facts: Facts): boolean {
  return !/^(avg|average|mean|median|min|max)/i.test(facts.numbers[0]?.name ?? "");
}
